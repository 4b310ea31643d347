// Which dimension of a model's inputs is the batch, and whether its size is free.

import type { TensorSpec } from "../sdk/services.ts";

/** `batched[i]`: whether input i has one entry a row; the others go whole into every run. */
export type BatchShape =
  | { readonly kind: "free"; readonly batched: readonly boolean[] }
  | { readonly kind: "fixed"; readonly size: number; readonly batched: readonly boolean[] }
  /** Nothing goes in by rows (no inputs, or scalars only). */
  | { readonly kind: "none"; readonly batched: readonly boolean[] };

/**
 * The first dimension is the batch. Where one input leaves it open, the inputs that fix theirs are no rows (a state, a
 * rate); where all fix it, the first input's size is the batch.
 */
export function batchShape(inputs: readonly TensorSpec[]): BatchShape {
  const open = inputs.map(({ shape, anyRank }) => anyRank === true || typeof shape[0] === "string");
  if (open.includes(true)) return { kind: "free", batched: open };
  const size = inputs.map(({ shape }) => shape[0]).find((dim) => typeof dim === "number");
  if (size === undefined || size === 0) return { kind: "none", batched: inputs.map(() => false) };
  return { kind: "fixed", size, batched: inputs.map(({ shape }) => shape[0] === size) };
}
