// A model in short texts: tensors, the licence its metadata names.

import type { TensorInfo } from "./model-data.ts";

export function shapeText({ dtype, shape, anyRank }: TensorInfo): string {
  return `${dtype}[${anyRank ? "…" : shape.join(",")}]`;
}

export function tensorText(info: TensorInfo): string {
  return `${info.name} ${shapeText(info)}`;
}

/** Whatever key a tool chose for it. */
export function licenceOf(metadata: Readonly<Record<string, string>>): string | null {
  const key = Object.keys(metadata).find((each) => /(^|[._-])licen[cs]e($|[._-])/i.test(each));
  return key === undefined ? null : metadata[key];
}
