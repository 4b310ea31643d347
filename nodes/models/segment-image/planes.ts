// A model's output as planes of height and width, in whatever order its dimensions stand.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import { numbersOf, type Numbers } from "../../_shared/vision/tensor-numbers.ts";

/** A letter for each dimension: n (batch, of which the first is taken), c (channels), h, w. */
export type Axes = string;

/** The number of channel `c` at `x`, `y` stands at `c * perChannel + y * perRow + x * perColumn`. */
export interface Planes {
  readonly numbers: Numbers;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly perChannel: number;
  readonly perRow: number;
  readonly perColumn: number;
}

export function planesOf(tensor: Tensor, axes: Axes): Planes {
  const { dims } = tensor;
  if (dims.length !== axes.length)
    throw new MillraceError("MODEL_OUTPUT_SHAPE", {
      message: `The model answered [${dims.join(",")}], which is not ${axes.toUpperCase()}.`,
      expected: `${axes.length} dimensions`,
      got: `[${dims.join(",")}]`,
      hint: "Say by Outputs and Mapping how its output is to be read.",
      fatal: true,
    });
  const step = (letter: string) => {
    const at = axes.indexOf(letter);
    return at < 0 ? 0 : dims.slice(at + 1).reduce((product, size) => product * size, 1);
  };
  const size = (letter: string) => {
    const at = axes.indexOf(letter);
    return at < 0 ? 1 : dims[at];
  };
  return {
    numbers: numbersOf(tensor),
    width: size("w"),
    height: size("h"),
    channels: size("c"),
    perChannel: step("c"),
    perRow: step("h"),
    perColumn: step("w"),
  };
}
