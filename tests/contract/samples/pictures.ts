// Samples of kinds that work on pictures.

import sharp from "sharp";
import { twoThings } from "../../models/make-detectors.ts";
import { boxedFrames, pictureFrames } from "../sample-frames.ts";
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
  },
  "image-to-tensor": {
    params: { column: "image", width: 4, height: 4, fit: "letterbox" },
    inputs: () => ({ in: pictureFrames() }),
    also: [{ width: 2, height: 5, layout: "NHWC", channels: "gray", normalise: "none", dtype: "uint8" }],
  },
  "blur-regions": {
    params: { output: "image", margin: 0 },
    inputs: () => ({ in: boxedFrames() }),
    also: [
      { regions: "mask", mask: "mask", method: "fill", colour: "#102030" },
      { method: "pixelate", shape: "rectangle" },
    ],
  },
  "draw-marks": {
    params: {},
    inputs: () => ({ in: boxedFrames() }),
    also: [{ boxes: "", mask: "mask", output: "seen" }],
  },
  "object-detector": {
    params: { model: "detector.onnx" },
    inputs: () => ({ in: pictureFrames() }),
    files: { "detector.onnx": twoThings() },
    also: [{ model: "detector.onnx", score: 0.8, fit: "stretch", output: "found" }],
  },
};
