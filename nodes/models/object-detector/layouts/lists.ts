// Heads of several lists side by side: boxes with the number of their class and a score (TensorFlow's SSD, torchvision).

import { numbersOf } from "../../../_shared/vision/tensor-numbers.ts";
import type { Tensor } from "../../../../engine/sdk/services.ts";
import {
  candidate,
  type BoxForm,
  type Candidate,
  type DecodeArgs,
} from "../../../_shared/vision/boxes/candidate.ts";

export interface ListLayout {
  readonly kind: "lists";
  readonly boxes: string;
  /** null where the score stands behind the box, as its fifth number. */
  readonly scores: string | null;
  /** null where there is one class. */
  readonly classes: string | null;
  /** How many of the boxes count; null = all. */
  readonly count: string | null;
  readonly form: BoxForm;
  /** Boxes from 0 to 1 of the input's sides, or in its pixels. */
  readonly unit: boolean;
  /** The number that the first class has: 1 where 0 means "nothing". */
  readonly firstClass: number;
}

export function decodeLists(
  layout: ListLayout,
  tensors: Readonly<Record<string, Tensor>>,
  args: DecodeArgs,
): Candidate[] {
  const boxes = numbersOf(tensors[layout.boxes]);
  const width = layout.scores === null ? 5 : 4;
  const own = layout.scores === null ? null : numbersOf(tensors[layout.scores]);
  const classes = layout.classes === null ? null : numbersOf(tensors[layout.classes]);
  const all = Math.floor(boxes.length / width);
  const count = layout.count === null ? all : Math.min(all, Math.round(numbersOf(tensors[layout.count])[0]));
  const [scaleX, scaleY] = layout.unit ? [args.width, args.height] : [1, 1];
  const [first, second] = layout.form === "yxyx" ? [scaleY, scaleX] : [scaleX, scaleY];
  const found: Candidate[] = [];
  for (let i = 0; i < count; i++) {
    const classId = classes === null ? 0 : Math.round(classes[i]) - layout.firstClass;
    const at = width * i;
    const score = own ? own[i] : boxes[at + 4];
    if (!(score >= args.minScore) || classId < 0) continue;
    const box = [
      boxes[at] * first,
      boxes[at + 1] * second,
      boxes[at + 2] * first,
      boxes[at + 3] * second,
    ] as const;
    found.push(candidate(layout.form, box, score, classId));
  }
  return found;
}
