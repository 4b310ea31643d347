// Samples of kinds that work on pictures.

import sharp from "sharp";
import { boxedFrames, markedFrames, pictureFrames, tensorFrames } from "../sample-frames.ts";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { leftHalf, threeClasses, threeStripes, twoMasks, twoThings } from "../../models/make-detectors.ts";
import { largeFrames, tiledFrames } from "./picture-frames.ts";
import type { Sample } from "../samples.ts";
import { COLOUR_SIGNS, colourRecogniser, inkDetector } from "../../models/make-ocr.ts";
import { asCell, tableLines } from "../../support/text-lines.ts";
import { LINES_TYPE } from "../../../nodes/_shared/text-lines/text-line.ts";
import { colourPage } from "../../support/colour-page.ts";

const PNG = await sharp({ create: { width: 3, height: 2, channels: 3, background: "#c04020" } })
  .png()
  .toBuffer();
const pngs = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`pictures/${i}.png`, PNG]));

export const pictureSamples: Readonly<Record<string, Sample>> = {
  "image-folder": {
    params: { path: "pictures", frameRows: 2 },
    files: pngs(3),
    long: { params: { path: "pictures", frameRows: 1 }, files: pngs(40) },
    also: [{ path: "pictures", pages: "all", details: true, glob: "*.png" }],
  },
  "image-to-tensor": {
    params: { column: "image", width: 4, height: 4, fit: "letterbox" },
    inputs: () => ({ in: pictureFrames() }),
    also: [
      { width: 2, height: 5, layout: "NHWC", channels: "gray", normalise: "none", dtype: "uint8" },
      { size: "own", stride: 4, longest: 12 },
    ],
  },
  "blur-regions": {
    params: { output: "image", margin: 0 },
    inputs: () => ({ in: markedFrames() }),
    also: [
      { regions: "mask", mask: "mask", method: "fill", colour: "#102030" },
      { method: "pixelate", shape: "rectangle" },
    ],
  },
  "draw-marks": {
    params: {},
    inputs: () => ({ in: markedFrames() }),
    also: [{ boxes: "", mask: "mask", output: "seen" }],
  },
  "resize-image": {
    params: { width: 3, height: 2 },
    inputs: () => ({ in: pictureFrames() }),
    also: [{ fit: "letterbox", width: 5, height: 9, output: "image" }],
  },
  "crop-image": {
    params: { mode: "boxes", margin: 0.1 },
    inputs: () => ({ in: boxedFrames() }),
    also: [{ mode: "centre", width: 2, height: 2 }],
  },
  "rotate-image": { params: { angle: 90 }, inputs: () => ({ in: pictureFrames() }), also: [{ angle: 30 }] },
  "image-colour": { params: { invert: true }, inputs: () => ({ in: pictureFrames() }) },
  "tensor-to-image": {
    params: { column: "grids", normalise: "none" },
    inputs: () => ({ in: tensorFrames() }),
  },
  "list-to-rows": {
    params: { index: "n", prefix: "b_" },
    inputs: () => ({ in: boxedFrames() }),
    also: [{ empty: "keep", drop: false }],
  },
  "find-shapes": {
    params: { minHeight: 1, minPixels: 1, contrast: 1, output: "shapes", count: "n" },
    inputs: () => ({ in: pictureFrames() }),
    also: [{ ink: "light", threshold: 90, joinStacked: false }],
  },
  "list-to-text": {
    params: { column: "boxes", field: "label", separator: "-" },
    inputs: () => ({ in: boxedFrames() }),
  },
  "rows-to-list": { params: { columns: ["a", "b"], key: ["key"], output: "list" } },
  "extract-fields": {
    params: {
      fields: [
        { name: "number", labels: ["Invoice no."], pattern: "[a-z]-\\d+" },
        { name: "total", takes: "number", where: "right" },
        { name: "date", takes: "date" },
      ],
    },
    inputs: () => ({ in: lineFrames() }),
    also: [{ fields: [{ name: "total", takes: "number", required: true }], boxes: "" }],
  },
  "lines-to-table": {
    params: { columns: [{ name: "item" }, { name: "amount", takes: "number" }] },
    inputs: () => ({ in: lineFrames() }),
    also: [{ columns: [{ name: "item" }, { name: "amount" }], missing: "skip" }],
  },
  "write-hocr": {
    params: { folder: "out" },
    inputs: () => ({ in: readFrames() }),
    also: [{ folder: "out", text: false }],
  },
  ocr: {
    params: { detector: "det.onnx", recogniser: "rec.onnx", dictionary: "signs.txt", turned: "0" },
    inputs: () => ({ in: pageFrames() }),
    files: { "det.onnx": inkDetector(), "rec.onnx": colourRecogniser(), "signs.txt": COLOUR_SIGNS },
    also: [
      { detector: "det.onnx", recogniser: "rec.onnx", dictionary: "signs.txt", turned: "90", minScore: 0 },
    ],
  },
  "image-classifier": {
    params: { model: "classifier.onnx" },
    inputs: () => ({ in: pictureFrames() }),
    files: { "classifier.onnx": threeClasses() },
    also: [{ model: "classifier.onnx", top: 1, values: "unit", fit: "letterbox" }],
  },
  "write-coco": { params: { path: "coco.json" }, inputs: () => ({ in: markedFrames() }) },
  "write-yolo": { params: { folder: "labels" }, inputs: () => ({ in: markedFrames() }) },
  "object-detector": {
    params: { model: "detector.onnx" },
    inputs: () => ({ in: pictureFrames() }),
    files: { "detector.onnx": twoThings() },
    also: [{ model: "detector.onnx", score: 0.8, fit: "stretch", output: "found" }],
  },
  "segment-image": {
    params: { model: "mask.onnx" },
    inputs: () => ({ in: pictureFrames() }),
    files: { "mask.onnx": leftHalf(), "classes.onnx": threeStripes(), "things.onnx": twoMasks() },
    also: [
      { model: "classes.onnx", maskClasses: ["sky"], fit: "letterbox" },
      { model: "things.onnx", score: 0.8, map: "numbers" },
    ],
  },
  "contact-sheet": {
    params: { folder: "out", columns: 2, rows: 1, size: 32 },
    inputs: () => ({ in: pictureFrames() }),
  },
  "html-report": {
    params: { path: "out.html", boxes: ["boxes"], maxRows: 3 },
    inputs: () => ({ in: boxedFrames() }),
  },
  "write-images": {
    params: { folder: "out", name: "{row}-{stem}" },
    inputs: () => ({ in: pictureFrames() }),
  },
  "tile-image": {
    params: { width: 16, height: 16, overlap: 4 },
    inputs: () => ({ in: largeFrames() }),
  },
  "stitch-tiles": {
    params: { boxes: ["boxes"], masks: ["tile"], tile: "image" },
    inputs: () => ({ in: tiledFrames() }),
  },
};

