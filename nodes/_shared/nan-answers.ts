// Has a model answered no numbers? NaN compares with nothing: taken further, it would become an answer that looks like one.

import { MillraceError } from "../../engine/sdk/errors.ts";
import type { RowError } from "../../engine/sdk/node-definition.ts";
import type { Tensor } from "../../engine/sdk/services.ts";

const CODE = "MODEL_ANSWER_NAN";
const HINT =
  "Check what the model is given (Values, order of colours, a damaged input), and the model: half precision overflows easily.";

const said = (output: string, got = "NaN, not a number,") =>
  `The model answered ${got} in its output "${output}".`;

/** Throws for the answer to one row. */
export function refuseNaN(tensors: Readonly<Record<string, Tensor>>): void {
  for (const [output, tensor] of Object.entries(tensors))
    if (hasNaN(tensor)) throw new MillraceError(CODE, { message: said(output), got: "NaN", hint: HINT });
}

/** Throws for scores of classes of which one is endless: shares of a sum that is endless are no numbers. */
export function refuseInfinity(output: string, scores: ArrayLike<number>): void {
  for (let i = 0; i < scores.length; i++)
    if (scores[i] === Infinity)
      throw new MillraceError(CODE, { message: said(output, "Infinity"), got: "Infinity", hint: HINT });
}

/** The error of a row whose answer holds NaN. */
export function nanError(output: string, column: string): RowError {
  return { code: CODE, cause: said(output), hint: HINT, column };
}

function hasNaN({ dtype, data }: Tensor): boolean {
  // Bits of half floats: all of the exponent, and some of the fraction.
  if (dtype === "float16") return (data as Uint16Array).some((bits) => (bits & 0x7fff) > 0x7c00);
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return false;
  if (allFinite(data)) return false;
  // Outputs hold millions of numbers; `some` would call a function for each.
  for (let i = 0; i < data.length; i++) if (Number.isNaN(data[i])) return true;
  return false;
}

/** Whether all numbers are, in half the time that asking each takes: times 0 they add up to 0, and only NaN and what is endless does not. */
function allFinite(data: Float32Array | Float64Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  const fours = data.length - (data.length % 4);
  // Four sums: each addition waits for the one before it.
  for (let i = 0; i < fours; i += 4) {
    a += data[i] * 0;
    b += data[i + 1] * 0;
    c += data[i + 2] * 0;
    d += data[i + 3] * 0;
  }
  for (let i = fours; i < data.length; i++) a += data[i] * 0;
  return a + b + c + d === 0;
}
