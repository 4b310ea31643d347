// blur-regions: what is left of a region, what stays beside it, and what it says of pictures that do not fit.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { Pixels } from "../../../engine/frames/image.ts";
import { boxesType, POINTS, type Box } from "../../../engine/frames/marks.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { cellsOf } from "./destroy.ts";
import blurRegions from "./blur-regions.ts";

const WIDTH = 48;
const HEIGHT = 40;

/** Noise: every pixel its own value. */
function noise(seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from(
    { length: WIDTH * HEIGHT * 3 },
    () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 24,
  );
}

const picture = (data: Uint8Array, channels: 1 | 3 = 3): Pixels => ({
  kind: "pixels",
  data,
  width: WIDTH,
  height: HEIGHT,
  channels,
  name: "n",
});
const FACE: Box = { label: "face", score: 0.9, x: 10, y: 8, width: 20, height: 16 };

async function blur(
  data: Uint8Array,
  params: Record<string, unknown> = {},
  boxes: Box[] | null = [FACE],
  mask: Pixels | null = null,
) {
  const schema = {
    fields: [field("image", "image"), field("boxes", boxesType([POINTS])), field("mask", "image")],
  };
  const rows = [
    { image: picture(data), boxes: boxes?.map((box) => ({ points: null, ...box })) ?? null, mask },
  ];
  const result = await runNode(blurRegions, {
    params: { margin: 0, ...params },
    inputs: { in: [frameOf(schema, rows)] },
  });
  const out = result.outputs.out?.[0];
  const made =
    out && out.length > 0
      ? (out.column(params.output === "image" ? "image" : "blurred").get(0) as Pixels)
      : null;
  return { ...result, made, pixels: made?.data ?? new Uint8Array() };
}

