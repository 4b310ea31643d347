// Which layout the outputs of a segmentation model have: told from their shapes and types, and from how many classes have names.

import type { ModelFacts, TensorSpec } from "../../../engine/sdk/services.ts";
import {
  boxesAreColumns,
  isEndToEnd,
  yoloHead,
  type YoloName,
} from "../../_shared/vision/boxes/yolo-rows.ts";
import { pictureShape } from "../../_shared/model-fixes.ts";
import { pictureSpec } from "../../_shared/vision/picture-input.ts";
import { classesHint, maskHint, YOLO_HINT, type HintFacts } from "./hints.ts";
import type { FoundLayout, LayoutName } from "./layout.ts";
import type { Axes } from "./planes.ts";

/** null where the outputs look like no segmentation that is known. `wanted` asks for one layout and no other. */
export function recognise(
  model: ModelFacts,
  labels: number | null,
  wanted: LayoutName | null,
): FoundLayout | null {
  const attempts = [() => instances(model, labels, wanted), () => planes(model, labels, wanted)];
  for (const attempt of attempts) {
    const found = attempt();
    if (found && (wanted === null || found.name === wanted)) return found;
  }
  return null;
}

/** v10 and later give at most 300 boxes, those that stay. */
const MOST_FINAL_BOXES = 1000;

/** Boxes in one output, prototypes of their masks in another. */
function instances(model: ModelFacts, labels: number | null, wanted: LayoutName | null): FoundLayout | null {
  const { outputs, metadata } = model;
  const flat = outputs.filter(({ shape }) => shape.length === 3);
  const boxes = flat.length === 1 ? flat[0] : flat.find(({ name }) => /^output0?$/u.test(name));
  const masks = outputs.find(({ shape }) => shape.length === 4);
  if (!boxes || !masks) return null;
  const planar = masks.shape[1] < masks.shape[2] || typeof masks.shape[2] === "string";
  const coefficients = masks.shape[planar ? 1 : 3];
  if (typeof coefficients !== "number") return null;
  const [a, b] = boxes.shape.slice(1);
  const columns = boxesAreColumns(metadata, a, b, wanted === "yolo-v8");
  const [count, width] = columns ? [b, a] : [a, b];
  if (typeof width !== "number" || width < coefficients + 5) return null;
  const final = typeof count === "number" && count <= MOST_FINAL_BOXES && width === 6 + coefficients;
  const guess = columns ? "yolo-v8" : isEndToEnd(metadata) || final ? "yolo-end-to-end" : "yolo-v5";
  const name: YoloName = wanted && isYolo(wanted) ? wanted : guess;
  const tensor = { output: boxes.name, width: width - coefficients, columns, coefficients, metadata, labels };
  const rows = yoloHead(name, tensor);
  if (!rows) return null;
  const axes = planar ? "nchw" : "nhwc";
  const head = {
    kind: "instances",
    rows: rows.head,
    prototypes: masks.name,
    axes,
    overlaps: rows.overlaps,
  } as const;
  const because = `boxes in ${boxes.name}, ${coefficients} prototypes of masks in ${masks.name}`;
  return { name, head, classes: rows.classes, hint: YOLO_HINT, because };
}

function isYolo(name: LayoutName): name is YoloName {
  return name.startsWith("yolo");
}

/** The first output that is a plane, or planes, of height and width: side outputs of the training stand behind it. */
function planes(model: ModelFacts, labels: number | null, wanted: LayoutName | null): FoundLayout | null {
  const facts = hintFacts(model);
  for (const output of model.outputs) {
    const found = planesIn(output, labels, wanted, facts);
    if (found) return found;
  }
  return null;
}

function planesIn(
  output: TensorSpec,
  labels: number | null,
  wanted: LayoutName | null,
  facts: HintFacts,
): FoundLayout | null {
  const axes = axesOf(output, labels);
  if (axes === null || !isOfShape(output, axes, facts)) return null;
  const channels = axes.includes("c") ? output.shape[axes.indexOf("c")] : 1;
  const said = `${output.name} is ${axes.toUpperCase()}`;
  const { name } = output;
  const known = typeof channels === "number" ? channels : null;
  if (channels === 1 && (/int/u.test(output.dtype) || wanted === "class-numbers")) {
    const head = { kind: "class-numbers", output: name, axes } as const;
    const isMask = output.dtype === "uint8" && (labels === null || wanted === "mask");
    if (!isMask && wanted !== "mask")
      return {
        name: "class-numbers",
        head,
        classes: null,
        hint: classesHint(facts),
        because: `${said} of whole numbers`,
      };
  }
  if (channels === 1 || wanted === "mask") {
    const head = { kind: "mask", output: name, axes, channel: 0 } as const;
    return { name: "mask", head, classes: null, hint: maskHint(facts), because: `${said} with one channel` };
  }
  const head = { kind: "classes", output: name, axes } as const;
  const because = `${said} with ${known === null ? "a channel for each class" : `${known} channels`}`;
  return { name: "classes", head, classes: known, hint: classesHint(facts), because };
}

/** Channels of more than this are no classes but what a network computes with, unless so many have names. */
const MOST_GUESSED = 256;

/** null for a shape that cannot be height and width with or without channels. */
function axesOf({ shape, dtype }: TensorSpec, labels: number | null): Axes | null {
  if (dtype === "string") return null;
  // Open sides of a plane alone say nothing: [N, classes] looks the same.
  if (shape.length === 2)
    return shape.every((side) => typeof side === "number" && isLong(side)) ? "hw" : null;
  if (shape.length === 3)
    return isLong(shape[1]) && isLong(shape[2]) && typeof shape[1] === typeof shape[2] ? "nhw" : null;
  if (shape.length !== 4) return null;
  const [, a, b, c] = shape;
  if (labels !== null && a !== b && a === labels) return "nchw";
  if (labels !== null && c !== b && c === labels) return "nhwc";
  const few = (dim: typeof a) => typeof dim === "number" && dim <= MOST_GUESSED;
  if (few(a) && isLong(b) && isLong(c) && (typeof b === "string" || Number(a) <= b)) return "nchw";
  if (few(c) && isLong(a) && isLong(b)) return "nhwc";
  return null;
}

/** Sides are open, or of a few places at least. */
function isLong(dim: string | number): boolean {
  return typeof dim === "string" || dim >= 4;
}

/** Rounded to the strides of a network, sides may differ by so much. */
const SHAPE_TOLERANCE = 0.1;

/** Masks have the shape of the input, whatever their size: lists of boxes have not. */
function isOfShape({ shape }: TensorSpec, axes: Axes, { size }: HintFacts): boolean {
  const sides = [shape[axes.indexOf("h")], shape[axes.indexOf("w")], size?.[0], size?.[1]];
  if (!sides.every((side) => typeof side === "number")) return true;
  const [height, width, inputHeight, inputWidth] = sides;
  return Math.abs((height * inputWidth) / (width * inputHeight) - 1) <= SHAPE_TOLERANCE;
}

function hintFacts(model: ModelFacts): HintFacts {
  const spec = pictureSpec(model);
  const shape = spec && pictureShape(spec);
  const maskOutputs = model.outputs.filter(({ shape: dims }) => dims.length === 4 && dims[1] === 1).length;
  return { size: shape && [shape.height, shape.width], planar: shape?.planar ?? true, maskOutputs };
}
