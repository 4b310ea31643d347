// What can be set at OCR.

import type * as z from "zod/mini";
import {
  assetFile,
  choice,
  column,
  modelFile,
  number,
  optionalModelFile,
  paramsOf,
  text,
} from "../../../engine/sdk/params.ts";
import { providerParams } from "../../_shared/provider-params.ts";

const share = (title: string, help: string, fallback: number) =>
  number({ title, help, min: 0, max: 1, default: fallback, setting: true });

export const Params = paramsOf({
  column: column({ title: "Pictures", help: "The column with the pages.", of: "image", default: "image" }),
  detector: modelFile({
    title: "Detector",
    help: "The model that finds lines of text (PaddleOCR, DB), as .onnx.",
  }),
  recogniser: modelFile({
    title: "Recogniser",
    help: "The model that reads a line (PaddleOCR, CTC), as .onnx.",
  }),
  dictionary: assetFile({
    title: "Dictionary",
    help: "The signs that the recogniser knows, one a line, in the order of its classes. It decides which languages can be read.",
    extensions: ["txt"],
  }),
  classifier: optionalModelFile({
    title: "Angle classifier",
    help: "The model that tells upright lines from those on their head. Without it pages are read both ways to find out, and single lines are taken as upright.",
  }),
  turned: choice(["find", "0", "90", "180", "270"], {
    title: "Pages are turned",
    help: "How far text is turned clockwise on the pictures.",
    labels: {
      find: "Find out for each page",
      "0": "Not at all",
      "90": "By a quarter clockwise",
      "180": "Upside down",
      "270": "By a quarter counter-clockwise",
    },
    default: "find",
  }),
  minScore: share("Least score", "Lines that are read with less confidence are left out.", 0.5),
  threshold: share(
    "Text threshold",
    "Pixels that are text with a likelihood above it belong to a line.",
    0.3,
  ),
  boxThreshold: share("Box threshold", "Lines whose pixels have a lower mean likelihood are left out.", 0.6),
  grow: number({
    title: "Grow boxes",
    help: "How far boxes grow around what the detector marks: area × this / perimeter.",
    min: 0,
    max: 5,
    default: 1.6,
  }),
  maxSide: number({
    title: "Largest side",
    help: "A page is made smaller than this to find lines on it. More finds smaller print and takes longer; lines are read in full size anyway.",
    unit: "px",
    min: 32,
    max: 4096,
    integer: true,
    default: 960,
    setting: true,
  }),
  maxMpx: number({
    title: "Largest page",
    help: "A page with more pixels is made smaller while it is decoded, so that memory stays bounded.",
    unit: "Mpx",
    min: 1,
    max: 250,
    default: 40,
  }),
  lines: text({ title: "Lines column", help: "Name of the new column.", default: "lines", minLength: 1 }),
  text: text({ title: "Text column", help: "Name of the new column.", default: "text", minLength: 1 }),
  score: text({ title: "Score column", help: "Name of the new column.", default: "score", minLength: 1 }),
  angle: text({
    title: "Angle column",
    help: "Name of the new column: how far text is turned clockwise, in degrees.",
    default: "angle",
    minLength: 1,
  }),
  ...providerParams,
});

export type OcrParams = z.output<typeof Params>;
