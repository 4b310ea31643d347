// A model in short texts: tensors, the licence its metadata names.

import { words } from "../../strings/inspector.ts";
import { middle } from "../../ui/format.ts";
import type { TensorInfo } from "./model-data.ts";

export function shapeText({ dtype, shape, anyRank }: TensorInfo): string {
  return `${dtype}[${anyRank ? "…" : shape.join(",")}]`;
}

export function tensorText(info: TensorInfo): string {
  return `${info.name} ${shapeText(info)}`;
}

/** Names of open dimensions that exporters make up (`p2o.DynamicDimension.0`, `unk__1271`) say nothing; short ones may be meant. */
const MOST_LETTERS = 12;
/** Of a tensor: the layer that it comes from is often part of it, and its end tells it from others. */
const MOST_NAME_LETTERS = 24;
/** Detectors may give a dozen. */
const MOST_TENSORS = 3;

/** For one line under a field: what is long is cut, and the whole stands in the title. */
export function shortTensorText({ name, dtype, shape, anyRank }: TensorInfo): string {
  const dims = shape.map((dim) => (typeof dim === "string" && dim.length > MOST_LETTERS ? "?" : dim));
  return `${middle(name, MOST_NAME_LETTERS)} ${shapeText({ name, dtype, shape: dims, anyRank })}`;
}

interface Sides {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
}

/** `x float32[1,4] → y float32[1,2]`; of many short ones the first. */
export function sidesText({ inputs, outputs }: Sides, write: (info: TensorInfo) => string): string {
  const isWhole = write === tensorText;
  return [inputs, outputs]
    .map((tensors) => {
      const shown = isWhole ? tensors : tensors.slice(0, MOST_TENSORS);
      const more = tensors.length - shown.length;
      return [...shown.map(write), ...(more > 0 ? [words.moreTensors(more)] : [])].join(", ");
    })
    .join(" → ");
}

/** Whatever key a tool chose for it. */
export function licenceOf(metadata: Readonly<Record<string, string>>): string | null {
  const key = Object.keys(metadata).find((each) => /(^|[._-])licen[cs]e($|[._-])/i.test(each));
  return key === undefined ? null : metadata[key];
}
