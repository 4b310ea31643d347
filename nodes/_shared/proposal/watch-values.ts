// Values of a tensor of which nobody knew before the run how it was made, against what the model file says of its input.

import type { Schema } from "../../../engine/frames/types.ts";
import { findField } from "../../../engine/frames/frame.ts";
import type { ModelFacts, Tensor } from "../../../engine/sdk/services.ts";
import { fromHalf } from "../float16.ts";
import type { MappedInput } from "../model-mapping.ts";
import { valueWords } from "./proposal-words.ts";
import { proposeInput } from "./propose-input.ts";
import { isSure } from "./said.ts";
import { rangeWords } from "./tensor-smells.ts";
import { rangeOfValues } from "./values-of.ts";

export interface WatchedInput {
  readonly input: string;
  /** What is said where the values cannot be those that the model takes; null where they can. */
  judge(tensor: Tensor): string | null;
}

/** Elements that are looked at: a picture or two. */
const MOST_ELEMENTS = 500_000;

/** The inputs whose values the file says something of, and the plan nothing. */
export function watchedInputs(
  model: ModelFacts,
  inputs: readonly MappedInput[],
  schema: Schema,
): readonly WatchedInput[] {
  return inputs.flatMap(({ spec, columns }) => {
    const field = columns.length === 1 ? findField(schema, columns[0]) : undefined;
    if (field?.type.type !== "tensor" || field.pixels) return [];
    const values = proposeInput(model, spec)?.values;
    if (!values || !isSure(values) || spec.dtype === "uint8") return [];
    const wanted = rangeOfValues(values.value);
    const judge = (tensor: Tensor) => {
      const got = rangeOf(tensor);
      if (!got || !isImpossible(got, wanted)) return null;
      return `The tensor "${field.name}" holds ${rangeWords(got)}, and the model takes ${valueWords(values.value)}: ${values.because}.`;
    };
    return [{ input: spec.name, judge }];
  });
}

/** Pictures need not use all of a range: only what lies far outside, or all in a corner of it, is of another scale. */
function isImpossible(
  [low, high]: readonly [number, number],
  [wantedLow, wantedHigh]: readonly [number, number],
): boolean {
  const width = wantedHigh - wantedLow;
  if (low < wantedLow - width / 4 || high > wantedHigh + width / 4) return true;
  // 0 to 1 where 0 to 255 is meant: a picture that dark is as good as black.
  return width > 100 && high <= 3 && high > low;
}

function rangeOf(tensor: Tensor): readonly [number, number] | null {
  if (tensor.dtype === "string") return null;
  const { data, dtype } = tensor;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < Math.min(data.length, MOST_ELEMENTS); i++) {
    const value = dtype === "float16" ? fromHalf(Number(data[i])) : Number(data[i]);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null;
}
