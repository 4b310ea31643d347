// Which failed rows have been told of already? A run that has to begin again must not tell of them twice.

import type { FailedRow } from "./events.ts";

export class ToldRows {
  /** How often each was told of: rows that were made of one row fail under its number. */
  readonly #counts = new Map<string, number>();

  add(rows: readonly FailedRow[]): void {
    for (const row of rows) this.#counts.set(keyOf(row), (this.#counts.get(keyOf(row)) ?? 0) + 1);
  }

  /** Those of the rows that nobody has heard of; the others count as heard again. */
  untold(rows: readonly FailedRow[]): readonly FailedRow[] {
    return rows.filter((row) => {
      const key = keyOf(row);
      const count = this.#counts.get(key);
      if (count === undefined) return true;
      if (count > 1) this.#counts.set(key, count - 1);
      else this.#counts.delete(key);
      return false;
    });
  }
}

function keyOf({ node, source, row, code }: FailedRow): string {
  return `${node} ${source} ${row} ${code}`;
}
