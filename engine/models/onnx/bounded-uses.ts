// Uses of operators that could make an output of any size, where constants in the file say that they do not.

import { readOperations, type Operation } from "./operations.ts";

/** Five doublings each way: what a net needs that looks at a picture in cells of 32 pixels and answers for every pixel. */
const MOST_GROWTH = 4 ** 5;
/** Elements of a tensor whose shape is written in the file: less than a picture has. */
const MOST_ELEMENTS = 2 ** 20;
/** The one way to resize in which a part of the input is enlarged whose size an input says. */
const CROPS = "tf_crop_and_resize";

/** Operators for which there is something to find out. */
export const MAY_BE_BOUNDED: readonly string[] = ["Resize", "Upsample", "ConstantOfShape"];

/** How often each operator is used with a bound. A tensor may be resized several times: what counts is the product along the way. */
export function boundedUses(bytes: Uint8Array): ReadonlyMap<string, number> {
  const { operations, constants } = readOperations(bytes);
  const uses = new Map<string, number>();
  /** How many times as large as an input, as far as operators here have made it so. */
  const growth = new Map<string, number>();
  for (const operation of operations) {
    const { op, inputs, outputs } = operation;
    // A graph is in the order of its computation: what goes in has been seen.
    const before = inputs.reduce((most, name) => Math.max(most, growth.get(name) ?? 1), 1);
    const factor = factorOf(operation, constants);
    const bounded = factor !== null && before * factor <= MOST_GROWTH;
    if (bounded) uses.set(op, (uses.get(op) ?? 0) + 1);
    const after = bounded ? before * factor : before;
    if (after > 1) for (const name of outputs) growth.set(name, after);
  }
  return uses;
}

/** How many times as large as its input the output is at the most; null for what is not known to have a bound. */
function factorOf(
  { op, inputs, words }: Operation,
  constants: ReadonlyMap<string, readonly number[]>,
): number | null {
  switch (op) {
    case "Resize":
    case "Upsample": {
      // With a fourth input, sizes are given and not scales.
      const scales = inputs.length < 2 || inputs.length > 3 ? null : constants.get(inputs[inputs.length - 1]);
      if (!scales || words.includes(CROPS)) return null;
      return scales.reduce((product, scale) => product * Math.max(1, scale), 1);
    }
    case "ConstantOfShape": {
      const elements = constants.get(inputs[0])?.reduce((product, size) => product * Math.max(0, size), 1);
      return elements !== undefined && elements <= MOST_ELEMENTS ? 1 : null;
    }
    default:
      return null;
  }
}
