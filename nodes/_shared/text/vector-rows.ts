// Vectors of many numbers for the texts of a frame: rows go on in pieces, so that no tensor takes more than a few megabytes.

import { TensorColumn } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import { textRows } from "./text-rows.ts";

const MOST_BYTES = 16 * 1024 * 1024;

export type VectorNorm = "l2" | "l1" | "none";

/** The frame in pieces; all of it in one where it is small, or empty. */
export function* piecesOf(frame: Frame, rowBytes: number): Generator<Frame> {
  const rows = Math.max(1, Math.floor(MOST_BYTES / rowBytes));
  for (let from = 0; from < Math.max(1, frame.length); from += rows)
    yield frame.slice(from, Math.min(frame.length, from + rows));
}

/** The rows that have a text, each with its vector; `write` fills a row that is all 0. */
export function withVectors(
  piece: Frame,
  { column, output, width }: { column: string; output: string; width: number },
  ctx: Pick<NodeContext, "fail">,
  schema: Schema,
  write: (text: string, row: Float64Array) => void,
): Frame {
  const { frame, texts } = textRows(piece, column, ctx);
  const data = new Float32Array(frame.length * width);
  const row = new Float64Array(width);
  texts.forEach((text, i) => {
    row.fill(0);
    write(text, row);
    data.set(row, i * width);
  });
  const tensor = new TensorColumn("float32", [width], frame.length, data);
  return frame.with([{ name: output, column: tensor, nullable: false }], schema);
}

/** Brings a vector to length 1; one of nothing but 0 stays. */
export function normalise(row: Float64Array, norm: VectorNorm): void {
  if (norm === "none") return;
  let sum = 0;
  for (const value of row) sum += norm === "l2" ? value * value : Math.abs(value);
  const length = norm === "l2" ? Math.sqrt(sum) : sum;
  if (length > 0) for (let i = 0; i < row.length; i++) row[i] /= length;
}