/** A page with two lines, a row without one, and a blank page. */
function pageFrames(): readonly Frame[] {
  const lines = [
    { x: 24, y: 10, colours: "rbr" },
    { x: 24, y: 50, colours: "gr" },
  ];
  const fields = [field("image", "image"), field("name", "text")];
  const rows = [
    { image: colourPage(120, 80, lines, "a"), name: "a" },
    { image: null, name: "none" },
    { image: colourPage(40, 30, [], "b"), name: "b" },
  ];
  return [frameOf({ fields }, rows, { source: "in", unit: "file", from: 0, to: 3, ids: null })];
}

/** Pages with their lines and names. */
function readFrames(): readonly Frame[] {
  const fields = [field("image", "image"), field("lines", LINES_TYPE), field("path", "text")];
  const lines = asCell(tableLines([["Total", "5.00"]], [10, 150]));
  const rows = [
    { image: colourPage(300, 80, [], "a"), lines, path: "in/a.png" },
    { image: null, lines: asCell([]), path: "none.png" },
    { image: colourPage(40, 30, [], "b"), lines: asCell([]), path: "b.png" },
  ];
  return [frameOf({ fields }, rows, { source: "in", unit: "file", from: 0, to: 3, ids: null })];
}

/** The lines of an invoice, a row without lines, and a page without any. */
function lineFrames(): readonly Frame[] {
  const pairs = [
    ["Invoice no.", "A-2041"],
    ["Date", "14.03.2025"],
    ["Item", "Amount"],
    ["Bolts", "50.00"],
    ["Wire", "89.00"],
    ["Total", "139.00"],
  ];
  const fields = [field("lines", LINES_TYPE), field("name", "text")];
  const rows = [
    { lines: asCell(tableLines(pairs, [0, 300])), name: "a" },
    { lines: null, name: "none" },
    { lines: asCell([]), name: "blank" },
  ];
  return [frameOf({ fields }, rows, { source: "in", unit: "file", from: 0, to: 3, ids: null })];
}
