// Kinds that make a tensor of each recording: rows whose tensors have one shape share a frame.

import { TensorColumn } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Emit } from "../../../engine/sdk/node-definition.ts";
import { sameShapes } from "./same-shapes.ts";

export interface RowTensor {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** `rows` and `tensors` belong together; `empty` is the shape of a frame without rows. */
export async function giveTensors(
  rows: Frame,
  tensors: readonly RowTensor[],
  target: { readonly name: string; readonly schema: Schema; readonly empty: readonly number[] },
  out: Emit,
): Promise<void> {
  const sizes = tensors.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  for (const [from, to] of sameShapes(sizes)) {
    const shape = tensors.at(from)?.shape ?? target.empty;
    const size = sizes.at(from) ?? 0;
    const data = new Float32Array((to - from) * size);
    for (let row = from; row < to; row++) data.set(tensors[row].values, (row - from) * size);
    const column = new TensorColumn("float32", shape, to - from, data);
    await out(rows.slice(from, to).with([{ name: target.name, column, nullable: false }], target.schema));
  }
}
