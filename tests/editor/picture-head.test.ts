// Format and size of pictures, as the library that decodes them says.

import sharp from "sharp";
import { expect, test } from "vitest";
import { pictureHead } from "../../app/engine-process/picture-head.ts";

const picture = () => sharp({ create: { width: 300, height: 70, channels: 3, background: "teal" } });

test.each([
  ["png", () => picture().png()],
  ["jpeg", () => picture().jpeg()],
  ["gif", () => picture().gif()],
  ["webp", () => picture().webp()],
  ["webp", () => picture().webp({ lossless: true })],
  ["webp", () => picture().ensureAlpha(0.5).webp()],
])("%s", async (format, made) => {
  expect(pictureHead(await made().toBuffer())).toEqual({ format, width: 300, height: 70 });
});

test("a photograph on its side is as high as it is shown", async () => {
  const bytes = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(pictureHead(bytes)).toEqual({ format: "jpeg", width: 70, height: 300 });
});

test("what is cut off or no picture has no size", async () => {
  const bytes = await picture().png().toBuffer();
  expect(pictureHead(bytes.subarray(0, 18))).toEqual({ format: "png", width: 0, height: 0 });
  expect(pictureHead(new Uint8Array())).toEqual({ format: "", width: 0, height: 0 });
});
