// The header of a JPEG as it is read here, against what the library says of the same file.

import sharp from "sharp";
import { expect, test } from "vitest";
import { jpegHeader } from "./jpeg-header.ts";

const picture = (channels: 1 | 3 = 3) => {
  const raw = { width: 37, height: 23, channels };
  return sharp(
    new Uint8Array(37 * 23 * channels).map((_, i) => i),
    { raw },
  );
};

async function said(bytes: Uint8Array) {
  const { width, height, channels, isProgressive, orientation = 1 } = await sharp(bytes).metadata();
  return { width, height, channels, isProgressive, orientation };
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])("EXIF orientation %i", async (orientation) => {
  const bytes = await picture().withMetadata({ orientation }).jpeg().toBuffer();
  expect(jpegHeader(bytes)).toEqual(await said(bytes));
  expect(jpegHeader(bytes)).toMatchObject({ orientation });
});

test.each([
  ["colours", picture().jpeg()],
  ["gray", picture(1).toColourspace("b-w").jpeg()],
  ["progressive", picture().jpeg({ progressive: true })],
  [
    "EXIF without orientation",
    picture()
      .withExif({ IFD0: { Copyright: "nobody" } })
      .jpeg(),
  ],
  [
    "EXIF in another byte order",
    picture()
      .withExif({ IFD0: { Make: "a", Model: "b" } })
      .jpeg({ mozjpeg: true }),
  ],
  ["a profile of colours", picture().withIccProfile("p3").jpeg()],
])("%s", async (_, made) => {
  const bytes = await made.toBuffer();
  expect(jpegHeader(bytes)).toEqual(await said(bytes));
});

test("a number in the other byte order", () => {
  const bytes = jpegWith([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]);
  expect(jpegHeader(bytes)).toMatchObject({ orientation: 6, width: 2, height: 1 });
});

test.each([
  ["four colours", async () => picture().toColourspace("cmyk").jpeg().toBuffer()],
  ["another format", async () => picture().png().toBuffer()],
  ["nothing", async () => new Uint8Array()],
  [
    "an orientation that there is not",
    async () => jpegWith([0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 9, 0, 0, 0]),
  ],
  [
    "a directory that ends too early",
    async () => jpegWith([0x49, 0x49, 42, 0, 8, 0, 0, 0, 9, 0, 0x12, 1, 3, 0]),
  ],
] as const)("is left to the library: %s", async (_, make) => expect(jpegHeader(await make())).toBeNull());

test("wherever the file ends: what the library would say, or nothing", async () => {
  const bytes = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const whole = await said(bytes);
  for (let end = 0; end < bytes.length; end++) {
    const found = jpegHeader(bytes.subarray(0, end));
    if (found) expect([end, found]).toEqual([end, whole]);
  }
});

/** As short as a header can be: EXIF data, a frame of 2 × 1 pixels, the beginning of a scan. */
function jpegWith(exif: readonly number[]): Uint8Array {
  const app1 = [0x45, 0x78, 0x69, 0x66, 0, 0, ...exif];
  const frame = [8, 0, 1, 0, 2, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
  const part = (marker: number, body: readonly number[]) => [0xff, marker, 0, body.length + 2, ...body];
  return Uint8Array.from([
    0xff,
    0xd8,
    ...part(0xe1, app1),
    ...part(0xc0, frame),
    ...part(0xda, [3, 1, 0, 2, 0, 3, 0]),
  ]);
}
