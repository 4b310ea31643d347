// Params of segment-image.

import * as z from "zod/mini";
import { choice, json, number, optionalNumber, paramsOf, text } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { labelParams, pictureInputParams, pictureModelParams } from "../../_shared/vision/picture-params.ts";
import { CUSTOM_EXAMPLE, customLayout, type CustomLayout } from "./custom.ts";
import { MOST_INSTANCES } from "./instances.ts";
import { LAYOUT_NAMES } from "./layout.ts";
import { MASK_VALUES } from "./soft-mask.ts";

const column = (title: string, help: string, fallback: string) =>
  text({ title, help, default: fallback, minLength: 1 });

const OF_YOLO = { param: "layout", oneOf: ["auto", "yolo-v5", "yolo-v8", "yolo-end-to-end"] };
const OF_MASKS = { param: "layout", oneOf: ["auto", "mask", "custom"] };

export const segmentParams = paramsOf({
  ...pictureModelParams,
  layout: choice(["auto", ...LAYOUT_NAMES, "custom"], {
    title: "Outputs",
    help: "How the model says which pixels are what. Automatic: told from the file.",
    labels: {
      auto: "Automatic",
      mask: "A mask (background removal, matting)",
      classes: "A score for each class of each pixel",
      "class-numbers": "The number of each pixel's class",
      "yolo-v5": "YOLO v5-seg, v7-seg",
      "yolo-v8": "YOLO v8-seg, 11-seg, 12-seg",
      "yolo-end-to-end": "YOLO 26-seg and others without overlaps",
      custom: "Mapped by hand",
    },
    default: "auto",
  }),
  mapping: json<CustomLayout | null>(() => z.nullable(customLayout()) as z.ZodMiniType<CustomLayout | null>, {
    title: "Mapping",
    help: "Which output it is, in which order its dimensions stand, and what its numbers are.",
    default: null,
    example: CUSTOM_EXAMPLE,
    visibleWhen: { param: "layout", oneOf: ["custom"] },
  }),
  ...labelParams,
  maskClasses: json<string[]>(
    () => z.array(z.string()),
    {
      title: "Classes in the mask",
      help: "Labels of what the mask covers. Empty: all but the background.",
      default: [],
    },
    isListOf(isText),
  ),
  cut: optionalNumber({
    title: "Cut at",
    help: "A mask becomes all or nothing there, on a scale of 0 to 1. Empty keeps soft edges.",
    min: 0,
    max: 1,
    visibleWhen: OF_MASKS,
  }),
  maskValues: choice(["auto", ...MASK_VALUES], {
    title: "Values of the mask",
    help: "Automatic: numbers from 0 to 1 are taken as they are, others go through a sigmoid.",
    labels: {
      auto: "Automatic",
      unit: "0 to 1",
      logits: "Logits (sigmoid)",
      bytes: "0 to 255",
      range: "From its least to its greatest (as rembg does)",
    },
    default: "auto",
    visibleWhen: OF_MASKS,
  }),
  score: number({
    title: "Least score",
    help: "Things of which the model is less sure are left out, 0 to 1.",
    min: 0,
    max: 1,
    default: 0.5,
    setting: true,
    visibleWhen: OF_YOLO,
  }),
  overlap: number({
    title: "Most overlap",
    help: "Of two boxes that overlap by more (intersection over union), the better one stays. 1 keeps all.",
    min: 0,
    max: 1,
    default: 0.45,
    setting: true,
    visibleWhen: OF_YOLO,
  }),
  most: number({
    title: "Most things",
    help: "Things in one picture at the most, the best ones.",
    min: 1,
    max: MOST_INSTANCES,
    integer: true,
    default: 100,
    visibleWhen: OF_YOLO,
  }),
  mask: column("Mask column", "White where the thing is, black elsewhere; as large as the picture.", "mask"),
  share: column("Share column", "How much of the picture the mask covers, 0 to 1.", "share"),
  map: column(
    "Map column",
    "A gray picture with the number of the class, or of the box from 1, as each pixel's value; where the model tells them apart.",
    "map",
  ),
  label: column("Label column", "The largest of the classes in the mask.", "label"),
  classes: column(
    "Classes column",
    "All classes that are there with their shares of the picture.",
    "classes",
  ),
  boxes: column("Boxes column", "Things one by one, with their outlines and areas in pixels.", "boxes"),
  ...pictureInputParams,
});

export type SegmentParams = ReturnType<(typeof segmentParams)["parse"]>;
