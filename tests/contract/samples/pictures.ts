// Samples of kinds that work on pictures.

import sharp from "sharp";
import { boxedFrames, pictureFrames, tensorFrames } from "../sample-frames.ts";
import { largeFrames, tiledFrames } from "./picture-frames.ts";
import type { Sample } from "../samples.ts";

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
    also: [{ width: 2, height: 5, layout: "NHWC", channels: "gray", normalise: "none", dtype: "uint8" }],
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
  "rows-to-list": { params: { columns: ["a", "b"], key: ["key"], output: "list" } },
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
