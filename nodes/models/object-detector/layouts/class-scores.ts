// Heads of two tensors: boxes, and the scores of all classes for each (DETR, RT-DETR, YOLO-NAS, UltraFace).

import { greatest, numbersOf, sigmoid, type Numbers } from "../../../_shared/vision/tensor-numbers.ts";
import type { Tensor } from "../../../../engine/sdk/services.ts";
import {
  candidate,
  type BoxForm,
  type Candidate,
  type DecodeArgs,
} from "../../../_shared/vision/boxes/candidate.ts";

export interface ClassScoresLayout {
  readonly kind: "class-scores";
  readonly boxes: string;
  readonly scores: string;
  readonly form: BoxForm;
  readonly unit: boolean;
  readonly activation: "none" | "sigmoid" | "softmax";
  /** The class that means "nothing": the first (SSD), the last (DETR), or none. */
  readonly nothing: "first" | "last" | null;
}

export function decodeClassScores(
  layout: ClassScoresLayout,
  tensors: Readonly<Record<string, Tensor>>,
  args: DecodeArgs,
): Candidate[] {
  const boxes = numbersOf(tensors[layout.boxes]);
  const scores = numbersOf(tensors[layout.scores]);
  const width = tensors[layout.scores].dims.at(-1) ?? 1;
  const first = layout.nothing === "first" ? 1 : 0;
  const classes = width - (layout.nothing === null ? 0 : 1);
  const [scaleX, scaleY] = layout.unit ? [args.width, args.height] : [1, 1];
  const sides = layout.form === "yxyx" ? [scaleY, scaleX] : [scaleX, scaleY];
  const found: Candidate[] = [];
  for (let i = 0; i < scores.length / width; i++) {
    const from = i * width;
    const classId = greatest(scores, from + first, classes);
    const score = activated(layout, scores, from, width, scores[from + first + classId]);
    if (!(score >= args.minScore)) continue;
    const [a, b, c, d] = [0, 1, 2, 3].map((k) => boxes[4 * i + k] * sides[k % 2]);
    found.push(candidate(layout.form, [a, b, c, d], score, classId));
  }
  return found;
}

function activated(
  { activation }: ClassScoresLayout,
  scores: Numbers,
  from: number,
  width: number,
  raw: number,
) {
  if (activation === "none") return raw;
  if (activation === "sigmoid") return sigmoid(raw);
  const top = scores[from + greatest(scores, from, width)];
  let sum = 0;
  for (let i = 0; i < width; i++) sum += Math.exp(scores[from + i] - top);
  return Math.exp(raw - top) / sum;
}
