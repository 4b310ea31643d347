// How do texts of many lengths become a model's inputs? Texts of like length go together, so that little is filled up for nothing.

import type { Tensor, TensorSpec } from "../../../engine/sdk/services.ts";
import { formatSpec } from "../model-input.ts";

/** Which inputs of a model take what of the tokens. */
export interface TokenInputs {
  readonly ids: TensorSpec;
  readonly mask: TensorSpec | null;
  readonly types: TensorSpec | null;
  /** Tokens of a row where the file fixes them; null where it does not. */
  readonly width: number | null;
}

export interface TokenBatch {
  /** Which of the texts stand in it. */
  readonly texts: readonly number[];
  readonly width: number;
  readonly feeds: Readonly<Record<string, Tensor>>;
}

const MOST_ROWS = 64;
/** A row may be filled up by that share of its batch before a new batch is begun. */
const MOST_FILLING = 0.25;

const isTokens = ({ dtype, shape }: TensorSpec) =>
  (dtype === "int64" || dtype === "int32") && shape.length === 2;

/** The inputs that take tokens, or a sentence about what does not fit. */
export function tokenInputs(inputs: readonly TensorSpec[]): TokenInputs | string {
  const named = (pattern: RegExp) => inputs.find((spec) => isTokens(spec) && pattern.test(spec.name)) ?? null;
  const mask = named(/mask/i);
  const types = named(/type_ids|segment/i);
  const others = inputs.filter((spec) => spec !== mask && spec !== types);
  const [ids] = others;
  if (others.length !== 1 || !isTokens(ids))
    return `It takes ${inputs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", ") || "nothing"}.`;
  const width = typeof ids.shape[1] === "number" ? ids.shape[1] : null;
  return { ids, mask, types, width };
}

/** `tokens[i]` are those of text i; every text stands in exactly one batch. */
export function tokenBatches(
  tokens: readonly (readonly number[])[],
  inputs: TokenInputs,
  padId: number,
): TokenBatch[] {
  const order = tokens.map((_, i) => i).sort((a, b) => tokens[a].length - tokens[b].length || a - b);
  const groups: number[][] = [];
  let group: number[] = [];
  for (const text of order) {
    const shortest = group.length ? tokens[group[0]].length : 0;
    const { length } = tokens[text];
    const isFull = group.length === MOST_ROWS || shortest < length * (1 - MOST_FILLING);
    if (group.length > 0 && isFull) {
      groups.push(group);
      group = [];
    }
    group.push(text);
  }
  if (group.length > 0) groups.push(group);
  return groups.map((texts) => {
    const width = inputs.width ?? Math.max(1, ...texts.map((text) => tokens[text].length));
    return { texts, width, feeds: feedsOf(texts, width, tokens, inputs, padId) };
  });
}

function feedsOf(
  texts: readonly number[],
  width: number,
  tokens: readonly (readonly number[])[],
  { ids, mask, types }: TokenInputs,
  padId: number,
): Readonly<Record<string, Tensor>> {
  const filled = (spec: TensorSpec, of: (row: readonly number[], at: number) => number): Tensor => {
    const dims = [texts.length, width];
    const values = texts.flatMap((text) => Array.from({ length: width }, (_, at) => of(tokens[text], at)));
    return spec.dtype === "int64"
      ? { dtype: "int64", dims, data: BigInt64Array.from(values, BigInt) }
      : { dtype: "int32", dims, data: Int32Array.from(values) };
  };
  return {
    [ids.name]: filled(ids, (row, at) => (at < row.length ? row[at] : padId)),
    ...(mask && { [mask.name]: filled(mask, (row, at) => (at < row.length ? 1 : 0)) }),
    ...(types && { [types.name]: filled(types, () => 0) }),
  };
}
