// tile-image: tiles cover a picture, have its pixels, and are cut with bounded memory.

import sharp from "sharp";
import { expect, test } from "vitest";
import type { Pixels } from "../../../engine/frames/image.ts";
import { MemoryGate } from "../../../engine/sdk/memory-gate.ts";
import { counted, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import { tilePlaces } from "./tile-places.ts";
import tileImage from "./tile-image.ts";

test.each([
  [10, 10, 0, [0]],
  [5, 10, 3, [0]],
  [20, 10, 0, [0, 10]],
  [21, 10, 0, [0, 10, 11]],
  [20, 10, 2, [0, 8, 10]],
  [18, 10, 2, [0, 8]],
])("a side of %i in tiles of %i that share %i", (side, tile, overlap, expected) => {
  expect(tilePlaces(side, tile, overlap)).toEqual(expected);
});

/** Every pixel of the picture, put together from the tiles; -1 where there is none. */
function together(rows: readonly Record<string, unknown>[], width: number, height: number, channels = 3) {
  const out = new Int16Array(width * height * channels).fill(-1);
  for (const row of rows) {
    const { data, width: own, height: tall } = row.tile as Pixels;
    const [left, top] = [row.tile_x as number, row.tile_y as number];
    for (let y = 0; y < tall; y++)
      for (let i = 0; i < own * channels; i++)
        out[((top + y) * width + left) * channels + i] = data[y * own * channels + i];
  }
  return [...out];
}

const params = { width: 20, height: 16, overlap: 4 };

test("each tile is a row with its place and its pixels", async () => {
  const image = counted(50, 30, 3, "big");
  const { rows, frames, schemas } = await runOn(
    tileImage,
    rowsOf([{ image }, { image: counted(7, 5) }]),
    params,
  );
  const own = rows.filter(({ id }) => id === 0);
  expect(own.map(({ tile_x, tile_y }) => [tile_x, tile_y])).toEqual(
    [0, 12, 14].flatMap((y) => [0, 16, 30].map((x) => [x, y])),
  );
  expect(own[0]).toMatchObject({ tile_width: 20, tile_height: 16, tile_of_width: 50, tile_of_height: 30 });
  expect(together(own, 50, 30)).toEqual([...image.data]);
  expect(rows.at(-1)).toMatchObject({ id: 1, tile_width: 7, tile_height: 5 });
  expect(frames[0].schema).toBe(schemas.out);
});

test.each([1, 3, 6, 8])(
  "a large file is read in bands, EXIF orientation %i obeyed, and gives the same",
  async (orientation) => {
    const [width, height] = [90, 64];
    const raw = counted(width, height).data;
    const bytes = await sharp(raw, { raw: { width, height, channels: 3 } })
      .withMetadata({ orientation })
      .png()
      .toBuffer();
    const upright = await sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
    // An eighth of this memory is far less than the picture, and a quarter less than its tiles.
    let most = 0;
    const gate = new MemoryGate(60_000);
    const memory = {
      limit: gate.limit,
      hold: <T>(size: number, work: () => Promise<T>) => {
        most = Math.max(most, size);
        return gate.hold(size, work);
      },
    };
    const image = { kind: "encoded", bytes, name: "big.png" };
    const { rows, frames, failed } = await runOn(tileImage, rowsOf([{ image }]), params, { memory });
    expect(failed).toEqual([]);
    expect(frames.length).toBeGreaterThan(1);
    expect(most).toBeLessThan(width * height * 3);
    expect(together(rows, upright.info.width, upright.info.height)).toEqual([...upright.data]);
    // The pieces of one row hold the range together.
    expect(frames.map(({ lineage }) => [lineage.from, lineage.to])).toEqual(
      frames.map((_, i) => [0, i === frames.length - 1 ? 1 : 0]),
    );
  },
);

test("what can be had only whole is refused where it is too large", async () => {
  const bytes = await sharp(counted(90, 64).data, { raw: { width: 90, height: 64, channels: 3 } })
    .jpeg({ progressive: true })
    .toBuffer();
  const frame = rowsOf([{ image: { kind: "encoded", bytes, name: "p.jpg" } }, { image: null }]);
  const { failed } = await runOn(tileImage, frame, params, { memory: new MemoryGate(30_000) });
  expect(failed).toMatchObject([
    { row: 0, code: "IMAGE_TOO_LARGE" },
    { row: 1, code: "NULL_VALUE" },
  ]);
  expect(failed[0].cause).toContain("p.jpg: It has 90 × 64 pixels");
});

test("an overlap as large as a tile is refused", async () => {
  expect((await runOn(tileImage, rowsOf([]), { width: 64, height: 32, overlap: 32 })).codes).toEqual([
    "PARAM_INVALID",
  ]);
});

test("a large file that ends too early gives the tiles above, fails, and says how many they are", async () => {
  const [width, height] = [64, 2000];
  const noise = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919 + (i >> 4) * 31) % 256);
  const whole = await sharp(noise, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
  const bytes = whole.subarray(0, Math.floor(whole.length * 0.6));
  const { rows, failed } = await runOn(
    tileImage,
    rowsOf([{ image: { kind: "encoded", bytes, name: "scan.jpg" } }]),
    { width: 64, height: 64, overlap: 0 },
    { memory: new MemoryGate(1_000_000) },
  );
  expect(rows.length).toBeGreaterThan(5);
  expect(failed).toMatchObject([{ code: "IMAGE_UNREADABLE" }]);
  expect(failed[0].cause).toContain(`The ${rows.length} tiles above it have gone on`);
});
