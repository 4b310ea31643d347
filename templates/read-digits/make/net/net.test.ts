// Do the layers learn in the right direction? Their gradients against differences, and a whole net on a few made-up digits.

import { expect, test } from "vitest";
import { seededRandom } from "../../../../engine/train/random.ts";
import { createModels } from "../../../../engine/models/models.ts";
import { systemClock } from "../../../../engine/host/clock.ts";
import { memoryFiles } from "../../../../tests/support/memory-files.ts";
import type { Digit } from "../digits.ts";
import { labelPictures } from "../pictures.ts";
import { digitNetToOnnx } from "../to-onnx.ts";
import { readAll, SETTINGS, trainNet } from "../train.ts";
import { convolution } from "./convolution.ts";
import { dense } from "./dense.ts";
import type { Layer } from "./layer.ts";
import { pool } from "./pool.ts";
import { softmaxInPlace } from "./softmax.ts";

const random = seededRandom(3);
const normal = () => random.normal();

/** The sum of the answers, each times a number of its own: something whose slope is known. */
function weighted(layer: Layer, input: Float64Array, slopes: Float64Array): number {
  return layer.forward(input).reduce((sum, value, i) => sum + value * slopes[i], 0);
}

const STEP = 1e-6;

test.each<[string, Layer, number]>([
  ["a convolution", convolution({ planes: 2, side: 6, filters: 3, kernel: 3 }, normal), 72],
  ["a pool", pool(2, 6), 72],
  ["a dense layer", dense(10, 4, normal), 10],
])("the gradients of %s are those of small differences", (_, layer, size) => {
  const input = Float64Array.from({ length: size }, normal);
  const slopes = Float64Array.from({ length: layer.size }, normal);
  layer.forward(input);
  const gradient = Float64Array.from(layer.backward(slopes)!);
  const slopeOf = (values: Float64Array, at: number) => {
    const before = values[at];
    values[at] = before + STEP;
    const above = weighted(layer, input, slopes);
    values[at] = before - STEP;
    const below = weighted(layer, input, slopes);
    values[at] = before;
    return (above - below) / (2 * STEP);
  };
  for (let i = 0; i < size; i += 7) expect(gradient[i]).toBeCloseTo(slopeOf(input, i), 5);
  for (const { values, gradient: own } of layer.weights)
    for (let i = 0; i < values.length; i += 5) expect(own[i]).toBeCloseTo(slopeOf(values, i), 5);
});

/** Made up: a bar from left to right, or from top to bottom, somewhere. */
const bars = Array.from({ length: 120 }, (_, index): Digit => {
  const at = 8 + (index % 12);
  const pixels = new Uint8Array(28 * 28);
  for (let i = 6; i < 22; i++)
    for (let thick = 0; thick < 2; thick++)
      pixels[index % 2 ? (at + thick) * 28 + i : i * 28 + at + thick] = 255;
  return { label: index % 2, index, pixels };
});

test("a net learns two shapes, and its ONNX file gives its answers", async () => {
  const net = trainNet(bars, { ...SETTINGS, epochs: 3 });
  const read = readAll(net, bars);
  expect(read.filter((found, i) => found === bars[i].label).length / bars.length).toBeGreaterThan(0.95);
  const files = memoryFiles({ "m.onnx": digitNetToOnnx(net, {}) });
  const models = createModels({
    files,
    clock: systemClock,
    log: { debug: () => {}, warn: () => {} },
    threads: 1,
  });
  const session = await models.open("m.onnx");
  const picture = Float64Array.from(bars[5].pixels, (value) => value / 255);
  const wanted = softmaxInPlace(net.scores(picture).slice());
  const tensor = { dtype: "float32", dims: [1, 1, 28, 28], data: Float32Array.from(picture) } as const;
  const answer = await session.run({ pixels: tensor });
  (answer.probabilities.data as Float32Array).forEach((share, i) => expect(share).toBeCloseTo(wanted[i], 5));
  await models.close();
});

test("the same digits and the same seed give the same bytes", () => {
  const once = () => digitNetToOnnx(trainNet(bars.slice(0, 40), { ...SETTINGS, epochs: 1 }), {});
  expect(Buffer.from(once()).equals(once())).toBe(true);
});

test("pictures hold the digits of their number, and the last one none", () => {
  const pictures = labelPictures(bars, 5, 1);
  expect(pictures.map(({ number }) => number.length > 3)).toEqual([true, true, true, true, false]);
  for (const { width, height, gray } of pictures) expect(gray).toHaveLength(width * height);
  expect(labelPictures(bars, 5, 1)).toEqual(pictures);
});
