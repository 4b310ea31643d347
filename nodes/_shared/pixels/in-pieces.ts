// Rows that hold pictures, given on in pieces: what is made of one frame can be more than memory should hold.

import { columnOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { Frame, type NewColumn } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import type { Emit } from "../../../engine/sdk/node-definition.ts";

/** Of the memory for pictures: several nodes of a workflow hold a piece each. */
const PIECE_SHARE = 1 / 4;

export class Pieces {
  readonly #frame: Frame;
  readonly #fields: readonly Field[];
  readonly #schema: Schema;
  readonly #emit: Emit;
  readonly #budget: number;
  #rows: number[] = [];
  #cells: (readonly Cell[])[] = [];
  #bytes = 0;
  /** Where the range of the next piece begins. */
  #from: number;

  /** `fields` are those of the schema that each row is given with `add`, in that order; all others are the frame's. */
  constructor(
    frame: Frame,
    fields: readonly Field[],
    schema: Schema,
    emit: Emit,
    memory: { readonly limit: number },
  ) {
    this.#frame = frame;
    this.#fields = fields;
    this.#schema = schema;
    this.#emit = emit;
    this.#budget = memory.limit * PIECE_SHARE;
    this.#from = frame.lineage.from;
  }

  /** Another row made of row `row` of the frame; rows come in their order, and a row may come more than once. */
  add(row: number, cells: readonly Cell[], bytes: number): void {
    this.#rows.push(row);
    this.#cells.push(cells);
    this.#bytes += bytes;
  }

  /** Gives on what there is once it is much. `next` is the row that is worked on next, maybe the same again. */
  async giveIfFull(next: number): Promise<void> {
    if (this.#bytes < this.#budget || next >= this.#frame.length) return;
    await this.#give(rowId(this.#frame.lineage, next));
  }

  /** Gives on the rest, also if there is none: an empty frame says that its rows have passed. */
  end(): Promise<void> {
    return this.#give(this.#frame.lineage.to);
  }

  async #give(to: number): Promise<void> {
    const rows = Int32Array.from(this.#rows);
    // One row can come in several pieces: the range says whether this is all of it.
    const isAll = this.#from === this.#frame.lineage.from && to === this.#frame.lineage.to;
    const isWhole = isAll && rows.length === this.#frame.length && rows.every((row, i) => row === i);
    const taken = isWhole ? this.#frame : this.#frame.take(rows);
    const added = this.#fields.map(({ name, type, nullable }, i): NewColumn => ({
      name,
      nullable,
      column: columnOf(
        type,
        this.#cells.map((cells) => cells[i]),
      ),
    }));
    const { schema, columns, length, lineage, arena } = taken.with(added, this.#schema);
    const range = { ...lineage, from: this.#from, to };
    this.#rows = [];
    this.#cells = [];
    this.#bytes = 0;
    this.#from = to;
    // The range stays that of the frame where this is all of it.
    await this.#emit(new Frame(schema, columns, length, isWhole ? lineage : range, arena));
  }
}
