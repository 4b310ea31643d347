// Which class of each row has the best score. The hot loop of top-class.

import type { Frame } from "../../../engine/frames/frame.ts";

export interface BestClasses {
  readonly classes: Int32Array;
  readonly scores: Float32Array;
}

/** Of `frame.length` rows. The first of equal scores wins; NaN never does. With softmax the score is the class's probability. */
export function bestClasses(
  data: Float32Array | Float64Array,
  width: number,
  frame: Frame,
  activation: "none" | "softmax",
): BestClasses {
  const { length } = frame;
  const classes = frame.space(Int32Array, length);
  const scores = frame.space(Float32Array, length);
  for (let row = 0, base = 0; row < length; row++, base += width) {
    let best = data[base];
    let at = 0;
    for (let i = 1; i < width; i++) {
      const value = data[base + i];
      if (value > best || best !== best) {
        best = value;
        at = i;
      }
    }
    classes[row] = at;
    scores[row] = best;
    if (activation === "softmax") scores[row] = share(data, base, width, best);
  }
  return { classes, scores };
}

/** The softmax of the best score: 1 / sum of e^(score - best), which cannot overflow. */
function share(data: Float32Array | Float64Array, base: number, width: number, best: number): number {
  // Infinite scores leave no ratio: several share the whole.
  if (best === Infinity) {
    let many = 0;
    for (let i = 0; i < width; i++) if (data[base + i] === Infinity) many++;
    return 1 / many;
  }
  if (best === -Infinity) return 1 / width;
  let sum = 0;
  for (let i = 0; i < width; i++) sum += Math.exp(data[base + i] - best);
  return 1 / sum;
}
