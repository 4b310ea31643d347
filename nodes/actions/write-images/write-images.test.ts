// write-images: which files, with which names and content, and what fails a row.

import sharp from "sharp";
import { expect, test } from "vitest";
import { field } from "../../../engine/frames/frame.ts";
import { boxesType } from "../../../engine/frames/marks.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { counted, pixels, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import writeImages from "./write-images.ts";

const png = await sharp({ create: { width: 8, height: 6, channels: 3, background: "#204060" } })
  .png()
  .toBuffer();
const encoded = (bytes: Uint8Array, name: string) => ({ kind: "encoded", bytes, name });
const boxes = field("boxes", boxesType());
const word = field("word", "text");

async function write(rows: Parameters<typeof rowsOf>[0], params: object = {}) {
  const files = memoryFiles();
  const result = await runOn(
    writeImages,
    rowsOf(rows, [boxes, word]),
    { folder: "out", ...params },
    { files },
  );
  return { ...result, contents: files.contents, names: [...files.contents.keys()] };
}

test("a file stays as it is to the byte, pixels become PNG, and names are never given twice", async () => {
  const rows = [
    { image: encoded(png, "in/a.jpg") },
    { image: encoded(png, "other/a.png") },
    { image: counted(3, 2, 3, "c") },
  ];
  const { names, contents, effects } = await write(rows);
  expect(names).toEqual(["out/a.png", "out/a-2.png", "out/c.png"]);
  expect(png.equals(contents.get("out/a.png")!)).toBe(true);
  const { data } = await sharp(contents.get("out/c.png")).raw().toBuffer({ resolveWithObject: true });
  expect([...data]).toEqual([...counted(3, 2).data]);
  expect(effects).toMatchObject([{ rows: 3, summary: "write a, a, c to out" }]);
});

test.each([
  ["png", "png"],
  ["jpeg", "jpg"],
  ["webp", "webp"],
  ["tiff", "tif"],
])("as %s", async (format, ending) => {
  const { names, contents } = await write([{ image: encoded(png, "in/a.png") }], { format, quality: 50 });
  expect(names).toEqual([`out/a.${ending}`]);
  const found = await sharp(contents.get(names[0])).metadata();
  expect(found).toMatchObject({ format, width: 8, height: 6 });
});

test("quality counts, transparency shows the background in JPEG, a mask stays gray", async () => {
  const noise = pixels(
    32,
    32,
    Array.from({ length: 32 * 32 * 3 }, (_, i) => (i * 7919) % 251),
  );
  const size = async (quality: number) =>
    [...(await write([{ image: noise }], { format: "jpeg", quality })).contents.values()][0].length;
  expect(await size(20)).toBeLessThan((await size(90)) / 2);
  const clear = await write([{ image: pixels(8, 8, new Uint8Array(256)) }], {
    format: "jpeg",
    background: "#ffffff",
  });
  const { data } = await sharp([...clear.contents.values()][0])
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(data[0]).toBeGreaterThan(250);
  const mask = await write([{ image: pixels(2, 1, [0, 255]) }]);
  expect(await sharp([...mask.contents.values()][0]).metadata()).toMatchObject({ channels: 1 });
});

test("names are made of columns, with folders, and never lead out of the folder", async () => {
  const { names } = await write(
    [
      { image: encoded(png, "in/a.png"), word: "cats" },
      { image: encoded(png, "in/b.png"), word: "../../etc" },
    ],
    { name: "{word}/{row}-{stem}" },
  );
  expect(names).toEqual(["out/cats/0-a.png", "out/_/_/etc/1-b.png"]);
});

test("each box is a file", async () => {
  const box = (x: number, label: string | null) => ({ label, score: 1, x, y: 0, width: 2, height: 1 });
  const rows = [
    { image: counted(4, 2, 1, "p"), boxes: [box(0, "eye"), box(2, null), box(90, "far")] },
    { image: counted(4, 2, 1, "q"), boxes: [] },
  ];
  const { names, contents, failed } = await write(rows, { what: "boxes", name: "{stem}/{n}{label}" });
  expect(names).toEqual(["out/p/1eye.png", "out/p/2.png"]);
  expect(failed).toEqual([]);
  const { data } = await sharp(contents.get("out/p/2.png"))
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([...data]).toEqual([2, 3]);
});

test("what cannot be decoded fails its row and is not written, not even as it came", async () => {
  const rows = [
    { image: encoded(png.subarray(0, png.length - 30), "cut.png") },
    { image: null },
    { image: encoded(png, "good.png") },
  ];
  const { names, failed } = await write(rows);
  expect(names).toEqual(["out/good.png"]);
  expect(failed).toMatchObject([
    { row: 0, code: "IMAGE_UNREADABLE" },
    { row: 1, code: "NULL_VALUE" },
  ]);
  expect(failed[0].cause).toContain("cut.png");
});

test("a dry run writes nothing, a disk that refuses ends the run", async () => {
  const files = memoryFiles();
  const inputs = { in: [rowsOf([{ image: counted(1, 1) }])] };
  await runNode(writeImages, { params: { folder: "out" }, inputs, host: { files }, dryRun: true });
  expect(files.contents.size).toBe(0);
  const full = new MillraceError("DISK_FULL", { message: "No space.", hint: "-" });
  const refusing = { ...files, makeFolder: () => Promise.reject(full) };
  const run = runNode(writeImages, { params: { folder: "out" }, inputs, host: { files: refusing } });
  await expect(run).rejects.toBe(full);
});

test.each([
  [{ name: "{nothing}" }, "COLUMN_UNKNOWN"],
  [{ column: "id" }, "COLUMN_TYPE"],
  [{ what: "boxes", boxes: "id" }, "COLUMN_TYPE"],
  [{ background: "red" }, "PARAM_INVALID"],
])("%j is refused with %s", async (params, code) => {
  expect((await write([], params)).codes).toContain(code);
});

test("a row without a list of boxes fails: nobody knows what is in it", async () => {
  const { failed, names } = await write([{ image: counted(4, 4, 3, "a"), boxes: null }], { what: "boxes" });
  expect(failed).toMatchObject([{ row: 0, code: "NULL_VALUE", column: "boxes" }]);
  expect(names).toEqual([]);
});
