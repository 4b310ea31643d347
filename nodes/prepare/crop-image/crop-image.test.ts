// crop-image: which pixels are kept, and what becomes of boxes.

import sharp from "sharp";
import { expect, test } from "vitest";
import { field } from "../../../engine/frames/frame.ts";
import type { Pixels } from "../../../engine/frames/image.ts";
import { boxesType } from "../../../engine/frames/marks.ts";
import { MemoryGate } from "../../../engine/sdk/memory-gate.ts";
import { counted, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import cropImage from "./crop-image.ts";

const image = counted(4, 3, 1);
const boxes = field("boxes", boxesType([field("text", "text")]));
const box = (x: number, y: number, width: number, height: number, text = "t") => ({
  label: "face",
  score: 0.5,
  x,
  y,
  width,
  height,
  text,
});
const bytes = (cell: unknown) => [...(cell as Pixels).data];

// 0 1 2 3 / 4 5 6 7 / 8 9 10 11
test.each([
  [{ mode: "centre", width: 2, height: 1 }, [5, 6]],
  [{ mode: "centre", width: 100, height: 1 }, [4, 5, 6, 7]],
  [{ mode: "fixed", x: 3, y: 1, width: 5, height: 5 }, [7, 11]],
  [{ mode: "fixed", x: 0, y: 0, width: 2, height: 2 }, [0, 1, 4, 5]],
])("%j keeps %j", async (params, expected) => {
  const { rows } = await runOn(cropImage, rowsOf([{ image }]), params);
  expect(bytes(rows[0].crop)).toEqual(expected);
});

test("each box is a row, with its fields as columns and the row's own", async () => {
  const found = [box(1, 0, 2, 1, "one"), box(2.4, 1.9, 1, 0.5, "two")];
  const frame = rowsOf(
    [
      { image, boxes: found },
      { image, boxes: [] },
      { image, boxes: [box(0, 0, 1, 1)] },
    ],
    [boxes],
  );
  const { rows, frames, schemas } = await runOn(cropImage, frame, { mode: "boxes" });
  expect(rows.map(({ id, box_text, box_x }) => [id, box_text, box_x])).toEqual([
    [0, "one", 1],
    [0, "two", 2.4],
    [2, "t", 0],
  ]);
  // All pixels that a box touches are in its picture.
  expect(rows.map(({ crop }) => bytes(crop))).toEqual([[1, 2], [6, 7, 10, 11], [0]]);
  expect([...frames[0].lineage.ids!]).toEqual([0, 0, 2]);
  expect(frames[0].schema).toBe(schemas.out);
});

test("a margin is a share of the box; what lies outside is cut off, and a box outside makes no row", async () => {
  const frame = rowsOf([{ image, boxes: [box(1, 1, 2, 1), box(50, 50, 2, 2), box(-3, 0, 4, 1)] }], [boxes]);
  const { rows } = await runOn(cropImage, frame, { mode: "boxes", margin: 0.5 });
  expect(rows.map(({ crop }) => crop)).toMatchObject([
    { width: 4, height: 3 },
    { width: 3, height: 2 },
  ]);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "of a large file only the lines of the crop are read, EXIF orientation %i obeyed",
  async (orientation) => {
    const [width, height] = [400, 300];
    const raw = { width, height, channels: 4 } as const;
    const data = new Uint8Array(width * height * 4).map((_, i) => (i * 7919) >> 5);
    // As TIFF: its pixels are kept as they are, with an orientation.
    const tiff = await sharp(data, { raw })
      .tiff({ compression: "none" })
      .withMetadata({ orientation })
      .toBuffer();
    const file = { kind: "encoded" as const, bytes: tiff, name: "t.tif" };
    const frame = rowsOf([{ image: file, boxes: [box(10, 20, 30, 40), box(250, 200, 31, 17)] }], [boxes]);
    for (const params of [{ mode: "boxes" }, { mode: "fixed", x: 33, y: 44, width: 20, height: 10 }]) {
      const [whole, parts] = [
        await runOn(cropImage, frame, params),
        await runOn(cropImage, frame, params, { memory: new MemoryGate(200_000) }),
      ];
      expect(parts.failed).toEqual([]);
      const shown = ({ rows }: typeof whole) =>
        rows.map(({ crop }) => ({ ...(crop as Pixels), data: bytes(crop) }));
      expect(shown(parts)).toEqual(shown(whole));
    }
  },
);

test("many large boxes of one picture never lie in memory together: their rows go on in pieces", async () => {
  const [side, boxCount] = [40, 60];
  const large = counted(side, side, 1);
  const found = Array.from({ length: boxCount }, (_, i) => box(0, 0, side, side, String(i)));
  const frame = rowsOf(
    [
      { image: large, boxes: found },
      { image, boxes: [box(0, 0, 1, 1)] },
    ],
    [boxes],
  );
  const memory = new MemoryGate(40_000);
  const { rows, frames, failed } = await runOn(cropImage, frame, { mode: "boxes" }, { memory });
  expect(failed).toEqual([]);
  expect(rows.map(({ id, box_text }) => [id, box_text])).toEqual([
    ...found.map(({ text }) => [0, text]),
    [1, "t"],
  ]);
  // A quarter of the memory, and the one that goes beyond it.
  const bytes = frames.map((one) =>
    Array.from({ length: one.length }, (_, row) => bytesIn(one.row(row).crop)).reduce((a, b) => a + b, 0),
  );
  expect(Math.max(...bytes)).toBeLessThanOrEqual(10_000 + side * side);
  expect(frames.map(({ lineage }) => [lineage.from, lineage.to]).at(-1)).toEqual([0, 2]);
});

test("a large file that is damaged further down fails its row, and says how many boxes of it have gone on", async () => {
  const [width, height] = [400, 3000];
  const data = new Uint8Array(width * height * 3).map((_, i) => (i * 7919) >> 5);
  const whole = await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const file = { kind: "encoded" as const, bytes: whole.subarray(0, whole.length >> 1), name: "t.png" };
  const found = [box(0, 0, 400, 20), box(0, 2900, 400, 40)];
  const frame = rowsOf([{ image: file, boxes: found }], [boxes]);
  const { rows, failed } = await runOn(
    cropImage,
    frame,
    { mode: "boxes" },
    { memory: new MemoryGate(20_000_000) },
  );
  expect(rows).toHaveLength(1);
  expect(failed).toMatchObject([
    {
      row: 0,
      code: "IMAGE_UNREADABLE",
      cause: expect.stringContaining("1 row of it went on before.") as string,
    },
  ]);
});

const bytesIn = (cell: unknown) => (cell as Pixels).data.length;

test("a place outside a picture, no picture and no list fail their rows", async () => {
  const fixed = await runOn(cropImage, rowsOf([{ image }]), { mode: "fixed", x: 4, y: 0 });
  expect(fixed.failed).toMatchObject([{ row: 0, code: "BOX_OUTSIDE" }]);
  const frame = rowsOf(
    [
      { image, boxes: null },
      { image: null, boxes: [] },
    ],
    [boxes],
  );
  const { failed } = await runOn(cropImage, frame, { mode: "boxes" });
  expect(failed.map(({ code }) => code)).toEqual(["NULL_VALUE", "NULL_VALUE"]);
});

test.each([
  [{ mode: "boxes", boxes: "id" }, "COLUMN_TYPE"],
  [{ mode: "boxes", boxes: "none" }, "COLUMN_UNKNOWN"],
  [{ output: "id" }, "COLUMN_DUPLICATE"],
])("%j is refused with %s", async (params, code) => {
  expect((await runOn(cropImage, rowsOf([], [boxes]), params)).codes).toContain(code);
});
