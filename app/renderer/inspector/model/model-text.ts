// A model in short texts: tensors, open dimensions, the licence its metadata names.

import type { ModelCardData, TensorInfo } from "./model-data.ts";

export function shapeText({ dtype, shape, anyRank }: TensorInfo): string {
  return `${dtype}[${anyRank ? "…" : shape.join(",")}]`;
}

export function tensorText(info: TensorInfo): string {
  return `${info.name} ${shapeText(info)}`;
}

/** Names of sizes that are not known before a run, in the order in which they are met. */
export function openDims(model: NonNullable<ModelCardData["model"]>): readonly string[] {
  const names = [...model.inputs, ...model.outputs].flatMap(({ shape }) =>
    shape.filter((dim) => typeof dim === "string"),
  );
  return [...new Set(names)];
}

/** Whatever key a tool chose for it. */
export function licenceOf(metadata: Readonly<Record<string, string>>): string | null {
  const key = Object.keys(metadata).find((each) => /(^|[._-])licen[cs]e($|[._-])/i.test(each));
  return key === undefined ? null : metadata[key];
}
