// Reading pictures: pixels against plain loops, every sort of file, and what is said of those that are none.

import sharp, { type Sharp } from "sharp";
import { beforeAll, expect, test } from "vitest";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { MemoryGate } from "../../../engine/sdk/memory-gate.ts";
import { pictureError } from "./picture-errors.ts";
import { PictureReader } from "./picture-reader.ts";

const WIDTH = 12;
const HEIGHT = 8;
/** Smooth, so that formats with loss change little; red grows to the right, green downwards, blue is 60. */
const RGB = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => {
  const [pixel, channel] = [Math.floor(i / 3), i % 3];
  return [20 * (pixel % WIDTH), 30 * Math.floor(pixel / WIDTH), 60][channel];
});
const picture = () => sharp(RGB, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
const cell = (bytes: Uint8Array, name = "folder/p.bin"): ImageCell => ({ kind: "encoded", bytes, name });
const made = async (pipe: Sharp) => cell(await pipe.toBuffer());

let reader: PictureReader;
beforeAll(async () => {
  reader = await PictureReader.open({ memory: new MemoryGate(2 ** 26) });
});

const noise = () =>
  sharp(
    Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 251),
    {
      raw: { width: 64, height: 64, channels: 3 },
    },
  );

const whole = { width: WIDTH, height: HEIGHT, fit: "stretch" } as const;

/** Largest distance of a byte from the one expected. */
function distance(got: Uint8Array, expected: ArrayLike<number>): number {
  expect(got).toHaveLength(expected.length);
  return got.reduce((most, byte, i) => Math.max(most, Math.abs(byte - expected[i])), 0);
}

// Formats without loss give the bytes themselves; for others the tolerance is what their coder makes of this picture at quality 100.
test.each<[string, (pipe: Sharp) => Sharp, string, number]>([
  ["PNG", (pipe) => pipe.png(), "png", 0],
  ["PNG of 16 bits", (pipe) => pipe.toColourspace("rgb16").png(), "png", 1],
  ["interlaced PNG", (pipe) => pipe.png({ progressive: true }), "png", 0],
  ["TIFF", (pipe) => pipe.tiff({ compression: "lzw" }), "tiff", 0],
  ["WebP without loss", (pipe) => pipe.webp({ lossless: true }), "webp", 0],
  ["JPEG", (pipe) => pipe.jpeg({ quality: 100, chromaSubsampling: "4:4:4" }), "jpeg", 6],
  [
    "progressive JPEG",
    (pipe) => pipe.jpeg({ quality: 100, progressive: true, chromaSubsampling: "4:4:4" }),
    "jpeg",
    6,
  ],
  ["PNG with alpha", (pipe) => pipe.ensureAlpha().png(), "png", 0],
])("%s", async (_, encode, format, tolerance) => {
  const image = await made(encode(picture()));
  expect(await reader.facts(image)).toMatchObject({ format, width: WIDTH, height: HEIGHT, pages: 1 });
  expect(distance((await reader.sized(image, whole)).data, RGB)).toBeLessThanOrEqual(tolerance);
});

test.each<[string, (pipe: Sharp) => Sharp]>([
  ["a palette", (pipe) => pipe.png({ palette: true, colours: 4 })],
  ["GIF", (pipe) => pipe.gif()],
  ["CMYK", (pipe) => pipe.toColourspace("cmyk").jpeg()],
])("%s becomes three colours of eight bits", async (_, encode) => {
  const blue = sharp({ create: { width: 5, height: 4, channels: 3, background: "#0000ff" } });
  const { data } = await reader.sized(await made(encode(blue)), { width: 5, height: 4, fit: "stretch" });
  expect(data).toHaveLength(60);
  // CMYK cannot print this blue: what matters is that it is blue and no negative.
  expect(data[2]).toBeGreaterThan(data[0] + 60);
  expect(data[2]).toBeGreaterThan(data[1] + 60);
});

