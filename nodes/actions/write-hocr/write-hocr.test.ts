// write-hocr: files beside each page, with blocks, lines and words where they stand.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { MemoryGate } from "../../../engine/sdk/memory-gate.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { colourPage } from "../../../tests/support/colour-page.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { asCell, textLine } from "../../../tests/support/text-lines.ts";
import { LINES_TYPE } from "../../_shared/text-lines/text-line.ts";
import writeHocr from "./write-hocr.ts";

const schema = { fields: [field("path", "text"), field("image", "image"), field("lines", LINES_TYPE)] };

async function write(rows: readonly Record<string, Cell>[], params: object = {}, dryRun = false) {
  const files = memoryFiles();
  const { contents } = files;
  const host = { files, memory: new MemoryGate(1e9) };
  const inputs = { in: [frameOf(schema, rows)] };
  const result = await runNode(writeHocr, { params: { folder: "out", ...params }, inputs, host, dryRun });
  const text = (path: string) => new TextDecoder().decode(contents.get(path));
  return { ...result, names: [...contents.keys()].toSorted(), text };
}

const page = (path: string, lines: readonly object[]) => ({
  path,
  image: colourPage(400, 300, [], path),
  lines: asCell(lines),
});

test("each word stands in its line, its line in its block, with places and confidence", async () => {
  const lines = [
    { ...textLine("Invoice 12", 10, 20), score: 0.987 },
    { ...textLine("Tom & <Jerry>", 10, 80), block: 1, row: 1 },
  ];
  const { names, text } = await write([page("scans/a.b.png", lines)]);
  expect(names).toEqual(["out/a.b.hocr", "out/a.b.txt"]);
  expect(text("out/a.b.txt")).toBe("Invoice 12\n\nTom & <Jerry>\n");
  const hocr = text("out/a.b.hocr");
  expect(hocr).toContain('title="image &quot;scans/a.b.png&quot;; bbox 0 0 400 300; ppageno 0"');
  expect(hocr).toContain('class="ocr_carea" id="block_1_1" title="bbox 10 20 110 40"');
  expect(hocr).toContain('class="ocr_line" id="line_1_1_1" title="bbox 10 20 110 40"');
  expect(hocr).toContain(
    '<span class="ocrx_word" id="word_1_1_1_1" title="bbox 10 20 80 40; x_wconf 99">Invoice</span>',
  );
  expect(hocr).toContain('title="bbox 90 20 110 40; x_wconf 99">12</span>');
  expect(hocr).toContain("&lt;Jerry&gt;");
});

test("a line that runs upwards says so, and its words stand above each other", async () => {
  const points = [50, 200, 50, 100, 70, 100, 70, 200];
  const line = { ...textLine("up there", 50, 100), x: 50, y: 100, width: 20, height: 100, points };
  const hocr = (await write([page("a.png", [line])], { text: false })).text("out/a.hocr");
  expect(hocr).toContain('title="bbox 50 100 70 200; textangle 90"');
  expect(hocr).toContain('title="bbox 50 175 70 200; x_wconf 90">up</span>');
});

test("a blank page is a page; signs that XML does not have are replaced", async () => {
  const { text } = await write([page("a.png", []), page("b.png", [textLine("a\u0000b", 0, 0)])]);
  expect(text("out/a.hocr")).toContain("ocr_page");
  expect(text("out/a.txt")).toBe("\n");
  expect(text("out/b.hocr")).toContain(">a\ufffdb</span>");
});

test("nothing is written in a dry run, and what would be is said", async () => {
  const { names, effects } = await write([page("a.png", [])], {}, true);
  expect(names).toEqual([]);
  expect(effects).toMatchObject([{ rows: 1, summary: "write the text of 1 pages into out" }]);
});

test("rows without a picture, lines or a name fail, and so does a picture that is none", async () => {
  const noise: Cell = { kind: "encoded", bytes: new TextEncoder().encode("no picture"), name: "c.png" };
  const { failed, names } = await write([
    { ...page("a.png", []), image: null },
    { ...page("b.png", []), lines: null },
    { ...page("c.png", []), image: noise },
    page("d.png", []),
  ]);
  expect(failed).toMatchObject([
    { row: 0, code: "NULL_VALUE", column: "image" },
    { row: 1, code: "NULL_VALUE", column: "lines" },
    { row: 2, code: "IMAGE_UNREADABLE" },
  ]);
  expect(names).toEqual(["out/d.hocr", "out/d.txt"]);
});

test.each([
  [{ lines: "image" }, "COLUMN_TYPE"],
  [{ column: "lines" }, "COLUMN_TYPE"],
  [{ name: "nothing" }, "COLUMN_UNKNOWN"],
])("a wrong column is an issue while editing: %j", async (params, code) => {
  expect((await write([page("a.png", [])], params)).issues).toMatchObject([{ code, severity: "error" }]);
});

test("a disk that refuses ends the run, and is no fault of the page", async () => {
  const full = () => {
    throw new MillraceError("DISK_FULL", { message: "There is no room.", hint: "Make some." });
  };
  const files = { ...memoryFiles(), create: full };
  const inputs = { in: [frameOf(schema, [page("a.png", [])])] };
  const host = { files, memory: new MemoryGate(1e9) };
  const run = runNode(writeHocr, { params: { folder: "out" }, inputs, host });
  await expect(run).rejects.toMatchObject({ code: "DISK_FULL" });
});
