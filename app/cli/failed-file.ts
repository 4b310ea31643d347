// OUTPUT.failed.jsonl: the rows that nothing could rescue, one JSON object a line, with place and cause.

import { unlinkSync } from "node:fs";
import { DiskWriter } from "../../engine/host/file-writer.ts";
import type { Plan } from "../../engine/plan/types.ts";
import type { FailedRow } from "../../engine/runtime/events.ts";
import type { Files } from "../../engine/sdk/services.ts";
import { outputFile } from "./output-file.ts";

/** Where failed rows go: beside the first file the workflow writes, else beside the workflow. Absolute. */
export function failedRowsPath(plan: Plan, files: Files, flowPath: string): string {
  for (const node of plan.nodes) {
    const file = outputFile(node);
    if (file !== null) return `${files.resolve(file)}.failed.jsonl`;
  }
  return flowPath.replace(/(\.millrace)?\.json$/, "") + ".failed.jsonl";
}

/** Writes failed rows as they come; a file appears only when there is at least one. */
export class FailedRowsFile {
  readonly path: string;
  count = 0;
  #inPlace = false;
  readonly #writer: DiskWriter;

  constructor(path: string) {
    this.path = path;
    this.#writer = new DiskWriter(path);
  }

  /** Where the rows are now: beside their name until they are all there. */
  get writtenTo(): string {
    return this.#inPlace ? this.path : `${this.path}.part`;
  }

  async add(rows: readonly FailedRow[]): Promise<void> {
    this.count += rows.length;
    const text = rows
      .map(({ node, source, unit, row, code, cause, column, values }) => {
        const place = unit === "line" ? { line: row } : unit === "row" ? { row } : { file: row };
        return `${JSON.stringify({ ...place, source, node, code, cause, column, values })}\n`;
      })
      .join("");
    await this.#writer.write(new TextEncoder().encode(text));
  }

  /** Puts the file in place; the one of an earlier run goes when this run had no failed rows. */
  async finish(): Promise<void> {
    if (this.count > 0) await this.#writer.commit();
    else removeOld(this.path);
    this.#inPlace = true;
  }

  async abandon(): Promise<void> {
    await this.#writer.abandon();
  }
}

function removeOld(path: string): void {
  try {
    unlinkSync(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ENOENT") throw thrown;
  }
}
