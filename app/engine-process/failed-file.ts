// OUTPUT.failed.jsonl: the rows that nothing could rescue, one JSON object a line, with place and cause.

import { unlinkSync } from "node:fs";
import { withoutWorkflowEnding } from "../../engine/document/workflow-file.ts";
import type { Plan } from "../../engine/plan/types.ts";
import type { FailedRow, GivenValues } from "../../engine/runtime/events.ts";
import { pathOfPart, type Partition } from "../../engine/sdk/partition.ts";
import type { Files, FileWriter } from "../../engine/sdk/services.ts";
import type { WorkflowMark } from "./dead-letter/workflow-mark.ts";
import { outputFile } from "./output-file.ts";

export const FAILED_ENDING = ".failed.jsonl";

/** Where failed rows go: beside the first file the workflow writes, else beside the workflow. Absolute. */
export function failedRowsPath(
  plan: Plan,
  files: Files,
  flowPath: string,
  partition: Partition | null = null,
): string {
  for (const node of plan.nodes) {
    const file = outputFile(node);
    if (file !== null) return `${files.resolve(file)}${FAILED_ENDING}`;
  }
  const beside = withoutWorkflowEnding(flowPath);
  return `${partition ? pathOfPart(beside, partition) : beside}${FAILED_ENDING}`;
}

/** More failed rows than this stay in the order in which they failed. */
const MOST_SORTED = 100_000;

interface Line {
  readonly row: FailedRow;
  readonly text: string;
}

/** What every line says besides its row. */
export interface LineFacts {
  readonly workflow: WorkflowMark;
  /** Which try of a row has failed; the first unless given. */
  readonly attemptOf?: (row: FailedRow) => number;
}

/**
 * Writes failed rows as they come; a file appears only when there is at least one. Which node is quicker changes from run
 * to run, so at the end they are put in the order of their places.
 */
export class FailedRowsFile {
  readonly path: string;
  count = 0;
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
    const lines = rows.map((row) => ({ row, text: lineOf(row, this.#facts) }));
    if (this.count > MOST_SORTED) this.#lines = null;
    else this.#lines?.push(...lines);
    await this.#writer.write(encoded(lines));
  }

  /** Puts the file in place; the one of an earlier run goes when this run had no failed rows. */
  async finish(): Promise<void> {
    if (this.count > 0) await this.#commit();
    else await this.#removeOld();
    this.#inPlace = true;
  }

  async #commit(): Promise<void> {
    const sorted = this.#lines?.toSorted((a, b) => inOrder(a.row, b.row));
    if (!sorted || sorted.every((line, i) => line === this.#lines![i])) return this.#writer.commit();
    await this.#writer.abandon();
    const again = this.#files.create(this.path);
    await again.write(encoded(sorted));
    await again.commit();
  }

  async #removeOld(): Promise<void> {
    // Where it may not be looked at, it may not be removed.
    if (await this.#files.stat(this.path)) unlinkSync(this.path);
  }

  async abandon(): Promise<void> {
    await this.#writer.abandon();
  }
}

function lineOf(failed: FailedRow, { workflow, attemptOf }: LineFacts): string {
  const { node, source, unit, row, code, cause, hint, column, values, given } = failed;
  const place = unit === "line" ? { line: row } : unit === "row" ? { row } : { file: row };
  const attempt = attemptOf?.(failed) ?? 1;
  const line = {
    ...place,
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
function inOrder(a: FailedRow, b: FailedRow): number {
  return compare(a.source, b.source) || a.row - b.row || compare(a.node, b.node);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
