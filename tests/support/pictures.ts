// Small pictures whose pixels tests choose, and kinds run on them.

import { frameOf } from "../../engine/frames/builder.ts";
import type { Cell } from "../../engine/frames/column.ts";
import { field, type Frame } from "../../engine/frames/frame.ts";
import type { Pixels } from "../../engine/frames/image.ts";
import type { Field } from "../../engine/frames/types.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { runNode, type NodeRun } from "../../engine/sdk/harness.ts";

/** `bytes` are interleaved; the number of channels follows from them. */
export function pixels(width: number, height: number, bytes: ArrayLike<number>, name = "p"): Pixels {
  const channels = (bytes.length / (width * height)) as Pixels["channels"];
  return { kind: "pixels", data: Uint8Array.from(bytes), width, height, channels, name };
}

/** Every byte another, from 0 on. */
export function counted(width: number, height: number, channels = 3, name = "p"): Pixels {
  return pixels(
    width,
    height,
    Array.from({ length: width * height * channels }, (_, i) => i % 256),
    name,
  );
}

/** Rows with an `id`, an `image`, and what else they are given. */
export function rowsOf(rows: readonly Record<string, Cell>[], more: readonly Field[] = []): Frame {
  const fields = [field("id", "float64"), field("image", "image"), ...more];
  return frameOf(
    { fields },
    rows.map((row, id) => ({ id, ...row })),
  );
}

/** Runs a kind on the rows; `rows` are those that came out of it, in one list. */
export async function runOn(kind: AnyNode, frame: Frame, params: object = {}, host: NodeRun["host"] = {}) {
  const result = await runNode(kind, { params: { ...params }, inputs: { in: [frame] }, host });
  const frames = result.outputs.out ?? [];
  const rows = frames.flatMap((one) => Array.from({ length: one.length }, (_, row) => one.row(row)));
  return { ...result, frames, rows, codes: result.issues.map(({ code }) => code) };
}
