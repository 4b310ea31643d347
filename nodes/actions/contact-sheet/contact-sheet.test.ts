// contact-sheet: pages, where thumbnails stand, captions, and what fails.

import sharp from "sharp";
import { expect, test } from "vitest";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { pixels, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import contactSheet from "./contact-sheet.ts";
import { shortened } from "./sheet.ts";

const red = (width: number, height: number) =>
  pixels(
    width,
    height,
    Array.from({ length: width * height * 3 }, (_, i) => (i % 3 === 0 ? 200 : 0)),
    "in/red.png",
  );

async function sheets(rows: Parameters<typeof rowsOf>[0], params: object = {}) {
  const files = memoryFiles();
  const given = { folder: "out", size: 32, columns: 2, rows: 2, format: "png", ...params };
  const result = await runOn(contactSheet, rowsOf(rows), given, { files });
  const pages = await Promise.all(
    [...files.contents].map(async ([name, bytes]) => {
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      return { name, data, width: info.width, height: info.height };
    }),
  );
  return { ...result, pages };
}

test("as many pages as are needed, the last no higher than its lines", async () => {
  const { pages } = await sheets(Array.from({ length: 5 }, () => ({ image: red(64, 32) })));
  // A gap of 12 around thumbnails of 32, and 22 for a caption.
  expect(pages.map(({ name, width, height }) => [name, width, height])).toEqual([
    ["out/sheet-1.png", 100, 144],
    ["out/sheet-2.png", 100, 78],
  ]);
});

test("a thumbnail keeps its shape and stands in the middle; a caption is below it", async () => {
  const { pages } = await sheets([{ image: red(64, 32) }]);
  const [{ data, width }] = pages;
  const at = (x: number, y: number) => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
  // 32 × 16, eight below the top of its place.
  expect(at(12, 12 + 7)).toEqual([250, 250, 250]);
  expect(at(12, 12 + 8)).toEqual([200, 0, 0]);
  expect(at(43, 12 + 23)).toEqual([200, 0, 0]);
  expect(at(43, 12 + 24)).toEqual([250, 250, 250]);
  const below = Array.from(
    { length: 32 * 18 },
    (_, i) => at(12 + (i % 32), 12 + 32 + 4 + Math.floor(i / 32))[0],
  );
  expect(below.filter((value) => value === 30).length).toBeGreaterThan(20);
});

test.each([
  ["ab", 32, "ab"],
  ["abcdefgh", 60, "..fgh"],
  ["Käse", 200, "Kase"],
])("the caption %s in %i pixels is %s", (caption, size, expected) => {
  expect(shortened(caption, size)).toBe(expected);
});

test("a picture that cannot be read fails its row, and leaves no hole", async () => {
  const bad = { kind: "encoded", bytes: new Uint8Array(4), name: "bad.png" };
  const { pages, failed } = await sheets([{ image: bad }, { image: null }, { image: red(4, 4) }]);
  expect(failed.map(({ code }) => code)).toEqual(["IMAGE_UNREADABLE", "NULL_VALUE"]);
  expect(pages).toHaveLength(1);
  expect(pages[0].height).toBe(78);
});

test("a caption with a column that is not there is refused", async () => {
  expect((await sheets([], { caption: "{none}" })).codes).toEqual(["COLUMN_UNKNOWN"]);
});

test.each([
  [{ columns: 50, rows: 50, size: 1000 }, "50612 × 51712 pixels"],
  [{ columns: 1, rows: 50, size: 1000 }, null],
])("pages of %j that no memory holds are refused before a picture is read", async (params, got) => {
  const { issues } = await sheets([], params);
  expect(issues).toMatchObject(got === null ? [] : [{ code: "PARAM_INVALID", path: "params.size", got }]);
});
