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
