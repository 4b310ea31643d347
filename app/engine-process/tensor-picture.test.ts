// Tensors as pictures, checked by the pixels of the PNG.

import sharp from "sharp";
import { expect, test } from "vitest";
import { TensorColumn } from "../../engine/frames/column.ts";
import type { NumberArray } from "../../engine/frames/types.ts";
import { tensorPicture, type TensorView } from "./tensor-picture.ts";

const ALL: TensorView = { channel: null, swapped: false };

interface Drawn {
  readonly view: TensorView;
  readonly size: number;
  readonly row: number;
  readonly dtype: "float32" | "float16" | "uint8";
}

async function draw(
  shape: readonly number[],
  data: NumberArray,
  { view = ALL, size = 64, row = 0, dtype = "float32" }: Partial<Drawn> = {},
) {
  const rows = data.length / shape.reduce((product, side) => product * side, 1);
  const made = await tensorPicture(new TensorColumn(dtype, shape, rows, data), row, size, view);
  if (!made) return null;
  const { data: pixels, info } = await sharp(made.png)
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...made, pixels: [...pixels], info };
}

/** Red -1, green 0, blue 1 everywhere; 4 × 4. */
const planes = Float32Array.from({ length: 48 }, (_, i) => Math.floor(i / 16) - 1);
const pixels = Float32Array.from({ length: 48 }, (_, i) => (i % 3) - 1);

test.each([
  ["NCHW", [3, 4, 4], planes],
  ["NHWC", [4, 4, 3], pixels],
])(
  "%s: the least value is black, the greatest white, and the caption has the values themselves",
  async (layout, shape, data) => {
    const found = await draw(shape, data);
    expect(found?.pixels.slice(0, 3)).toEqual([0, 128, 255]);
    expect(found).toMatchObject({ width: 4, height: 4, tensor: { layout, dtype: "float32", odd: 0 } });
    expect(found?.tensor?.channels).toEqual(
      [-1, 0, 1].map((value) => ({ min: value, max: value, mean: value })),
    );
  },
);

test("red and blue change places, and one channel stands alone", async () => {
  expect(
    (await draw([3, 4, 4], planes, { view: { channel: null, swapped: true } }))?.pixels.slice(0, 3),
  ).toEqual([255, 128, 0]);
  const ramp = Float32Array.from({ length: 48 }, (_, i) => (i < 16 ? i : 1000));
  const found = await draw([3, 4, 4], ramp, { view: { channel: 0, swapped: false } });
  expect([0, 15].map((i) => found?.pixels[i * 3])).toEqual([0, 255]);
});

test("rows, half floats, bytes, and numbers that are none", async () => {
  const two = Float32Array.from([
    ...new Array<number>(16).fill(0),
    ...Array.from({ length: 16 }, (_, i) => i),
  ]);
  expect((await draw([1, 4, 4], two, { row: 1 }))?.tensor?.channels[0]).toMatchObject({
    min: 0,
    max: 15,
    mean: 7.5,
  });
  const half = Uint16Array.from({ length: 16 }, (_, i) => (i === 0 ? 0x3c00 : 0));
  expect((await draw([1, 4, 4], half, { dtype: "float16" }))?.tensor?.channels[0]).toMatchObject({
    min: 0,
    max: 1,
  });
  const odd = Float32Array.from({ length: 16 }, (_, i) => [NaN, Infinity][i] ?? i);
  expect((await draw([1, 4, 4], odd))?.tensor).toMatchObject({ odd: 2, channels: [{ min: 2, max: 15 }] });
  const flat = await draw([1, 4, 4], new Uint8Array(16).fill(7), { dtype: "uint8" });
  expect(flat?.pixels[0]).toBe(128);
});

test("a large tensor is sent small", async () => {
  const found = await draw([1, 5000, 40], new Uint8Array(200_000), { dtype: "uint8", size: 100 });
  expect(found).toMatchObject({ width: 40, height: 5000 });
  expect(Math.max(found!.info.width, found!.info.height)).toBe(100);
});

test("other shapes are no pictures", async () => {
  expect(await draw([2, 4, 4], new Float32Array(32))).toBeNull();
});

test("a matrix is drawn in the colours of a heat-map, its first row on top", async () => {
  const found = await draw([2, 3], Float32Array.of(2, 6, 10, 10, 10, NaN));
  expect(found).toMatchObject({ width: 3, height: 2 });
  expect(found?.tensor).toBeUndefined();
  expect(found?.pixels).toEqual([
    ...[68, 1, 84, 33, 144, 141, 253, 231, 37],
    ...[253, 231, 37, 253, 231, 37, 128, 128, 128],
  ]);
});
