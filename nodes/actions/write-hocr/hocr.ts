// A page as hOCR 1.2: HTML that says of each block, line and word where it stands and how sure it is.

import type { LineLike } from "../../_shared/text-lines/text-line.ts";

export interface HocrPage {
  /** File name of the picture. */
  readonly image: string;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly LineLike[];
}

/** Left, top, right, bottom in whole pixels. */
type Bounds = readonly [number, number, number, number];

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
`;

export function hocrOf({ image, width, height, lines }: HocrPage): string {
  const title = escaped(`image "${image.replaceAll('"', "'")}"; bbox 0 0 ${width} ${height}; ppageno 0`);
  const areas = [...inBlocks(lines).values()].map((block, i) => areaOf(block, i + 1));
  return `${HEAD} <head>
  <title>${escaped(image)}</title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
  <meta name="ocr-system" content="Millrace"/>
  <meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_par ocr_line ocrx_word"/>
 </head>
 <body>
  <div class="ocr_page" id="page_1" title="${title}">
${areas.join("")}  </div>
 </body>
</html>
`;
}

function inBlocks(lines: readonly LineLike[]): Map<number, LineLike[]> {
  const blocks = new Map<number, LineLike[]>();
  for (const line of lines) {
    const block = blocks.get(line.block ?? 0);
    if (block) block.push(line);
    else blocks.set(line.block ?? 0, [line]);
  }
  return blocks;
}

function areaOf(block: readonly LineLike[], number: number): string {
  const box = boxText(around(block.map(boundsOf)));
  const lines = block.map((line, i) => lineOf(line, `${number}_${i + 1}`));
  return `   <div class="ocr_carea" id="block_1_${number}" title="${box}">
    <p class="ocr_par" id="par_1_${number}" title="${box}">
${lines.join("")}    </p>
   </div>
`;
}

function lineOf(line: LineLike, id: string): string {
  const angle = textAngle(line);
  const title = boxText(boundsOf(line)) + (angle === 0 ? "" : `; textangle ${angle}`);
  const sure = line.score == null ? "" : `; x_wconf ${Math.round(100 * line.score)}`;
  const words = wordsOf(line).map(
    ({ text, bounds }, i) =>
      `<span class="ocrx_word" id="word_1_${id}_${i + 1}" title="${boxText(bounds)}${sure}">${escaped(text)}</span>`,
  );
  return `     <span class="ocr_line" id="line_1_${id}" title="${title}">${words.join(" ")}</span>\n`;
}

/** Each word takes its share of the line by its letters: where words begin is not known better. */
function wordsOf(line: LineLike): { text: string; bounds: Bounds }[] {
  const corners = cornersOf(line);
  const { length } = line.text;
  return [...line.text.matchAll(/\S+/gu)].map((word) => {
    const [from, to] = [word.index / length, (word.index + word[0].length) / length];
    const [x0, y0, x1, y1, x2, y2, x3, y3] = corners;
    const top = (at: number): [number, number] => [x0 + at * (x1 - x0), y0 + at * (y1 - y0)];
    const bottom = (at: number): [number, number] => [x3 + at * (x2 - x3), y3 + at * (y2 - y3)];
    return { text: word[0], bounds: boundsOfPoints([top(from), top(to), bottom(to), bottom(from)]) };
  });
}

function cornersOf({ points, x, y, width, height }: LineLike): readonly number[] {
  if (points?.length === 8) return points;
  return [x, y, x + width, y, x + width, y + height, x, y + height];
}

/** Degrees counter-clockwise, as hOCR counts; 0 for what stands upright but for a little skew. */
function textAngle(line: LineLike): number {
  const [x0, y0, x1, y1] = cornersOf(line);
  const angle = Math.round((-Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI);
  return Math.abs(angle) <= 5 ? 0 : (angle + 360) % 360;
}

function boundsOf(line: LineLike): Bounds {
  const { x, y, width, height } = line;
  return boundsOfPoints([
    [x, y],
    [x + width, y + height],
  ]);
}

function boundsOfPoints(points: readonly (readonly [number, number])[]): Bounds {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function around(all: readonly Bounds[]): Bounds {
  return boundsOfPoints(
    all.flatMap(([left, top, right, bottom]) => [[left, top] as const, [right, bottom] as const]),
  );
}

/** Boxes may grow beyond the picture; hOCR has no pixels there. */
function boxText(bounds: Bounds): string {
  return `bbox ${bounds.map((value) => Math.max(0, Math.round(value))).join(" ")}`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