test("one pixel, gray, gray of 16 bits", async () => {
  const one = await made(sharp(Uint8Array.of(7, 8, 9), { raw: { width: 1, height: 1, channels: 3 } }).png());
  expect([...(await reader.sized(one, { width: 2, height: 1, fit: "stretch" })).data]).toEqual([
    7, 8, 9, 7, 8, 9,
  ]);
  const gray = sharp(Uint8Array.of(0, 100, 200), { raw: { width: 3, height: 1, channels: 1 } });
  const eight = await reader.whole(await made(gray.clone().toColourspace("b-w").png()));
  expect(eight).toMatchObject({ channels: 1, width: 3, height: 1 });
  expect([...eight.data]).toEqual([0, 100, 200]);
  const sixteen = await reader.whole(await made(gray.clone().toColourspace("grey16").png()));
  expect(distance(sixteen.data, [0, 100, 200])).toBeLessThanOrEqual(1);
});

test.each([
  [[255, 0, 0], 76],
  [[0, 255, 0], 150],
  [[0, 0, 255], 29],
  [[200, 100, 50], 124],
])("gray of %j is %i, as Pillow has it", async (colour, expected) => {
  const one = sharp(Uint8Array.from(colour), { raw: { width: 1, height: 1, channels: 3 } });
  const image = await made(one.png());
  const { data } = await reader.sized(image, { width: 1, height: 1, fit: "stretch", gray: true });
  expect([...data]).toEqual([expected]);
  expect([...(await reader.whole(image, { channels: 1 })).data]).toEqual([expected]);
});

/** Bilinear with pixel centres at halves, edges repeated: x of the result is (x + 0.5) / scale - 0.5 of the source. */
function bilinear(from: ArrayLike<number>, width: number, height: number, toWidth: number, toHeight: number) {
  const out: number[] = [];
  const clamp = (at: number, size: number) => Math.min(Math.max(at, 0), size - 1);
  for (let y = 0; y < toHeight; y++)
    for (let x = 0; x < toWidth; x++)
      for (let c = 0; c < 3; c++) {
        const [sx, sy] = [((x + 0.5) * width) / toWidth - 0.5, ((y + 0.5) * height) / toHeight - 0.5];
        const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
        const at = (px: number, py: number) => from[(clamp(py, height) * width + clamp(px, width)) * 3 + c];
        const top = at(x0, y0) * (1 - sx + x0) + at(x0 + 1, y0) * (sx - x0);
        const bottom = at(x0, y0 + 1) * (1 - sx + x0) + at(x0 + 1, y0 + 1) * (sx - x0);
        out.push(top * (1 - sy + y0) + bottom * (sy - y0));
      }
  return out;
}

// Within rounding of the one byte.
test("enlarged, it is bilinear", async () => {
  const image = await made(picture().png());
  const { data } = await reader.sized(image, { width: 30, height: 20, fit: "stretch" });
  expect(distance(data, bilinear(RGB, WIDTH, HEIGHT, 30, 20))).toBeLessThanOrEqual(0.501);
});

/** Made smaller by whole numbers with the triangle of twice that width, as Pillow's BILINEAR does it. */
function triangle(from: ArrayLike<number>, width: number, height: number, by: number) {
  const weights = (at: number, size: number) => {
    const centre = (at + 0.5) * by;
    const pairs: [number, number][] = [];
    for (let i = Math.max(0, Math.floor(centre - by)); i < Math.min(size, Math.ceil(centre + by)); i++) {
      const weight = 1 - Math.abs(i + 0.5 - centre) / by;
      if (weight > 0) pairs.push([i, weight]);
    }
    const sum = pairs.reduce((total, [, weight]) => total + weight, 0);
    return pairs.map(([i, weight]): [number, number] => [i, weight / sum]);
  };
  const out: number[] = [];
  for (let y = 0; y < height / by; y++)
    for (let x = 0; x < width / by; x++)
      for (let c = 0; c < 3; c++) {
        let value = 0;
        for (const [sy, wy] of weights(y, height))
          for (const [sx, wx] of weights(x, width)) value += wx * wy * from[(sy * width + sx) * 3 + c];
        out.push(value);
      }
  return out;
}

// Inside: at the edge libvips repeats pixels, Pillow leaves them out.
test("made smaller, it is averaged with a triangle", async () => {
  const noise = Uint8Array.from({ length: 24 * 24 * 3 }, (_, i) => (i * 7919) % 251);
  const image = await made(sharp(noise, { raw: { width: 24, height: 24, channels: 3 } }).png());
  const { data } = await reader.sized(image, { width: 8, height: 8, fit: "stretch" });
  const expected = triangle(noise, 24, 24, 3);
  const inner = (values: ArrayLike<number>) =>
    Array.from({ length: 6 * 6 * 3 }, (_, i) => {
      const [y, x, c] = [1 + Math.floor(i / 18), 1 + (Math.floor(i / 3) % 6), i % 3];
      return values[(y * 8 + x) * 3 + c];
    });
  expect(distance(Uint8Array.from(inner(data)), inner(expected))).toBeLessThanOrEqual(2);
});

