// YOLOX as it is exported: a row for each cell of the grids, whose box is still told from its cell.

import { greatest, numbersOf } from "../../../_shared/vision/tensor-numbers.ts";
import type { Tensor } from "../../../../engine/sdk/services.ts";
import {
  candidate,
  gridCells,
  type Candidate,
  type DecodeArgs,
} from "../../../_shared/vision/boxes/candidate.ts";

export interface YoloxLayout {
  readonly kind: "yolox";
  readonly output: string;
  readonly strides: readonly number[];
  readonly classes: number;
}

export function decodeYolox(
  { strides, classes }: YoloxLayout,
  tensor: Tensor,
  args: DecodeArgs,
): Candidate[] {
  const numbers = numbersOf(tensor);
  const width = 5 + classes;
  const found: Candidate[] = [];
  gridCells(args, strides).forEach(({ column, row, stride }, i) => {
    const at = i * width;
    const classId = greatest(numbers, at + 5, classes);
    const score = numbers[at + 4] * numbers[at + 5 + classId];
    if (!(score >= args.minScore)) return;
    const box = [
      (numbers[at] + column) * stride,
      (numbers[at + 1] + row) * stride,
      Math.exp(numbers[at + 2]) * stride,
      Math.exp(numbers[at + 3]) * stride,
    ] as const;
    found.push(candidate("cxcywh", box, score, classId));
  });
  return found;
}
