// ocr with models that are small enough to know what they answer: what it adds, its settings, and what it refuses.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { MemoryGate } from "../../../engine/sdk/memory-gate.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import { COLOUR_SIGNS, colourRecogniser, inkDetector } from "../../../tests/models/make-ocr.ts";
import { mlp } from "../../../tests/models/make.ts";
import { colourPage } from "../../../tests/support/colour-page.ts";
import { ocrHost } from "../../../tests/support/ocr-pages.ts";
import type { TextLine } from "../../_shared/text-lines/text-line.ts";
import ocr from "./ocr.ts";

const MODELS = { detector: "det.onnx", recogniser: "rec.onnx", dictionary: "signs.txt" };
const schema = { fields: [field("image", "image"), field("id", "int32")] };

let folder: string;
let host: ReturnType<typeof ocrHost>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ocr-node-"));
  host = ocrHost(folder);
  await writeFile(join(folder, "det.onnx"), inkDetector());
  await writeFile(join(folder, "rec.onnx"), colourRecogniser());
  await writeFile(join(folder, "mlp.onnx"), mlp());
  await writeFile(join(folder, "signs.txt"), COLOUR_SIGNS);
  await writeFile(join(folder, "many.txt"), "a\nb\nc\nd\ne\n");
});

afterAll(async () => {
  await host.models.close();
  await rm(folder, { recursive: true });
});

async function read(images: readonly Cell[], params: Record<string, unknown> = {}) {
  const inputs = {
    in: [
      frameOf(
        schema,
        images.map((image, id) => ({ image, id })),
      ),
    ],
  };
  const result = await runNode(ocr, { params: { ...MODELS, turned: "0", ...params }, inputs, host });
  const [out] = result.outputs.out ?? [];
  return { ...result, out, rows: out ? Array.from({ length: out.length }, (_, row) => out.row(row)) : [] };
}

const linesOf = (row: Record<string, Cell>) => row.lines as unknown as TextLine[];

test("adds lines with their places, their text and the mean score; the other columns stay", async () => {
  const page = colourPage(192, 96, [
    { x: 40, y: 20, colours: "rbr" },
    { x: 40, y: 60, colours: "gr" },
  ]);
  const { rows, failed } = await read([page]);
  expect(failed).toEqual([]);
  expect(rows[0]).toMatchObject({ id: 0, text: "rr\ngr", angle: 0, image: page });
  const [first, second] = linesOf(rows[0]);
  expect(first).toMatchObject({ text: "rr", label: null, row: 0 });
  expect(second).toMatchObject({ text: "gr", row: 1 });
  // Around the bar from (40, 20) to (100, 32): it grows by 60 × 12 × 1.6 / 144 = 8 on each side.
  expect([first.x, first.y, first.width, first.height].map(Math.round)).toEqual([32, 12, 76, 28]);
  expect(first.points!.map(Math.round)).toEqual([32, 12, 108, 12, 108, 40, 32, 40]);
  expect(rows[0].score).toBeCloseTo((first.score! + second.score!) / 2, 12);
  expect(first.score).toBeGreaterThan(0.9);
});

test("a blank page and one of a single pixel have no lines, an empty text and no score", async () => {
  const { rows, failed } = await read([colourPage(80, 50, []), colourPage(1, 1, [])]);
  expect(failed).toEqual([]);
  expect(rows).toMatchObject([
    { lines: [], text: "", score: null },
    { lines: [], text: "", score: null },
  ]);
});

test("lines that are read with less confidence are left out", async () => {
  const page = colourPage(200, 60, [{ x: 40, y: 20, colours: "rgr" }]);
  expect((await read([page], { minScore: 1 })).rows[0]).toMatchObject({ lines: [], text: "" });
});

test("a gray picture, one with an alpha channel and one of 16 bits read as well", async () => {
  const png = async (image: Sharp, name: string): Promise<ImageCell> => ({
    kind: "encoded",
    bytes: await image.png().toBuffer(),
    name,
  });
  const { data, width, height } = colourPage(200, 60, [{ x: 40, y: 20, colours: "rbr" }]);
  const raw = () => sharp(data, { raw: { width, height, channels: 3 } });
  const images = [
    await png(raw().ensureAlpha(), "alpha"),
    await png(raw().toColourspace("rgb16"), "deep"),
    await png(raw().grayscale(), "gray"),
  ];
  const { rows, failed } = await read(images);
  expect(failed).toEqual([]);
  expect(rows.map(({ text }) => text).slice(0, 2)).toEqual(["rr", "rr"]);
});