test("upright whatever EXIF says, and its size is that which is seen", async () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const image = await made(picture().withMetadata({ orientation }).png());
    const facts = await reader.facts(image);
    const [width, height] = orientation >= 5 ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
    expect(facts).toMatchObject({ width, height, orientation });
    const { data } = await reader.whole(image);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [sx, sy] = stored(orientation, x, y);
        expect(data[(y * width + x) * 3], `${orientation}: ${x}, ${y}`).toBe(RGB[(sy * WIDTH + sx) * 3]);
      }
  }
});

/** Where the pixel that is seen at x, y lies in the file, by the table of the EXIF standard. */
function stored(orientation: number, x: number, y: number): [number, number] {
  const [right, bottom] = [WIDTH - 1, HEIGHT - 1];
  const places: [number, number][] = [
    [x, y],
    [right - x, y],
    [right - x, bottom - y],
    [x, bottom - y],
    [y, x],
    [y, bottom - x],
    [right - y, bottom - x],
    [right - y, x],
  ];
  return places[orientation - 1];
}

async function refusal(image: ImageCell, by = reader) {
  const thrown: unknown = await by.sized(image, whole).then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).not.toBeNull();
  return pictureError(thrown, image, "image");
}

test.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
  ["0 bytes", () => new Uint8Array(0), "empty"],
  ["a text", () => new TextEncoder().encode("this is no picture"), "no picture"],
  ["a web page", () => new TextEncoder().encode("<html><body></body></html>"), "no picture"],
  ["half a JPEG", async () => (await noise().jpeg().toBuffer()).subarray(0, 2000), "damaged"],
  ["half a PNG", async () => (await picture().png().toBuffer()).subarray(0, 70), "damaged"],
  ["the beginning of a PNG", async () => (await picture().png().toBuffer()).subarray(0, 20), "damaged"],
  ["half a GIF", async () => (await picture().gif().toBuffer()).subarray(0, 60), "damaged"],
  ["half a WebP", async () => (await picture().webp().toBuffer()).subarray(0, 60), "damaged"],
  [
    "a drawing",
    () => new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'),
    "SVG",
  ],
])("%s is refused with its name and a cause", async (_, bytes, word) => {
  const { code, cause, hint } = await refusal(cell(await bytes()));
  expect(code).toBe("IMAGE_UNREADABLE");
  expect(cause).toMatch(/^folder\/p\.bin: /u);
  expect(cause).toContain(word);
  expect(hint).toContain("PNG, JPEG");
});

test("a picture that says to be huge is refused before it is decoded", async () => {
  const bomb = Uint8Array.from(await picture().png({ progressive: true }).toBuffer());
  new DataView(bomb.buffer).setUint32(16, 50_000);
  new DataView(bomb.buffer).setUint32(20, 50_000);
  // The header has a checksum; libpng looks at it.
  new DataView(bomb.buffer).setUint32(29, crc32(bomb.subarray(12, 29)));
  const { code, cause } = await refusal(cell(bomb));
  expect(code).toBe("IMAGE_TOO_LARGE");
  expect(cause).toContain("50000 × 50000");
});

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

test("work on pictures never takes more than is allowed, and waits for its turn", async () => {
  const image = await made(picture().webp());
  const facts = await reader.facts(image);
  let [now, most] = [0, 0];
  const gate = new MemoryGate(3 * (facts.decodedBytes + 2 * WIDTH * HEIGHT * 4));
  const counting = {
    limit: gate.limit,
    hold: <T>(bytes: number, work: () => Promise<T>) =>
      gate.hold(bytes, async () => {
        most = Math.max(most, (now += bytes));
        return work().finally(() => (now -= bytes));
      }),
  };
  const narrow = new PictureReader(reader.sharp, counting);
  await Promise.all(Array.from({ length: 20 }, () => narrow.sized(image, whole)));
  expect(most).toBe(gate.limit);
});
