// image-to-tensor against values computed by hand from pixels that the tests chose.

import sharp from "sharp";
import { expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import { TensorColumn } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import { fromHalf } from "../../_shared/float16.ts";
import imageToTensor from "./image-to-tensor.ts";

const schema: Schema = { fields: [field("image", "image"), field("id", "float64")] };

/** 3 × 2 pixels, every byte another: pixel i has red 10i, green 10i + 1, blue 10i + 2. */
const WIDTH = 3;
const HEIGHT = 2;
const BYTES = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => 10 * Math.floor(i / 3) + (i % 3));
const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const;

const encoded = (bytes: Uint8Array, name = "p.png"): ImageCell => ({ kind: "encoded", bytes, name });
const png = async () => encoded(await sharp(BYTES, { raw }).png().toBuffer());

async function convert(images: (ImageCell | null)[], params: Record<string, unknown> = {}) {
  const given = { width: WIDTH, height: HEIGHT, normalise: "none", kernel: "nearest", ...params };
  const frame = frameOf(
    schema,
    images.map((image, id) => ({ image, id })),
  );
  const result = await runNode(imageToTensor, { params: given, inputs: { in: [frame] } });
  const [out] = result.outputs.out ?? [];
  const column = out?.columns.at(-1);
  const tensor = column instanceof TensorColumn ? column : null;
  return { ...result, out, tensor, values: [...((tensor?.data ?? []) as Float32Array)] };
}

const planes = (bytes: Uint8Array, order = [0, 1, 2]) =>
  order.flatMap((channel) => [...bytes.filter((_, i) => i % 3 === channel)]);

test("planes of red, green and blue for NCHW, pixels for NHWC", async () => {
  const nchw = await convert([await png()]);
  expect(nchw.values).toEqual(planes(BYTES));
  expect(nchw.tensor?.type).toEqual({ type: "tensor", dtype: "float32", shape: [3, HEIGHT, WIDTH] });
  expect(nchw.out.schema).toBe(nchw.schemas.out);
  expect(nchw.schemas.out?.fields.at(-1)?.type).toEqual(nchw.tensor?.type);
  const nhwc = await convert([await png()], { layout: "NHWC" });
  expect(nhwc.values).toEqual([...BYTES]);
  expect(nhwc.tensor?.shape).toEqual([HEIGHT, WIDTH, 3]);
});

test("blue before green before red", async () => {
  expect((await convert([await png()], { channels: "bgr" })).values).toEqual(planes(BYTES, [2, 1, 0]));
});

test("gray of a gray picture is the picture", async () => {
  const bytes = [0, 50, 100, 150, 200, 255];
  const picture = await gray(bytes, WIDTH, HEIGHT);
  const { values, tensor } = await convert([picture], { channels: "gray" });
  expect(values).toEqual(bytes);
  expect(tensor?.shape).toEqual([1, HEIGHT, WIDTH]);
  expect((await convert([picture])).values).toEqual([...bytes, ...bytes, ...bytes]);
});

test.each<[Record<string, unknown>, (byte: number, channel: number) => number]>([
  [{ normalise: "unit" }, (byte) => byte / 255],
  [{ normalise: "signed" }, (byte) => byte / 127.5 - 1],
  [
    { normalise: "imagenet" },
    (byte, channel) => (byte / 255 - [0.485, 0.456, 0.406][channel]) / [0.229, 0.224, 0.225][channel],
  ],
  [
    { normalise: "custom", mean: [0.1, 0.2, 0.3], std: [2] },
    (byte, channel) => (byte / 255 - (channel + 1) / 10) / 2,
  ],
])("values for %j", async (params, expected) => {
  const { values } = await convert([await png()], { ...params, layout: "NHWC" });
  values.forEach((value, i) => expect(value).toBeCloseTo(expected(BYTES[i], i % 3), 6));
});

test("means belong to colours, not to places in the tensor", async () => {
  const params = { normalise: "custom", mean: [0, 0, 0], std: [1, 2, 4], channels: "bgr" };
  const { values } = await convert([await png()], params);
  expect(values[0]).toBeCloseTo(2 / 255 / 4, 6);
});

