// NanoDet: a row for each cell with class scores, then for each side of the box a distribution over distances.

import { greatest, numbersOf, type Numbers } from "../../../_shared/vision/tensor-numbers.ts";
import type { Tensor } from "../../../../engine/sdk/services.ts";
import {
  candidate,
  gridCells,
  type Candidate,
  type DecodeArgs,
} from "../../../_shared/vision/boxes/candidate.ts";

export interface NanodetLayout {
  readonly kind: "nanodet";
  readonly output: string;
  readonly strides: readonly number[];
  readonly classes: number;
  /** Distances of 0 to `bins - 1` strides. */
  readonly bins: number;
  /** NanoDet-Plus measures from the cell's corner, its forerunner from the middle. */
  readonly middle: boolean;
}

export function decodeNanodet(layout: NanodetLayout, tensor: Tensor, args: DecodeArgs): Candidate[] {
  const { strides, classes, bins, middle } = layout;
  const numbers = numbersOf(tensor);
  const width = classes + 4 * bins;
  const found: Candidate[] = [];
  gridCells(args, strides).forEach(({ column, row, stride }, i) => {
    const at = i * width;
    const classId = greatest(numbers, at, classes);
    const score = numbers[at + classId];
    if (!(score >= args.minScore)) return;
    const shift = middle ? 0.5 : 0;
    const [x, y] = [(column + shift) * stride, (row + shift) * stride];
    const [left, top, right, bottom] = [0, 1, 2, 3].map(
      (side) => expected(numbers, at + classes + side * bins, bins) * stride,
    );
    const inside = (value: number, most: number) => Math.min(Math.max(value, 0), most);
    const box = [
      inside(x - left, args.width),
      inside(y - top, args.height),
      inside(x + right, args.width),
      inside(y + bottom, args.height),
    ] as const;
    found.push(candidate("xyxy", box, score, classId));
  });
  return found;
}

/** The mean of 0, 1, 2 … under the softmax of the numbers. */
function expected(numbers: Numbers, from: number, count: number): number {
  const greatestOf = numbers[from + greatest(numbers, from, count)];
  let sum = 0;
  let weighted = 0;
  for (let i = 0; i < count; i++) {
    const weight = Math.exp(numbers[from + i] - greatestOf);
    sum += weight;
    weighted += i * weight;
  }
  return weighted / sum;
}
