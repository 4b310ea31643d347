// Makes the values of a generated column, some rows at a time, always the same ones for a seed.

import { allValid, clearBit } from "../../../engine/frames/bitmap.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { FixedColumn, TextColumn, type Column, type FixedType } from "../../../engine/frames/column.ts";
import { parseTimestamp } from "../../_shared/csv/parse-time.ts";
import { Random } from "../../_shared/random.ts";
import type { ColumnSpec } from "./column-spec.ts";

/** The values of some rows; frames are cut out of it. */
interface Chunk {
  cut(from: number, to: number): Column;
}

const INT32_LIMIT = 2 ** 31;

/** The type of a column made so. */
export function typeOf(spec: ColumnSpec): DataType {
  switch (spec.kind) {
    case "choice":
      return { type: "text" };
    case "bool":
      return { type: "bool" };
    case "timestamp":
      return { type: "timestamp", zone: "UTC" };
    case "integer":
      return { type: spec.min >= -INT32_LIMIT && spec.max < INT32_LIMIT ? "int32" : "float64" };
    default:
      return { type: "float64" };
  }
}

/** Milliseconds of a timestamp column's start; NaN where its text is none. */
export function startMs(text: string): number {
  const bytes = new TextEncoder().encode(text);
  return parseTimestamp(bytes, 0, bytes.length);
}

/** One column of a run. Its numbers depend on the seed and its name only, so that other columns may come and go. */
export class ColumnGenerator {
  readonly #spec: ColumnSpec;
  readonly #type: DataType;
  readonly #values: Random;
  readonly #nulls: Random;
  #row = 0;

  constructor(spec: ColumnSpec, name: string, seed: number) {
    this.#spec = spec;
    this.#type = typeOf(spec);
    this.#values = new Random(seed, hash(name));
    this.#nulls = new Random(seed, hash(name + " nulls"));
  }

  /** The next `count` rows. */
  next(count: number): Chunk {
    const spec = this.#spec;
    const validity = spec.nulls ? this.#validity(count, spec.nulls) : null;
    if (spec.kind === "choice")
      return textChunk(this.#indices(count, spec.values.length, validity), spec.values);
    const values = this.#numbers(count, spec);
    if (validity) eraseNulls(values, validity);
    return fixedChunk(this.#type as FixedType, values, validity);
  }

  #numbers(
    count: number,
    spec: Exclude<ColumnSpec, { kind: "choice" }>,
  ): Float64Array | Int32Array | Uint8Array {
    const random = this.#values;
    const values = new {
      float64: Float64Array,
      int32: Int32Array,
      bool: Uint8Array,
      timestamp: Float64Array,
    }[this.#type.type as "float64" | "int32" | "bool" | "timestamp"](count);
    const first = this.#row;
    this.#row += count;
    const make = maker(spec, random, first);
    for (let i = 0; i < count; i++) values[i] = make(i);
    return values;
  }

  #indices(count: number, choices: number, validity: Uint8Array | null): Int32Array {
    const indices = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const index = this.#values.integer(0, choices - 1);
      indices[i] = validity && (validity[i >> 3] & (1 << (i & 7))) === 0 ? -1 : index;
    }
    return indices;
  }

  #validity(count: number, share: number): Uint8Array {
    const validity = allValid(count);
    for (let i = 0; i < count; i++) if (this.#nulls.next() < share) clearBit(validity, i);
    return validity;
  }
}

function maker(
  spec: Exclude<ColumnSpec, { kind: "choice" }>,
  random: Random,
  first: number,
): (i: number) => number {
  switch (spec.kind) {
    case "uniform":
      return () => random.uniform(spec.min, spec.max);
    case "normal":
      return () => random.normal(spec.mean, spec.deviation);
    case "integer":
      return () => random.integer(spec.min, spec.max);
    case "bool":
      return () => Number(random.next() < spec.probability);
    case "sequence":
      return (i) => spec.start + (first + i) * spec.step;
    case "timestamp": {
      const start = startMs(spec.start);
      return (i) => start + (first + i) * spec.stepMs;
    }
  }
}

function fixedChunk(
  type: FixedType,
  values: Float64Array | Int32Array | Uint8Array,
  validity: Uint8Array | null,
): Chunk {
  const whole = new FixedColumn(type, values.length, { values, validity });
  return {
    cut: (from, to) =>
      validity
        ? whole.slice(from, to)
        : new FixedColumn(type, to - from, { values: values.subarray(from, to), validity: null }),
  };
}

function textChunk(indices: Int32Array, words: readonly string[]): Chunk {
  return { cut: (from, to) => new TextColumn(to - from, { indices: indices.subarray(from, to), words }) };
}

/** The value under a null is NaN in floats, 0 elsewhere. */
function eraseNulls(values: Float64Array | Int32Array | Uint8Array, validity: Uint8Array): void {
  const empty = values instanceof Float64Array ? NaN : 0;
  for (let i = 0; i < values.length; i++) if ((validity[i >> 3] & (1 << (i & 7))) === 0) values[i] = empty;
}

/** 32 bits of a name (FNV-1a over its UTF-16 units). */
function hash(name: string): number {
  let bits = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) bits = Math.imul(bits ^ name.charCodeAt(i), 0x01000193);
  return bits;
}
