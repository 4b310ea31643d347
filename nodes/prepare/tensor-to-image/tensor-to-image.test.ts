// tensor-to-image: image-to-tensor and back gives the same bytes, and values by hand.

import { expect, test } from "vitest";
import { columnOf, freshLineage } from "../../../engine/frames/builder.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import type { Pixels } from "../../../engine/frames/image.ts";
import type { TensorDtype } from "../../../engine/frames/types.ts";
import { counted, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import imageToTensor from "../image-to-tensor/image-to-tensor.ts";
import tensorToImage from "./tensor-to-image.ts";

const bytes = (cell: unknown) => [...(cell as Pixels).data];

test.each([
  [{ normalise: "unit" }, {}],
  [{ normalise: "signed", layout: "NHWC" }, { layout: "NHWC" }],
  [{ normalise: "imagenet", channels: "bgr" }, { order: "bgr" }],
  [
    { normalise: "custom", mean: [0.1, 0.2, 0.3], std: [2, 3, 4] },
    { mean: [0.1, 0.2, 0.3], std: [2, 3, 4] },
  ],
  [{ normalise: "none", dtype: "uint8" }, {}],
  // Half floats have 11 bits: a byte comes back as it was.
  [{ normalise: "unit", dtype: "float16" }, {}],
])("%j and back", async (there, back) => {
  const image = counted(9, 9);
  const made = await runOn(imageToTensor, rowsOf([{ image }]), { width: 9, height: 9, ...there });
  const { rows } = await runOn(tensorToImage, made.frames[0], { normalise: there.normalise, ...back });
  expect(rows[0].picture).toMatchObject({ width: 9, height: 9, channels: 3 });
  expect(bytes(rows[0].picture)).toEqual([...image.data]);
});

async function ofTensor(
  shape: number[],
  values: number[],
  params: object = {},
  dtype: TensorDtype = "float32",
) {
  const type = { type: "tensor", dtype, shape } as const;
  const count = values.length / shape.reduce((product, dim) => product * dim, 1);
  const size = values.length / count;
  const rows = Array.from({ length: count }, (_, i) => values.slice(i * size, (i + 1) * size));
  const frame = new Frame(
    { fields: [field("tensor", type, false)] },
    [columnOf(type, rows)],
    count,
    freshLineage("test", 0, count),
  );
  return runOn(tensorToImage, frame, params);
}

test("a mask of height and width is gray; values outside are cut off, what is no number is black", async () => {
  const { rows } = await ofTensor([2, 2], [0, 0.5, 2, NaN, -1, 1, 1, 1]);
  expect(rows[0].picture).toMatchObject({ width: 2, height: 2, channels: 1 });
  expect(rows.map(({ picture }) => bytes(picture))).toEqual([
    [0, 128, 255, 0],
    [0, 255, 255, 255],
  ]);
});

test("truth is white", async () => {
  const { rows } = await ofTensor([1, 1, 2], [0, 1], {}, "bool");
  expect(bytes(rows[0].picture)).toEqual([0, 255]);
});

test.each([
  [[5], "params.column"],
  [[8, 8, 3], "params.layout"],
  [[7, 8, 8], "params.column"],
])("a tensor %j is refused", async (shape, path) => {
  const { issues } = await ofTensor(shape, new Array<number>(shape.reduce((a, b) => a * b)).fill(0));
  expect(issues).toMatchObject([{ code: "TENSOR_NO_IMAGE", path }]);
});
