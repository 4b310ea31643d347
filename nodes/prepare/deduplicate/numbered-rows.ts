// Rows with their number among all that came, so that they can be put in their order again, and with their place, which a sort forgets.

import { FixedColumn } from "../../../engine/frames/column.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import { rowId, type Lineage } from "../../../engine/frames/lineage.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";

/** No names of a person's. */
export const NUMBER = "\0number";
const ID = "\0id";
const SOURCE = "\0source";

const NUMBERS: readonly Field[] = [field(NUMBER, "float64", false)];
const PLACES: readonly Field[] = [field(ID, "float64", false), field(SOURCE, "int32", false)];

/** The schema with the rows' numbers; the same where it has them. */
export function numberedSchema(schema: Schema): Schema {
  return schema.fields.some(({ name }) => name === NUMBER)
    ? schema
    : { fields: [...schema.fields, ...NUMBERS] };
}

/** The rows with their numbers, counted from `from`. */
export function numbered(frame: Frame, from: number): Frame {
  const column = numbersColumn(frame.length, (row) => from + row);
  return frame.with([{ name: NUMBER, column, nullable: false }]);
}

/** Keeps what the lineage of rows says in columns of theirs. */
export class Places {
  readonly schema: Schema;
  readonly #own: Schema;
  readonly #lineages: Lineage[] = [];

  /** `schema` is that of the rows without numbers. */
  constructor(schema: Schema) {
    this.#own = schema;
    this.schema = { fields: [...schema.fields, ...NUMBERS, ...PLACES] };
  }

  /** Numbered rows, with their places in columns. */
  written(frame: Frame): Frame {
    const { lineage, length } = frame;
    const same = ({ source, unit, origin }: Lineage) =>
      source === lineage.source && unit === lineage.unit && !origin === !lineage.origin;
    let at = this.#lineages.findIndex(same);
    if (at < 0) at = this.#lineages.push(lineage) - 1;
    const source = new Int32Array(length).fill(at);
    const places = [
      numbersColumn(length, (row) => rowId(lineage, row)),
      new FixedColumn({ type: "int32" }, length, { values: source, validity: null }),
    ];
    return new Frame(this.schema, [...frame.columns, ...places], length, lineage);
  }

  /** The rows as they were, each frame of one source. */
  *read(frame: Frame): Generator<Frame> {
    const sources = (frame.column(SOURCE) as FixedColumn).values as Int32Array;
    for (let from = 0; from < frame.length;) {
      let to = from + 1;
      while (to < frame.length && sources[to] === sources[from]) to++;
      const piece = frame.slice(from, to);
      const { source, unit, origin } = this.#lineages[sources[from]];
      const ids = (piece.column(ID) as FixedColumn).values as Float64Array;
      const known = { source, unit, from: ids[0], to: ids[ids.length - 1] + 1, ids };
      const lineage = origin ? { ...known, origin: piece.lineage.origin! } : known;
      yield new Frame(this.#own, piece.columns.slice(0, this.#own.fields.length), piece.length, lineage);
      from = to;
    }
  }
}

function numbersColumn(length: number, at: (row: number) => number): FixedColumn {
  const values = Float64Array.from({ length }, (_, row) => at(row));
  return new FixedColumn({ type: "float64" }, length, { values, validity: null });
}
