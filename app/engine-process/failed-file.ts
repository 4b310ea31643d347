// OUTPUT.failed.jsonl: the rows that nothing could rescue, one JSON object a line, with place and cause.

import { unlinkSync } from "node:fs";
import { withoutWorkflowEnding } from "../../engine/document/workflow-file.ts";
import type { Plan } from "../../engine/plan/types.ts";
import type { FailedRow, GivenValues } from "../../engine/runtime/events.ts";
import { pathOfPart, type Partition } from "../../engine/sdk/partition.ts";
import type { Files, FileWriter } from "../../engine/sdk/services.ts";
import { pathOfAttempt } from "./dead-letter/path-of-attempt.ts";
import { pathOfJournal, pathOfNote } from "./dead-letter/paths-beside.ts";
import type { WorkflowMark } from "./dead-letter/workflow-mark.ts";
import { outputFile } from "./output-file.ts";

export const FAILED_ENDING = ".failed.jsonl";

/** What a run does that is not the plain one. */
interface OtherRun {
  readonly partition?: Partition | null;
  /** Rows that are run again: which try it is, and the nodes whose outputs are named after it already. */
  readonly again?: { readonly attempt: number; readonly moved: ReadonlySet<string> } | null;
}

/**
 * Where failed rows go: beside the first file the workflow writes, else beside the workflow. Absolute. Those of a further try never have the
 * name of those of the one before.
 */
export function failedRowsPath(
  plan: Plan,
  files: Files,
  flowPath: string,
  { partition = null, again = null }: OtherRun = {},
): string {
  for (const node of plan.nodes) {
    const file = outputFile(node);
    if (file === null) continue;
    const path = again && !again.moved.has(node.id) ? pathOfAttempt(file, again.attempt) : file;
    return `${files.resolve(path)}${FAILED_ENDING}`;
  }
  const beside = withoutWorkflowEnding(flowPath);
  if (again) return `${beside}.attempt-${again.attempt}${FAILED_ENDING}`;
  return `${partition ? pathOfPart(beside, partition) : beside}${FAILED_ENDING}`;
}

/** More failed rows than this stay in the order in which they failed. */
const MOST_SORTED = 100_000;

export interface Line {
  readonly row: Pick<FailedRow, "source" | "row" | "node">;
  /** With its line end. */
  readonly text: string;
}

/** What every line says besides its row. */
export interface LineFacts {
  readonly workflow: WorkflowMark;
  /** Which try of a row has failed; the first unless given. */
  readonly attemptOf?: (row: FailedRow) => number;
  /** Of rows that are run again: the lines of a file of that name which tell of other rows, and stay in it. */
  readonly others?: (path: string) => AsyncIterable<readonly Line[]>;
}

/**
 * Writes failed rows as they come; a file appears only when there is at least one. Which node is quicker changes from run
 * to run, so at the end they are put in the order of their places.
 */
export class FailedRowsFile {
  readonly path: string;
  /** Rows that have failed in this run. */
  count = 0;
  /** Lines of the file. */
  #written = 0;
  #inPlace = false;
  readonly #files: Files;
  readonly #facts: LineFacts;
  readonly #writer: FileWriter;
  /** Null once there are too many. */
  #lines: Line[] | null = [];

  constructor(files: Files, path: string, facts: LineFacts) {
    this.path = path;
    this.#files = files;
    this.#facts = facts;
    this.#writer = files.create(path);
  }

  /** Where the rows are now: beside their name until they are all there. */
  get writtenTo(): string {
    return this.#inPlace ? this.path : `${this.path}.part`;
  }

  async add(rows: readonly FailedRow[]): Promise<void> {
    this.count += rows.length;
    await this.#write(rows.map((row) => ({ row, text: lineOf(row, this.#facts) })));
  }

  async #write(lines: readonly Line[]): Promise<void> {
    // Writing nothing would begin a file all the same.
    if (lines.length === 0) return;
    this.#written += lines.length;
    if (this.#written > MOST_SORTED) this.#lines = null;
    else this.#lines?.push(...lines);
    await this.#writer.write(encoded(lines));
  }

  /** Puts the file in place; the one of an earlier run goes when this run had no failed rows, and it tells of no others. */
  async finish(): Promise<void> {
    for await (const lines of this.#facts.others?.(this.path) ?? []) await this.#write(lines);
    if (this.#written > 0) await this.#commit();
    else await this.#removeOld(this.path);
    this.#inPlace = true;
    await this.#removeOld(pathOfNote(this.path));
    // A try of the rows that were in the file before has nothing to go on with.
    if (await this.#files.stat(pathOfJournal(this.path)))
      (await import("./dead-letter/remove-journal.ts")).removeJournal(pathOfJournal(this.path));
  }

  async #commit(): Promise<void> {
    const sorted = this.#lines?.toSorted((a, b) => inOrder(a.row, b.row));
    if (!sorted || sorted.every((line, i) => line === this.#lines![i])) return this.#writer.commit();
    await this.#writer.abandon();
    const again = this.#files.create(this.path);
    await again.write(encoded(sorted));
    await again.commit();
  }

  async #removeOld(path: string): Promise<void> {
    // Where it may not be looked at, it may not be removed.
    if (await this.#files.stat(path)) unlinkSync(path);
  }

  async abandon(): Promise<void> {
    await this.#writer.abandon();
  }
}

function lineOf(failed: FailedRow, { workflow, attemptOf }: LineFacts): string {
  const { node, source, unit, row, ofGroup, code, cause, hint, column, values, given } = failed;
  const place = unit === "line" ? { line: row } : unit === "row" ? { row } : { file: row };
  const attempt = attemptOf?.(failed) ?? 1;
  const line = {
    ...place,
    ofGroup,
    source,
    node,
    code,
    cause,
    hint,
    column,
    values,
    given: given && shortened(given),
    attempt,
    workflow,
  };
  return `${JSON.stringify(line)}\n`;
}

/** A type that is only a name stands as one. */
function shortened({ row, types, hidden }: GivenValues): object {
  const short = Object.entries(types).map(([name, type]) => [
    name,
    Object.keys(type).length === 1 ? type.type : type,
  ]);
  return { row, types: Object.fromEntries(short) as object, hidden };
}

function encoded(lines: readonly Line[]): Uint8Array {
  return new TextEncoder().encode(lines.map(({ text }) => text).join(""));
}

/** By source, place and node; names by code points, so that it is the same everywhere. */
function inOrder(a: Line["row"], b: Line["row"]): number {
  return compare(a.source, b.source) || a.row - b.row || compare(a.node, b.node);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
