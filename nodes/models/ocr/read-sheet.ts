// One page from its picture to its lines: what the kind does with each row.

import type { ImageCell } from "../../../engine/frames/image.ts";
import { pageText } from "../../_shared/text-lines/page-text.ts";
import type { TextLine } from "../../_shared/text-lines/text-line.ts";
import { readLine, uprightPage } from "./direction.ts";
import { readPage } from "./page.ts";
import type { OcrParams } from "./params.ts";
import { mapQuad, type Quad } from "./plane.ts";
import { inReadingOrder } from "./reading-order.ts";
import type { Reader } from "./reader.ts";

export interface Sheet {
  readonly lines: readonly TextLine[];
  readonly text: string;
  /** Mean of the lines' scores; null where there is none. */
  readonly score: number | null;
  readonly angle: number;
  /** Whether the page was made smaller to be read. */
  readonly shrunk: boolean;
}

export async function readSheet(
  reader: Reader,
  image: ImageCell,
  { maxMpx, turned, minScore }: OcrParams,
  signal: AbortSignal,
): Promise<Sheet> {
  const { page, scale } = await readPage(reader.pictures, image, maxMpx);
  const upright = await uprightPage(reader, page, turned);
  const read: Omit<TextLine, "block" | "row">[] = [];
  const pending = [...upright.quads];
  const lane = async () => {
    for (let quad = pending.pop(); quad && !signal.aborted; quad = pending.pop()) {
      const line = await readLine(reader, upright.page, quad);
      if (line.score < minScore || line.text.trim() === "") continue;
      const points = mapQuad(mapQuad(line.quad, upright.back), ({ x, y }) => ({
        x: x * scale.x,
        y: y * scale.y,
      }));
      read.push({ ...boxOf(points), label: null, score: line.score, text: line.text });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, reader.recogniser.inFlight) }, lane));
  const lines = inReadingOrder(read);
  const sum = lines.reduce((total, { score }) => total + (score ?? 0), 0);
  return {
    lines,
    text: pageText(lines),
    score: lines.length > 0 ? sum / lines.length : null,
    angle: upright.angle,
    shrunk: scale.x > 1 || scale.y > 1,
  };
}

/** The upright box around a quadrangle, and its corners as they stand in a cell. */
function boxOf(quad: Quad) {
  const [xs, ys] = [quad.map(({ x }) => x), quad.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return {
    x,
    y,
    width: Math.max(...xs) - x,
    height: Math.max(...ys) - y,
    points: quad.flatMap((point) => [point.x, point.y]),
  };
}
