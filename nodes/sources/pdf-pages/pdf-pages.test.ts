// pdf-pages on small files written by hand: what is read and drawn, and what becomes of files that are locked, damaged or huge.

import { expect, test } from "vitest";
import type { Pixels } from "../../../engine/frames/image.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { errorFrames } from "../../../tests/support/error-frames.ts";
import { makePdf } from "../../../tests/support/make-pdf.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { pageRange } from "./page-range.ts";
import pdfPages from "./pdf-pages.ts";

const PAGES = [
  { lines: ["Invoice 17", "Total 12.50 EUR"] },
  { lines: ["Second page"], width: 100, height: 300 },
  { lines: [] },
];
const secrets = { get: async (name: string) => (name === "PDF_KEY" ? "open sesame" : null) };

async function read(bytes: Uint8Array, params: Record<string, unknown> = {}) {
  const host = { files: memoryFiles({ "a.pdf": bytes }), secrets };
  const result = await runNode(pdfPages, { params: { path: "a.pdf", dpi: 72, ...params }, host });
  const frames = result.outputs.out ?? [];
  const rows = frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row)));
  return { ...result, frames, rows };
}

test("each page is a row with its text and its picture", async () => {
  const { rows, frames, schemas } = await read(makePdf(PAGES));
  expect(rows).toMatchObject([
    { path: "a.pdf", page: 1, pages: 3, text: "Invoice 17\nTotal 12.50 EUR" },
    { page: 2, text: "Second page" },
    { page: 3, text: "" },
  ]);
  const images = rows.map(({ image }) => image as Pixels);
  expect(images.map(({ width, height, channels, name }) => [width, height, channels, name])).toEqual([
    [200, 100, 3, "a.pdf#1"],
    [100, 300, 3, "a.pdf#2"],
    [200, 100, 3, "a.pdf#3"],
  ]);
  expect(images.map(({ data }) => data.length)).toEqual([60_000, 90_000, 60_000]);
  expect(frames[0].schema).toEqual(schemas.out);
});

/** Whether something dark is drawn in the box. */
function isInked({ data, width }: Pixels, left: number, top: number, right: number, bottom: number): boolean {
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) if (data[3 * (y * width + x)] < 100) return true;
  return false;
}

test("pictures show the text where it stands, black on white", async () => {
  const { rows } = await read(makePdf(PAGES), { dpi: 144, pages: "1" });
  const image = rows[0].image as Pixels;
  expect([image.width, image.height]).toEqual([400, 200]);
  expect(isInked(image, 16, 10, 200, 50)).toBe(true);
  expect(isInked(image, 250, 0, 400, 200)).toBe(false);
  expect(isInked(image, 0, 100, 400, 200)).toBe(false);
  expect([...image.data.subarray(0, 3)]).toEqual([255, 255, 255]);
});

test.each([
  [{ give: "text" }, ["path", "page", "pages", "text"]],
  [{ give: "pictures" }, ["path", "page", "pages", "image"]],
])("%j gives only that", async (params, columns) => {
  const { rows, failed } = await read(makePdf(PAGES), params);
  expect(failed).toEqual([]);
  expect(Object.keys(rows[0])).toEqual(columns);
});

test.each([
  ["", [1, 2, 3]],
  ["2", [2]],
  ["2-", [2, 3]],
  ["-2", [1, 2]],
  ["1, 3-9", [1, 3]],
])("pages %j", async (pages, expected) => {
  expect((await read(makePdf(PAGES), { pages, give: "text" })).rows.map(({ page }) => page)).toEqual(
    expected,
  );
});

test.each(["x", "0", "3-1", "1,,2", "-", "1;2"])("%j names no pages", async (pages) => {
  expect(pageRange(pages)).toBeNull();
  expect((await read(makePdf(PAGES), { pages })).issues).toMatchObject([
    { code: "PARAM_INVALID", path: "params.pages" },
  ]);
});

const LOCKED = makePdf([{ lines: ["secret words"] }], "open sesame");

test("a file with a password is opened by the secret that is named", async () => {
  const { rows } = await read(LOCKED, { password: "PDF_KEY" });
  expect(rows).toMatchObject([{ page: 1, text: "secret words" }]);
});

test.each<[string, Uint8Array, Record<string, unknown>, string, string]>([
  ["locked, no password", LOCKED, {}, "PDF_PASSWORD", "needs a password"],
  ["locked, no such secret", LOCKED, { password: "NOPE" }, "PDF_PASSWORD", 'no secret "NOPE"'],
  ["another password", makePdf(PAGES, "else"), { password: "PDF_KEY" }, "PDF_PASSWORD", "does not open"],
  ["no bytes", new Uint8Array(0), {}, "PDF_UNREADABLE", "it is empty"],
  ["other data", new TextEncoder().encode("this is no PDF"), {}, "PDF_UNREADABLE", "it is not in PDF format"],
  ["cut off", makePdf(PAGES).subarray(0, 200), {}, "PDF_UNREADABLE", "corrupted"],
  ["no pages", makePdf([]), {}, "PDF_EMPTY", "no pages"],
  ["a file that is too large", makePdf(PAGES), { maxMegabytes: 0.001 }, "PDF_TOO_LARGE", "is the most"],
])("%s: a failed row", async (_, bytes, params, code, cause) => {
  for (const give of ["both", "text"]) {
    const { failed, rows } = await read(bytes, { ...params, give });
    expect(rows).toEqual([]);
    expect(failed).toMatchObject([{ row: 1, code }]);
    expect(failed[0].cause).toContain("a.pdf");
    expect(failed[0].cause).toContain(cause);
  }
});

test("a huge page is a failed row and is not drawn; its text can be read, and the others go on", async () => {
  const bytes = makePdf([
    { lines: ["small"] },
    { lines: ["huge"], width: 14_000, height: 14_000 },
    { lines: ["end"] },
  ]);
  const { rows, failed } = await read(bytes, { dpi: 300 });
  expect(rows.map(({ page }) => page)).toEqual([1, 3]);
  expect(failed).toMatchObject([{ row: 2, code: "IMAGE_TOO_LARGE", column: "image" }]);
  expect(failed[0].cause).toContain("Page 2");
  expect((await read(bytes, { give: "text" })).rows.map(({ text }) => text)).toEqual([
    "small",
    "huge",
    "end",
  ]);
});

test("failed pages arrive at the error port with the columns that were planned", async () => {
  const files = memoryFiles({ "a.pdf": LOCKED });
  const { frames, planned } = await errorFrames(pdfPages, { path: "a.pdf" }, files);
  expect(frames[0].schema).toEqual(planned);
  expect(frames[0].row(0)).toMatchObject({
    path: "a.pdf",
    page: null,
    text: null,
    error_code: "PDF_PASSWORD",
  });
});

test("pages travel a few at a time, and a thousand do not add up in memory", async () => {
  const many = makePdf(Array.from({ length: 1000 }, (_, i) => ({ lines: [`page ${i + 1}`] })));
  const before = process.memoryUsage().rss;
  let most = 0;
  let pages = 0;
  await runNode(pdfPages, {
    params: { path: "a.pdf", give: "text", frameRows: 50 },
    host: { files: memoryFiles({ "a.pdf": many }), secrets },
    onFrame: (_, frame) => {
      pages += frame.length;
      most = Math.max(most, process.memoryUsage().rss);
    },
  });
  expect(pages).toBe(1000);
  // PDFium itself takes some 20 MB.
  expect(most - before).toBeLessThan(150e6);
});