const inBox = (x: number, y: number) => x >= 10 && x < 30 && y >= 8 && y < 24;
const places = Array.from({ length: WIDTH * HEIGHT }, (_, i) => [i % WIDTH, Math.floor(i / WIDTH)] as const);
const at = (data: Uint8Array, x: number, y: number) => [
  ...data.subarray((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3),
];

test.each(["blur", "pixelate"])(
  "%s: what it gives follows from the means of the cells alone",
  async (method) => {
    const original = noise();
    const region = { left: 10, top: 8, right: 30, bottom: 24, covers: () => true };
    // Another picture with the same means: within each cell, the pixels in another order.
    const other = Uint8Array.from(original);
    const { xs, ys } = cellsOf({ data: original, width: WIDTH, height: HEIGHT, channels: 3 }, region, 5);
    for (let row = 0; row + 1 < ys.length; row++)
      for (let column = 0; column + 1 < xs.length; column++) {
        const cell = places.filter(
          ([x, y]) => x >= xs[column] && x < xs[column + 1] && y >= ys[row] && y < ys[row + 1],
        );
        const turned = cell.map(([x, y]) => at(original, x, y)).reverse();
        cell.forEach(([x, y], i) => other.set(turned[i], (y * WIDTH + x) * 3));
      }
    expect(other).not.toEqual(original);
    const params = { method, shape: "rectangle", cells: 5 };
    expect((await blur(other, params)).pixels).toEqual((await blur(original, params)).pixels);
  },
);

test.each(["blur", "pixelate"])(
  "%s: few values are left of a region, and no cell is smaller than 4 pixels",
  async (method) => {
    const { pixels } = await blur(noise(), { method, shape: "rectangle", cells: 16 });
    const original = noise();
    // 20 × 16 pixels are 5 × 4 cells of 4 pixels, though 16 a side were asked for.
    const cells = cellsOf(
      { data: original, width: WIDTH, height: HEIGHT, channels: 3 },
      { left: 10, top: 8, right: 30, bottom: 24, covers: () => true },
      16,
    );
    expect([cells.xs, cells.ys]).toEqual([
      [10, 14, 18, 22, 26, 30],
      [8, 12, 16, 20, 24],
    ]);
    const kept = places.filter(
      ([x, y]) => inBox(x, y) && at(pixels, x, y).join() === at(original, x, y).join(),
    );
    expect(kept).toEqual([]);
    if (method === "pixelate")
      expect(
        new Set(places.filter(([x, y]) => inBox(x, y)).map(([x, y]) => at(pixels, x, y).join())).size,
      ).toBeLessThanOrEqual(20);
  },
);

test("the means are those of the pixels", async () => {
  const original = noise();
  const { pixels } = await blur(original, { method: "pixelate", shape: "rectangle", cells: 1 });
  const inside = places.filter(([x, y]) => inBox(x, y)).map(([x, y]) => at(original, x, y));
  // The longer side is one cell; the shorter too.
  const mean = [0, 1, 2].map((i) =>
    Math.round(inside.reduce((sum, pixel) => sum + pixel[i], 0) / inside.length),
  );
  expect(at(pixels, 10, 8)).toEqual(mean);
  expect(at(pixels, 29, 23)).toEqual(mean);
});

test("beside the region every pixel stays, and the input is left as it is", async () => {
  const original = noise();
  const copy = Uint8Array.from(original);
  const { pixels } = await blur(original, { method: "fill", shape: "rectangle", colour: "#102030" });
  const wrong = places.filter(
    ([x, y]) => at(pixels, x, y).join() !== (inBox(x, y) ? [16, 32, 48] : at(copy, x, y)).join(),
  );
  expect(wrong).toEqual([]);
  expect(original).toEqual(copy);
});

test("a margin grows the box, and fractions of pixels count as whole ones", async () => {
  const { pixels } = await blur(noise(), { method: "fill", shape: "rectangle", margin: 0.1 }, [
    { ...FACE, x: 10.5 },
  ]);
  // 10.5 - 2 = 8.5 to 32.5, and 8 - 1.6 to 24 + 1.6.
  const black = places.filter(([x, y]) => at(pixels, x, y).join() === "0,0,0");
  expect([Math.min(...black.map(([x]) => x)), Math.max(...black.map(([x]) => x))]).toEqual([8, 32]);
  expect([Math.min(...black.map(([, y]) => y)), Math.max(...black.map(([, y]) => y))]).toEqual([6, 25]);
});

test("an ellipse leaves the corners, an outline what lies outside of it", async () => {
  const round = await blur(noise(), { method: "fill", shape: "ellipse" });
  expect(at(round.pixels, 20, 16)).toEqual([0, 0, 0]);
  expect(at(round.pixels, 10, 8)).toEqual(at(noise(), 10, 8));
  const points = [20, 8, 30, 16, 20, 24, 10, 16];
  const turned = await blur(noise(), { method: "fill", shape: "rectangle" }, [{ ...FACE, points }]);
  expect(at(turned.pixels, 20, 16)).toEqual([0, 0, 0]);
  expect(at(turned.pixels, 11, 9)).toEqual(at(noise(), 11, 9));
});

test("only what has the label and the score is taken out; a box without a score always", async () => {
  const params = { method: "fill", labels: ["face"], score: 0.5 };
  const stays = await blur(noise(), params, [
    { ...FACE, label: "dog" },
    { ...FACE, score: 0.4 },
  ]);
  expect(stays.pixels).toEqual(noise());
  expect(at((await blur(noise(), params, [{ ...FACE, score: null }])).pixels, 20, 16)).toEqual([0, 0, 0]);
});

test("a mask takes out what it covers", async () => {
  const mask = picture(
    Uint8Array.from(places, ([x, y]) => (inBox(x, y) ? 255 : 127)),
    1,
  );
  const { pixels } = await blur(noise(), { regions: "mask", method: "fill" }, [], mask);
  const original = noise();
  const wrong = places.filter(
    ([x, y]) => at(pixels, x, y).join() !== (inBox(x, y) ? [0, 0, 0] : at(original, x, y)).join(),
  );
  expect(wrong).toEqual([]);
});

test("nothing found leaves the picture as it is; a row that nobody looked at fails", async () => {
  expect((await blur(noise(), {}, [])).pixels).toEqual(noise());
  expect((await blur(noise(), {}, null)).failed).toMatchObject([{ code: "NULL_VALUE", column: "boxes" }]);
  const small: Pixels = { ...picture(new Uint8Array(12), 1), width: 4, height: 3 };
  const wrong = await blur(noise(), { regions: "mask" }, [], small);
  expect(wrong.failed).toMatchObject([
    { code: "MASK_SIZE", cause: "The mask is 4 × 3 pixels, the picture 48 × 40." },
  ]);
});

test("its output may take the place of the pictures, and issues say what does not fit", async () => {
  const replaced = await blur(noise(), { output: "image" });
  expect(replaced.schemas.out?.fields.map(({ name }) => name)).toEqual(["image", "boxes", "mask"]);
  expect((await blur(noise(), { boxes: "image" })).issues).toMatchObject([
    { code: "COLUMN_TYPE", path: "params.boxes" },
  ]);
  expect((await blur(noise(), { method: "fill", colour: "red" })).issues).toMatchObject([
    { code: "PARAM_INVALID" },
  ]);
});