test("bytes and half floats", async () => {
  const bytes = await convert([await png()], { dtype: "uint8" });
  expect(bytes.tensor?.data).toEqual(Uint8Array.from(planes(BYTES)));
  const halves = await convert([await png()], { dtype: "float16", normalise: "unit" });
  halves.values.forEach((half, i) => expect(fromHalf(half)).toBeCloseTo(planes(BYTES)[i] / 255, 3));
});

test("several pictures lie back to back; decoded pixels go in too", async () => {
  const pixels: ImageCell = {
    kind: "pixels",
    data: BYTES,
    width: WIDTH,
    height: HEIGHT,
    channels: 3,
    name: "p",
  };
  const { values } = await convert([await png(), pixels]);
  expect(values).toEqual([...planes(BYTES), ...planes(BYTES)]);
});

test("a picture is turned as its EXIF data says", async () => {
  // Orientation 3: upside down, so the pixels come in reverse.
  const turned = await sharp(BYTES, { raw }).withMetadata({ orientation: 3 }).png().toBuffer();
  const reversed = Array.from({ length: 6 }, (_, i) => [...BYTES.slice(15 - 3 * i, 18 - 3 * i)]).flat();
  expect((await convert([encoded(turned)], { layout: "NHWC" })).values).toEqual(reversed);
});

