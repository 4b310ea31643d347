// Params of image-to-tensor: which size, which colours, which values.

import * as z from "zod/mini";
import { choice, colour, json, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { pictureColumn } from "../../_shared/pixels/picture-schema.ts";

const numbers = (title: string, help: string, fallback: number[]) =>
  json<number[]>(() => z.array(z.number()).check(z.minLength(1), z.maxLength(3)), {
    title,
    help,
    default: fallback,
    visibleWhen: { param: "normalise", oneOf: ["custom"] },
  });

const FIXED = { param: "size", oneOf: ["fixed"] } as const;
const OWN = { param: "size", oneOf: ["own"] } as const;

const side = (title: string) =>
  number({
    title,
    help: "Of the tensor.",
    unit: "px",
    min: 1,
    max: 16384,
    integer: true,
    default: 224,
    visibleWhen: FIXED,
  });

export const Params = paramsOf({
  column: pictureColumn("any"),
  size: choice(["fixed", "own"], {
    title: "Size",
    help: "One size for all pictures, or each its own, for models whose file leaves height and width open (text detection, segmentation).",
    labels: { fixed: "The same for all", own: "The picture's own, in steps" },
    default: "fixed",
  }),
  width: side("Width"),
  height: side("Height"),
  stride: number({
    title: "Step",
    help: "Both sides become the nearest multiple of it: what the model makes its picture smaller by, 32 mostly.",
    unit: "px",
    min: 1,
    max: 1024,
    integer: true,
    default: 32,
    visibleWhen: OWN,
  }),
  longest: number({
    title: "Longest side",
    help: "Larger pictures are made smaller, so that no side is longer; smaller ones stay as they are.",
    unit: "px",
    min: 1,
    max: 16384,
    integer: true,
    default: 960,
    visibleWhen: OWN,
  }),
  fit: choice(["stretch", "letterbox", "cover"], {
    title: "Fit",
    help: "What happens to pictures of another shape.",
    labels: { stretch: "Stretch", letterbox: "Whole picture with borders", cover: "Fill and cut off" },
    default: "stretch",
    visibleWhen: FIXED,
  }),
  channels: choice(["rgb", "bgr", "gray"], {
    title: "Channels",
    help: "Which colours the tensor has, and in which order.",
    labels: { rgb: "Red, green, blue", bgr: "Blue, green, red", gray: "Gray" },
    default: "rgb",
  }),
  layout: choice(["NCHW", "NHWC"], {
    title: "Layout",
    help: "NCHW: one plane for each colour (PyTorch). NHWC: colours of a pixel together (TensorFlow).",
    default: "NCHW",
  }),
  normalise: choice(["unit", "signed", "imagenet", "custom", "none"], {
    title: "Values",
    help: "What 0 to 255 becomes.",
    labels: {
      unit: "0 to 1",
      signed: "-1 to 1",
      imagenet: "ImageNet mean and deviation",
      custom: "Mean and deviation as given",
      none: "0 to 255",
    },
    default: "unit",
  }),
  mean: numbers("Mean", "For each colour (red, green, blue) or for all, on a scale of 0 to 1.", [0]),
  std: numbers("Deviation", "For each colour (red, green, blue) or for all, on a scale of 0 to 1.", [1]),
  dtype: choice(["float32", "float16", "uint8"], {
    title: "Element type",
    help: "What the model's input wants.",
    default: "float32",
  }),
  kernel: choice(["linear", "cubic", "lanczos3", "nearest"], {
    title: "Resizing",
    help: "How new pixels are computed; most models were trained with linear.",
    labels: { linear: "Linear", cubic: "Cubic", lanczos3: "Lanczos", nearest: "Nearest pixel" },
    default: "linear",
  }),
  anchor: choice(["centre", "start"], {
    title: "Place",
    help: "Where a picture stands between borders, and which part of it is kept when it is cut off.",
    labels: { centre: "In the middle", start: "At the top left" },
    default: "centre",
    visibleWhen: { param: "fit", oneOf: ["letterbox", "cover"] },
  }),
  background: colour({
    title: "Background",
    help: "Colour around the picture and behind transparent ones, as #rrggbb.",
    default: "#000000",
  }),
  output: text({ title: "New column", help: "Name of the tensor column.", default: "tensor", minLength: 1 }),
});

export type TensorParams = z.output<typeof Params>;
