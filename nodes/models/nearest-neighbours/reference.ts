// The rows that others are compared with: their vectors, and the columns that are told of them.

import type { Cell } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import type { MillraceError } from "../../../engine/sdk/errors.ts";
import { referenceLines, wrongReference } from "../../_shared/vectors/reference-lines.ts";
import { vectorsOf } from "../../_shared/vectors/vector-column.ts";
import { VectorSet, type Metric } from "../../_shared/vectors/vector-set.ts";

export class Reference {
  readonly set: VectorSet;
  readonly #kept: readonly string[];
  readonly #cells: Cell[][] = [];

  constructor(metric: Metric, kept: readonly string[]) {
    this.set = new VectorSet(metric);
    this.#kept = kept;
  }

  add(frame: Frame, column: string): void {
    if (frame.length === 0) return;
    this.set.add(vectorsOf(frame, column));
    const columns = this.#kept.map((name) => frame.column(name));
    for (let row = 0; row < frame.length; row++) this.#cells.push(columns.map((each) => each.get(row)));
  }

  addRow(vector: Float32Array, cells: Cell[]): void {
    this.set.add({ width: vector.length, data: vector });
    this.#cells.push(cells);
  }

  /** The cells that are told of a row, in the order of the kept columns. */
  cells(row: number): readonly Cell[] {
    return this.#cells[row];
  }
}

export interface ReferenceFile {
  readonly vectors: readonly Float32Array[];
  readonly fields: readonly Field[];
  readonly cells: readonly Cell[][];
}

/** From JSON lines, as `write-jsonl` writes them: an object a line, the vector as a list of numbers. */
export function parseReference(
  bytes: Uint8Array,
  { file, column, keep }: { file: string; column: string; keep: readonly string[] },
): ReferenceFile {
  const vectors: Float32Array[] = [];
  const cells: Cell[][] = [];
  for (const { line, row } of referenceLines(bytes)) {
    const vector = row?.[column];
    const width = vectors[0]?.length;
    if (!row || !isVector(vector)) throw wrongLine(file, line, `a list of numbers as "${column}"`);
    if (width !== undefined && vector.length !== width)
      throw wrongLine(file, line, `${width} numbers as before`);
    vectors.push(Float32Array.from(vector));
    cells.push(keep.map((name) => cellOf(row[name])));
  }
  const fields = keep.map((name, i): Field => ({
    name,
    type: typeOf(cells.map((row) => row[i])),
    nullable: true,
  }));
  for (const [i, { type }] of fields.entries())
    if (type.type === "text")
      for (const row of cells)
        if (row[i] !== null && typeof row[i] !== "string") row[i] = JSON.stringify(row[i]);
  return { vectors, fields, cells };
}

/** Fields of the kept columns as they are told of a neighbour. */
export function keptFields(schema: Schema | undefined, keep: readonly string[]): Field[] {
  return keep.flatMap((name) => {
    const field = schema?.fields.find((each) => each.name === name);
    return field ? [{ ...field, nullable: true }] : [];
  });
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => Number.isFinite(each));
}

function cellOf(value: unknown): Cell {
  return value === undefined ? null : value;
}

/** Numbers and truth values where all are such, else text. */
function typeOf(values: readonly Cell[]): Field["type"] {
  const known = values.filter((value) => value !== null);
  if (known.length > 0 && known.every((value) => typeof value === "number")) return { type: "float64" };
  if (known.length > 0 && known.every((value) => typeof value === "boolean")) return { type: "bool" };
  return { type: "text" };
}

function wrongLine(file: string, line: number, expected: string): MillraceError {
  const hint = "Write the file with Write JSON lines, with the vector among its columns.";
  return wrongReference(file, line, expected, hint);
}
