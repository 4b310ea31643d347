// Bytes of pixels through the table into tensors: every layout, order and type, against one plain loop.

import { describe, expect, test } from "vitest";
import { allocate } from "../../../engine/frames/types.ts";
import { pixelTable, scaleOf, writePixels, type Layout, type PixelDtype } from "./pixel-values.ts";

const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];

/** Bytes that differ everywhere, `shift` bytes behind the start of their memory. */
function bytesOf(length: number, shift = 0): Uint8Array {
  const bytes = new Uint8Array(new ArrayBuffer(length + shift), shift);
  return bytes.map((_, i) => (i * 73 + (i >> 3)) & 255);
}

function plainly(bytes: Uint8Array, layout: Layout, order: readonly number[], value: Value): number[] {
  const channels = order.length;
  const pixels = bytes.length / channels;
  const out = new Array<number>(bytes.length);
  for (let pixel = 0; pixel < pixels; pixel++)
    for (const [channel, source] of order.entries()) {
      const at = layout === "NCHW" ? channel * pixels + pixel : pixel * channels + channel;
      out[at] = value(bytes[pixel * channels + source], source);
    }
  return out;
}

type Value = (byte: number, source: number) => number;

const normalised: Value = (byte, source) => Math.fround((byte / 255 - MEAN[source]) / STD[source]);

describe.each(["NCHW", "NHWC"] as const)("%s", (layout) => {
  describe.each([
    ["red, green, blue", [0, 1, 2]],
    ["blue, green, red", [2, 1, 0]],
    ["turned", [1, 2, 0]],
    ["gray", [0]],
  ] as const)("%s", (_, order) => {
    test.each([1, 2, 3, 4, 5, 7, 8, 13, 64])("%i pixels", (pixels) => {
      expect(written(bytesOf(pixels * order.length), layout, order)).toEqual(
        plainly(bytesOf(pixels * order.length), layout, order, normalised),
      );
    });

    test("bytes that do not begin at a word", () => {
      const bytes = bytesOf(13 * order.length, 1);
      expect(written(bytes, layout, order)).toEqual(plainly(bytes, layout, order, normalised));
    });
  });

  function written(bytes: Uint8Array, layout: Layout, order: readonly number[]): number[] {
    const table = pixelTable(
      scaleOf("imagenet", { mean: MEAN, std: STD }, order.length),
      order.length,
      "float32",
    );
    const out = new Float32Array(bytes.length + 10);
    writePixels(bytes, table, { out, offset: 5, layout, order });
    expect([...out.subarray(0, 5), ...out.subarray(-5)]).toEqual(new Array(10).fill(0));
    return Array.from(out.subarray(5, -5));
  }

  test.each([
    ["uint8", 255],
    ["float32", 255],
    ["float16", 0x5bf8],
  ] satisfies [PixelDtype, number][])("bytes as they are, in %s", (dtype, white) => {
    const out = allocate(dtype, 24);
    const bytes = new Uint8Array(24).fill(255);
    writePixels(bytes, pixelTable(null, 3, dtype), { out, offset: 0, layout, order: [0, 1, 2] });
    expect(Array.from(out as Uint8Array)).toEqual(new Array(24).fill(white));
  });
});
