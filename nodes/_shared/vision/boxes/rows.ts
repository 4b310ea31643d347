// Heads of one tensor with a box a row (or a column): YOLO v5, v8, v10 and later, and layouts that are mapped by hand.

import { greatest, numbersOf, sigmoid, type Numbers } from "../tensor-numbers.ts";
import type { Tensor } from "../../../../engine/sdk/services.ts";
import { candidate, type BoxForm, type Candidate, type DecodeArgs } from "./candidate.ts";

/** Where in a row everything stands; numbers count from 0. */
export interface RowLayout {
  readonly kind: "rows";
  readonly output: string;
  /** A box is a column of the tensor: [numbers, boxes] instead of [boxes, numbers]. */
  readonly columns: boolean;
  readonly form: BoxForm;
  readonly box: readonly [number, number, number, number];
  /** Boxes from 0 to 1 of the input's sides, or in its pixels. */
  readonly unit: boolean;
  /** How sure it is that there is anything; null where the classes say it. */
  readonly score: number | null;
  /** Scores of the classes one behind the other, the number of the class, or one class only. */
  readonly classes: { readonly from: number; readonly count: number } | { readonly at: number } | null;
  /** Scores are logits. */
  readonly logits?: boolean;
  readonly keypoints: { readonly from: number; readonly count: number; readonly values: number } | null;
  /** Of masks that are made of prototypes. */
  readonly coefficients?: { readonly from: number; readonly count: number };
}

export function decodeRows(layout: RowLayout, tensor: Tensor, args: DecodeArgs): Candidate[] {
  const numbers = numbersOf(tensor);
  const [a, b] = tensor.dims.slice(-2);
  const [boxes, width] = layout.columns ? [b, a] : [a, b];
  // Where number `i` of box `n` stands: n * perBox + i * perNumber.
  const [perBox, perNumber] = layout.columns ? [1, boxes] : [width, 1];
  const [scaleX, scaleY] = layout.unit ? [args.width, args.height] : [1, 1];
  const activate = layout.logits ? sigmoid : (value: number) => value;
  const likely = layout.columns && layout.score === null ? likelyColumns(layout, numbers, boxes, args) : null;
  const found: Candidate[] = [];
  for (let n = 0; n < boxes; n++) {
    if (likely?.[n] === 0) continue;
    const start = n * perBox;
    const sure = layout.score === null ? 1 : activate(numbers[start + layout.score * perNumber]);
    if (!(sure >= args.minScore)) continue;
    const { classId, share } = bestClass(layout, numbers, start, perNumber, activate);
    const score = sure * share;
    if (!(score >= args.minScore)) continue;
    const at = (i: number) => numbers[start + i * perNumber];
    const [w, x, y, z] = layout.box.map(at);
    const sides = layout.form === "yxyx" ? [scaleY, scaleX] : [scaleX, scaleY];
    const box = [w * sides[0], x * sides[1], y * sides[0], z * sides[1]] as const;
    const keypoints = keypointsOf(layout, at, scaleX, scaleY);
    const made = candidate(layout.form, box, score, classId, keypoints);
    found.push(layout.coefficients ? { ...made, coefficients: numbersAt(layout.coefficients, at) } : made);
  }
  return found;
}

/** Logits this much below the one that makes the least score are looked at too: what rounding does to a sigmoid is far less. */
const LOGIT_MARGIN = 1e-3;

/**
 * One for each box of which a class may reach the least score; zero for the others, which are nearly all. Class by class: numbers of a column
 * lie far apart, those of a class side by side.
 */
function likelyColumns(
  { classes, logits }: RowLayout,
  numbers: Numbers,
  boxes: number,
  { minScore }: DecodeArgs,
): Uint8Array | null {
  if (classes === null || "at" in classes) return null;
  const least = logits ? Math.log(minScore / (1 - minScore)) - LOGIT_MARGIN : minScore;
  const likely = new Uint8Array(boxes);
  for (let c = 0, at = classes.from * boxes; c < classes.count; c++)
    for (let n = 0; n < boxes; n++, at++) if (numbers[at] >= least) likely[n] = 1;
  return likely;
}

function bestClass(
  { classes }: RowLayout,
  numbers: Numbers,
  start: number,
  perNumber: number,
  activate: (value: number) => number,
) {
  if (classes === null) return { classId: 0, share: 1 };
  if ("at" in classes) return { classId: Math.round(numbers[start + classes.at * perNumber]), share: 1 };
  const from = start + classes.from * perNumber;
  const classId = greatest(numbers, from, classes.count, perNumber);
  return { classId, share: activate(numbers[from + classId * perNumber]) };
}

function numbersAt({ from, count }: { from: number; count: number }, at: (i: number) => number): number[] {
  return Array.from({ length: count }, (_, i) => at(from + i));
}

function keypointsOf({ keypoints }: RowLayout, at: (i: number) => number, scaleX: number, scaleY: number) {
  if (!keypoints) return null;
  const { from, count, values } = keypoints;
  return Array.from({ length: count }, (_, i) => [
    at(from + i * values) * scaleX,
    at(from + i * values + 1) * scaleY,
  ]).flat();
}