test("a page with more pixels than allowed is made smaller, said so, and its places are those of the picture", async () => {
  const page = colourPage(1600, 1000, [{ x: 400, y: 200, colours: "rrrbbbrrr" }]);
  const { rows, warnings } = await read([page], { maxMpx: 1 });
  expect(warnings).toEqual([expect.stringContaining("OCR_PAGE_SHRUNK")]);
  expect(rows[0].text).toBe("rr");
  const [line] = linesOf(rows[0]);
  expect(line.x + line.width / 2).toBeCloseTo(490, -1);
  expect(line.y + line.height / 2).toBeCloseTo(206, -1);
});

test("bad pictures fail their rows only, and say which", async () => {
  const good = colourPage(100, 60, [{ x: 20, y: 20, colours: "r" }]);
  const noise: ImageCell = {
    kind: "encoded",
    bytes: new TextEncoder().encode("no picture"),
    name: "noise.png",
  };
  const empty: ImageCell = { kind: "encoded", bytes: new Uint8Array(0), name: "empty.png" };
  const { rows, failed } = await read([noise, good, null, empty]);
  expect(rows).toMatchObject([{ id: 1, text: "r" }]);
  expect(failed).toMatchObject([
    { row: 0, code: "IMAGE_UNREADABLE", cause: expect.stringContaining("noise.png") as string },
    { row: 2, code: "NULL_VALUE" },
    { row: 3, code: "IMAGE_UNREADABLE" },
  ]);
});

test("a page that takes more memory than pictures may is refused before it is decoded", async () => {
  const tight = { ...host, memory: new MemoryGate(1_000_000) };
  const bytes = await sharp({ create: { width: 1500, height: 1500, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  const image: ImageCell = { kind: "encoded", bytes, name: "huge.png" };
  const inputs = { in: [frameOf(schema, [{ image, id: 0 }])] };
  const { failed } = await runNode(ocr, { params: MODELS, inputs, host: tight });
  expect(failed).toMatchObject([
    { code: "IMAGE_TOO_LARGE", cause: expect.stringContaining("huge.png") as string },
  ]);
});

test("a dictionary of another size than the classes of the recogniser is refused with both sizes", async () => {
  const { issues } = await read([], { dictionary: "many.txt" });
  expect(issues).toMatchObject([
    {
      code: "OCR_DICTIONARY",
      severity: "error",
      path: "params.dictionary",
      expected: "1 sign and a space, or 2 signs",
      got: "5 signs",
    },
  ]);
});

test.each([
  [
    { detector: "rec.onnx", recogniser: "det.onnx" },
    ["params.detector", "params.recogniser"],
    "text recogniser",
  ],
  [{ recogniser: "mlp.onnx" }, ["params.recogniser"], "[?, 3]"],
  [{ classifier: "rec.onnx" }, ["params.classifier"], "text recogniser"],
])("models in the wrong place are refused before the run: %j", async (params, paths, said) => {
  const { issues } = await read([], params);
  expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual(paths.map((path) => `OCR_MODEL ${path}`));
  expect(issues[0].message).toContain(said);
});

test.each([
  [{ column: "nothing" }, "COLUMN_UNKNOWN"],
  [{ column: "id" }, "COLUMN_TYPE"],
  [{ text: "id" }, "COLUMN_DUPLICATE"],
  [{ text: "lines" }, "COLUMN_DUPLICATE"],
])("a wrong column is an issue while editing: %j", async (params, code) => {
  expect((await read([], params)).issues).toMatchObject([{ code, severity: "error" }]);
});

test("empty frames pass", async () => {
  const empty = emptyFrame(
    schema,
    schema.fields.map(({ type }) => columnOf(type, [])),
  );
  const { outputs } = await runNode(ocr, { params: MODELS, inputs: { in: [empty] }, host });
  expect(outputs.out[0]).toMatchObject({ length: 0, lineage: empty.lineage });
});
