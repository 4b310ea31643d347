// ocr with the real models of PP-OCRv4 on pages drawn here (synthetic): every line, its place, its order, whichever way the page lies.

import { afterAll, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import {
  drawPage,
  ocrHost,
  ocrModels,
  picture,
  type DrawnPage,
  type DrawnText,
} from "../../../tests/support/ocr-pages.ts";
import type { TextLine } from "../../_shared/text-lines/text-line.ts";
import ocr from "./ocr.ts";

const host = ocrHost();
afterAll(() => host.models.close());

const schema = { fields: [field("image", "image")] };

async function read(images: readonly Cell[], params: Record<string, unknown> = {}) {
  const inputs = {
    in: [
      frameOf(
        schema,
        images.map((image) => ({ image })),
      ),
    ],
  };
  const result = await runNode(ocr, { params: { ...ocrModels, ...params }, inputs, host });
  const pages = result.outputs.out?.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => frame.row(row)),
  );
  return { ...result, pages: pages ?? [] };
}

const textsOf = (page: Record<string, Cell>) => (page.lines as unknown as TextLine[]).map(({ text }) => text);

const column = (
  texts: readonly string[],
  x: number,
  y: number,
  step: number,
  more: Partial<DrawnText> = {},
) => texts.map((text, i) => ({ x, y: y + i * step, text, ...more }));

const SANS = [
  "The quick brown fox jumps",
  "over the lazy dog 1234567890",
  "Invoice no. 2024-0117",
  "Total: 1,284.50 EUR",
  "Thank you for your order!",
  "Payable within 30 days",
];
const SERIF = [
  "Minutes of the meeting",
  "held on 14 March 2025",
  "Present: A. Keller, B. Okafor",
  "1. Approval of the agenda",
  "2. Budget: +12.5 % (draft)",
  "3. Any other business",
];
const MONO = [
  "$ npm install millrace",
  "added 42 packages in 3s",
  "engine: ready (cpu)",
  "rows/s = 1300000",
  "exit code 0",
];

const PAGES: readonly DrawnPage[] = [
  { width: 560, height: 330, texts: column(SANS, 30, 50, 46, { size: 24 }) },
  { width: 520, height: 330, texts: column(SERIF, 30, 50, 46, { size: 24, font: "Liberation Serif" }) },
  {
    width: 480,
    height: 280,
    texts: column(MONO, 30, 50, 46, { size: 22, font: "DejaVu Sans Mono" }),
    ink: "#e8e8e8",
    paper: "#14161a",
  },
];

test("reads 17 of 17 lines on three pages exactly: light and dark, three fonts", async () => {
  const images = await Promise.all(PAGES.map(drawPage));
  const { pages, failed } = await read(images.map((bytes) => picture(bytes)));
  expect(failed).toEqual([]);
  expect(pages.map(textsOf)).toEqual([SANS, SERIF, MONO]);
});

const SHORT = ["Delivery note 5518", "Carrier: North Line", "Weight 84.5 kg"];
const short = (turned: number): DrawnPage => ({
  width: 320,
  height: 170,
  texts: column(SHORT, 20, 45, 46, { size: 22 }),
  turned,
});

test.each([
  [90, ocrModels.classifier],
  [180, ocrModels.classifier],
  [270, ""],
])(
  "a page that is turned by %i degrees reads as the upright one, its places are those of the picture",
  async (turned, classifier) => {
    const { pages } = await read([picture(await drawPage(short(turned)))], { classifier });
    expect(textsOf(pages[0])).toEqual(SHORT);
    expect(pages[0].angle).toBe(turned);
    const [{ points }] = pages[0].lines as unknown as TextLine[];
    // The first line begins near the corner of the picture that was its top left.
    const corner = { 90: [170, 0], 180: [320, 170], 270: [0, 320] }[turned]!;
    expect(Math.hypot(points![0] - corner[0], points![1] - corner[1])).toBeLessThan(60);
  },
);

test("two columns on a page askew are read one after the other", async () => {
  const left = ["Left first line here", "left second line too", "left third and last"];
  const right = ["Right one is longer", "right two as well", "right three the end"];
  const texts = [...column(left, 20, 70, 34), ...column(right, 330, 78, 34)];
  const { pages } = await read([picture(await drawPage({ width: 620, height: 190, texts, turned: 3 }))]);
  expect(pages[0].text).toBe(`${left.join("\n")}\n\n${right.join("\n")}`);
});
