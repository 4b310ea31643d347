// Which failed rows have been told of already? A run that has to begin again must not tell of them twice.

import type { FailedRow } from "./events.ts";

export class ToldRows {
  readonly #keys = new Set<string>();

  add(rows: readonly FailedRow[]): void {
    for (const row of rows) this.#keys.add(keyOf(row));
  }

  /** Those of the rows that nobody has heard of. */
  untold(rows: readonly FailedRow[]): readonly FailedRow[] {
    return rows.filter((row) => !this.#keys.has(keyOf(row)));
  }
}

function keyOf({ node, source, row, code }: FailedRow): string {
  return `${node} ${source} ${row} ${code}`;
}
