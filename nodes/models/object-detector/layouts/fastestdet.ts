// FastestDet: one grid of numbers by cell, [5 + classes, rows, columns].

import { greatest, numbersOf, sigmoid } from "../../../_shared/vision/tensor-numbers.ts";
import type { Tensor } from "../../../../engine/sdk/services.ts";
import { candidate, type Candidate, type DecodeArgs } from "../../../_shared/vision/boxes/candidate.ts";

export interface FastestdetLayout {
  readonly kind: "fastestdet";
  readonly output: string;
  readonly classes: number;
}

export function decodeFastestdet(
  { classes }: FastestdetLayout,
  tensor: Tensor,
  args: DecodeArgs,
): Candidate[] {
  const numbers = numbersOf(tensor);
  const [rows, columns] = tensor.dims.slice(-2);
  const cells = rows * columns;
  const found: Candidate[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const classId = greatest(numbers, cell + 5 * cells, classes, cells);
    // The exponents are those of the model's own evaluation.
    const score = numbers[cell] ** 0.6 * numbers[cell + (5 + classId) * cells] ** 0.4;
    if (!(score >= args.minScore)) continue;
    const [dx, dy, w, h] = [1, 2, 3, 4].map((i) => numbers[cell + i * cells]);
    const box = [
      (((cell % columns) + Math.tanh(dx)) / columns) * args.width,
      ((Math.floor(cell / columns) + Math.tanh(dy)) / rows) * args.height,
      sigmoid(w) * args.width,
      sigmoid(h) * args.height,
    ] as const;
    found.push(candidate("cxcywh", box, score, classId));
  }
  return found;
}