/** A gray picture from its bytes. */
const gray = async (bytes: number[], width: number, height: number) =>
  encoded(
    await sharp(Uint8Array.from(bytes), { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer(),
  );

test.each([
  ["letterbox", [255, 255, 255, 255, 10, 10, 20, 20, 10, 10, 20, 20, 255, 255, 255, 255]],
  ["cover", [10, 10, 20, 20, 10, 10, 20, 20, 10, 10, 20, 20, 10, 10, 20, 20]],
])("a wide picture in a square: %s", async (fit, expected) => {
  const wide = await gray([10, 10, 20, 20, 10, 10, 20, 20], 4, 2);
  const params = { fit, width: 4, height: 4, channels: "gray", background: "#ffffff" };
  expect((await convert([wide], params)).values).toEqual(expected);
});

test.each([
  ["letterbox", [10, 10, 20, 20, 10, 10, 20, 20, 255, 255, 255, 255, 255, 255, 255, 255]],
  ["cover", [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]],
])("a wide picture in a square, from the top left: %s", async (fit, expected) => {
  const wide = await gray([10, 10, 20, 20, 10, 10, 20, 20], 4, 2);
  const params = { fit, anchor: "start", width: 4, height: 4, channels: "gray", background: "#ffffff" };
  expect((await convert([wide], params)).values).toEqual(expected);
});

test("a narrow picture is stretched", async () => {
  const { values } = await convert([await gray([10, 20], 1, 2)], { width: 3, height: 2, channels: "gray" });
  expect(values).toEqual([10, 10, 10, 20, 20, 20]);
});

test("transparent pixels show the background", async () => {
  const rgba = Uint8Array.of(255, 0, 0, 0, 0, 255, 0, 255);
  const bytes = await sharp(rgba, { raw: { width: 2, height: 1, channels: 4 } })
    .png()
    .toBuffer();
  const params = { width: 2, height: 1, layout: "NHWC", background: "#0a0b0c" };
  expect((await convert([encoded(bytes)], params)).values).toEqual([10, 11, 12, 0, 255, 0]);
});

test("a corrupt or missing picture fails its row only, and says which", async () => {
  const good = await png();
  const cut = encoded((good as { bytes: Uint8Array }).bytes.slice(0, 60), "cut.png");
  const noise = encoded(new TextEncoder().encode("this is no picture"), "noise.png");
  const { failed, out, values } = await convert([cut, good, noise, null]);
  expect(failed).toMatchObject([
    { row: 0, code: "IMAGE_UNREADABLE", column: "image" },
    { row: 2, code: "IMAGE_UNREADABLE" },
    { row: 3, code: "NULL_VALUE" },
  ]);
  expect(failed.find(({ row }) => row === 2)?.cause).toContain("noise.png");
  expect(out.column("id").get(0)).toBe(1);
  expect(values).toEqual(planes(BYTES));
});

test("empty frames pass", async () => {
  const empty = emptyFrame(
    schema,
    schema.fields.map(({ type }) => columnOf(type, [])),
  );
  const { outputs } = await runNode(imageToTensor, { inputs: { in: [empty] } });
  expect(outputs.out[0]).toMatchObject({ length: 0, lineage: empty.lineage });
});

test.each([
  [{ column: "nothing" }, "COLUMN_UNKNOWN"],
  [{ column: "id" }, "COLUMN_TYPE"],
  [{ output: "id" }, "COLUMN_DUPLICATE"],
  [{ dtype: "uint8", normalise: "unit" }, "PARAM_INVALID"],
  [{ channels: "gray", normalise: "imagenet" }, "PARAM_INVALID"],
  [{ normalise: "custom", std: [1, 2] }, "PARAM_INVALID"],
  [{ normalise: "custom", std: [0] }, "PARAM_INVALID"],
  [{ background: "red" }, "PARAM_INVALID"],
])("%j is refused with %s", async (params, code) => {
  expect((await convert([], params)).issues).toMatchObject([{ code, severity: "error" }]);
});

test.each([
  // Multiples of 4, the nearest; no side is longer than 12 and none shorter than a step.
  [
    [9, 5],
    [8, 4],
  ],
  [
    [24, 12],
    [12, 8],
  ],
  [
    [12, 12],
    [12, 12],
  ],
  [
    [40, 1],
    [12, 4],
  ],
  [
    [1, 1],
    [4, 4],
  ],
])("a picture of %j keeps its own size in steps: %j", async ([width, height], [w, h]) => {
  const picture = await gray(
    Array.from({ length: width * height }, (_, i) => i % 256),
    width,
    height,
  );
  const params = { size: "own", stride: 4, longest: 13, channels: "gray" };
  expect((await convert([picture], params)).tensor?.shape).toEqual([1, h, w]);
});

test("pictures of different sizes travel in frames of one size each, in their order", async () => {
  const [wide, high] = [
    await gray([1, 2, 3, 4, 5, 6, 7, 8], 4, 2),
    await gray([1, 2, 3, 4, 5, 6, 7, 8], 2, 4),
  ];
  const broken = encoded(new TextEncoder().encode("this is no picture"), "noise.png");
  const params = { size: "own", stride: 2, channels: "gray" };
  const { outputs, failed, schemas } = await convert([wide, wide, high, broken, wide, null], params);
  const tensors = outputs.out.map((frame) => frame.columns.at(-1) as TensorColumn);
  expect(tensors.map(({ shape, length }) => [length, ...shape])).toEqual([
    [2, 1, 2, 4],
    [1, 1, 4, 2],
    [1, 1, 2, 4],
  ]);
  expect([...(tensors[0].data as Float32Array)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(
    outputs.out.flatMap((frame) => Array.from({ length: frame.length }, (_, i) => frame.column("id").get(i))),
  ).toEqual([0, 1, 2, 4]);
  expect(failed.map(({ row, code }) => [row, code])).toEqual([
    [3, "IMAGE_UNREADABLE"],
    [5, "NULL_VALUE"],
  ]);
  expect(schemas.out?.fields.at(-1)?.type).toMatchObject({ shape: [1, "height", "width"] });
});

test("where no picture is left, an empty frame carries the position", async () => {
  const { outputs } = await convert([null], { size: "own" });
  expect(outputs.out.map(({ length }) => length)).toEqual([0]);
});

test("a longest side below a step is refused", async () => {
  const { issues } = await convert([], { size: "own", stride: 32, longest: 20 });
  expect(issues).toMatchObject([{ code: "PARAM_INVALID", path: "params.longest" }]);
});

test("what the tensor's elements are is known before a run", async () => {
  const pixels = async (params: Record<string, unknown>) =>
    (await convert([], params)).schemas.out?.fields.at(-1)?.pixels;
  expect(await pixels({ normalise: "none", channels: "bgr" })).toEqual({
    layout: "NCHW",
    colours: "bgr",
    low: 0,
    high: 255,
  });
  expect(await pixels({ normalise: "signed", layout: "NHWC" })).toMatchObject({
    layout: "NHWC",
    low: -1,
    high: 1,
  });
});
