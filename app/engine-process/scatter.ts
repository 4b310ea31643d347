// Vectors laid flat along the two directions in which they differ most (principal components), the same ones for the same vectors.

import type { TensorColumn } from "../../engine/frames/column.ts";
import type { Frame } from "../../engine/frames/frame.ts";
import { elementOf } from "./cells.ts";

/** Rows that are looked at: more points than these are a cloud in any case. */
export const MOST_ROWS = 2000;
/** Turns until a direction stands still; far fewer do for most. */
const MOST_TURNS = 200;
const STANDS_STILL = 1e-10;

export interface Vectors {
  readonly rows: number;
  readonly dimensions: number;
  /** Row after row. */
  readonly values: Float64Array;
}

export interface Scatter {
  readonly rows: number;
  readonly dimensions: number;
  /** x and y of each row as float32, little endian; NaN for a row without a vector. */
  readonly points: Uint8Array;
  /** Shares of the whole spread. */
  readonly explained: number[];
}

/** Null where the column holds no vectors, or rows of different lengths. */
export function vectorsOf(frames: readonly Frame[], name: string, most: number): Vectors | null {
  const columns = frames.flatMap((frame) => frame.find(name) ?? []);
  const tensors = columns.filter((column): column is TensorColumn => column.layout === "tensor");
  const dimensions = tensors.at(0)?.rowSize ?? 0;
  const fits = tensors.every(({ rowSize, dtype }) => rowSize === dimensions && dtype !== "string");
  if (dimensions < 2 || !fits || tensors.length !== columns.length) return null;
  const all = tensors.reduce((sum, { length }) => sum + length, 0);
  const rows = Math.min(all, MOST_ROWS, Math.max(0, Math.floor(most)));
  const values = new Float64Array(rows * dimensions);
  let row = 0;
  for (const tensor of tensors)
    for (let at = 0; at < tensor.length && row < rows; at++, row++)
      for (let i = 0; i < dimensions; i++) values[row * dimensions + i] = Number(elementOf(tensor, at, i));
  return { rows, dimensions, values };
}

export function scatterOf({ rows, dimensions, values }: Vectors): Scatter {
  const whole = Array.from({ length: rows }, (_, row) => row).filter((row) =>
    values.subarray(row * dimensions, (row + 1) * dimensions).every((value) => Number.isFinite(value)),
  );
  const centred = centre(values, whole, dimensions);
  const spread = centred.reduce((sum, value) => sum + value * value, 0);
  const points = new Float32Array(rows * 2).fill(NaN);
  for (const row of whole) points.fill(0, row * 2, row * 2 + 2);
  const explained: number[] = [];
  const found: Float64Array[] = [];
  for (const axis of [0, 1]) {
    const direction = spread > 0 ? principal(centred, whole.length, dimensions, found) : null;
    if (!direction) {
      explained.push(0);
      continue;
    }
    found.push(direction);
    let own = 0;
    whole.forEach((row, at) => {
      const value = dot(centred, at * dimensions, direction);
      points[row * 2 + axis] = value;
      own += value * value;
    });
    explained.push(own / spread);
  }
  return { rows, dimensions, points: new Uint8Array(points.buffer), explained };
}

function centre(values: Float64Array, rows: readonly number[], dimensions: number): Float64Array {
  const mean = new Float64Array(dimensions);
  for (const row of rows)
    for (let i = 0; i < dimensions; i++) mean[i] += values[row * dimensions + i] / rows.length;
  const centred = new Float64Array(rows.length * dimensions);
  rows.forEach((row, at) => {
    for (let i = 0; i < dimensions; i++)
      centred[at * dimensions + i] = values[row * dimensions + i] - mean[i];
  });
  return centred;
}

/** By turning a fixed beginning towards it; null where nothing is left beside the directions that are known. */
function principal(
  centred: Float64Array,
  rows: number,
  dimensions: number,
  known: readonly Float64Array[],
): Float64Array | null {
  let direction = Float64Array.from(
    { length: dimensions },
    (_, i) => Math.cos(i * 1.7 + known.length) + 0.01,
  );
  if (!straighten(direction, known)) return null;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const next = new Float64Array(dimensions);
    for (let row = 0; row < rows; row++) {
      const from = row * dimensions;
      const share = dot(centred, from, direction);
      for (let i = 0; i < dimensions; i++) next[i] += share * centred[from + i];
    }
    if (!straighten(next, known)) return null;
    const same = Math.abs(dot(next, 0, direction));
    direction = next;
    if (1 - same < STANDS_STILL) break;
  }
  return upright(direction);
}

/** To length 1, at right angles to the others; false where nothing is left. */
function straighten(direction: Float64Array, others: readonly Float64Array[]): boolean {
  const before = Math.sqrt(dot(direction, 0, direction));
  for (const other of others) {
    const share = dot(direction, 0, other);
    for (let i = 0; i < direction.length; i++) direction[i] -= share * other[i];
  }
  const length = Math.sqrt(dot(direction, 0, direction));
  if (!(length > before * 1e-9) || length === 0) return false;
  for (let i = 0; i < direction.length; i++) direction[i] /= length;
  return true;
}

/** Both ways along it are as good: its greatest part points up. */
function upright(direction: Float64Array): Float64Array {
  const most = direction.reduce((at, value, i) => (Math.abs(value) > Math.abs(direction[at]) ? i : at), 0);
  return direction[most] < 0 ? direction.map((value) => -value) : direction;
}

function dot(values: Float64Array, from: number, direction: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < direction.length; i++) sum += values[from + i] * direction[i];
  return sum;
}
