// What one input of a model takes: the shape of a row and the types of columns that can feed it.

import { isNumberType, type Dim, type Field } from "../../engine/frames/types.ts";
import type { TensorSpec } from "../../engine/sdk/services.ts";

/** The shape of one row of an input; null for an input without a batch dimension. */
export function rowShape(spec: TensorSpec): readonly Dim[] | null {
  if (spec.anyRank) return [];
  return spec.shape.length === 0 ? null : spec.shape.slice(1);
}

/** Whether values of a column can become elements of the input. */
export function accepts(spec: TensorSpec, { type }: Field): boolean {
  if (type.type === "tensor") return (type.dtype === "string") === (spec.dtype === "string");
  if (spec.dtype === "string") return type.type === "text";
  return isNumberType(type.type) || type.type === "bool";
}

/** A model's input or output in a few words: `float32[N,16]`. */
export function formatSpec({ dtype, shape, anyRank }: TensorSpec): string {
  return anyRank ? `${dtype}[any shape]` : `${dtype}[${shape.join(",")}]`;
}
