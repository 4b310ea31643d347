// The first or the last cell of each group that is not empty.

import { columnOf } from "../../../engine/frames/builder.ts";
import type { Cell, Column } from "../../../engine/frames/column.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import type { Tally, Wanted } from "./tally.ts";

/** What a cell takes that is no text, and what a text takes besides its characters. */
const CELL_BYTES = 16;
const TEXT_BYTES = 24;

export class PlaceTally implements Tally {
  readonly #type: DataType;
  readonly #last: boolean;
  readonly #cells: Cell[] = [];
  bytes = 0;

  constructor(type: DataType, last: boolean) {
    this.#type = type;
    this.#last = last;
  }

  add(column: Column | null, groups: Int32Array, count: number): void {
    while (this.#cells.length < count) this.#cells.push(null);
    for (let row = 0; row < groups.length; row++) {
      const known = this.#cells[groups[row]];
      if (known !== null && !this.#last) continue;
      const cell = column!.get(row);
      if (cell === null) continue;
      this.bytes += bytesOf(cell) - (known === null ? 0 : bytesOf(known));
      this.#cells[groups[row]] = cell;
    }
  }

  results(count: number, wanted: readonly Wanted[]): Column[] {
    const cells = Array.from({ length: count }, (_, group) => this.#cells[group] ?? null);
    const column = columnOf(this.#type, cells);
    return wanted.map(() => column);
  }
}

function bytesOf(cell: Cell): number {
  return typeof cell === "string" ? TEXT_BYTES + 2 * cell.length : CELL_BYTES;
}
