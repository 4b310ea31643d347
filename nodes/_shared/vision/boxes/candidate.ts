// A box as a model's output says it, in pixels of the model's input, before overlaps are thinned out.

import type { Scored } from "../nms.ts";

export interface Candidate extends Scored {
  /** x, y, x, y … in pixels of the input; null where the model knows none. */
  readonly keypoints: readonly number[] | null;
  /** What each prototype counts in the mask of the box; absent where the model gives no masks. */
  readonly coefficients?: readonly number[];
}

/** How four numbers say a box. `c` is the middle. */
export type BoxForm = "cxcywh" | "xyxy" | "xywh" | "yxyx";

export function candidate(
  form: BoxForm,
  [a, b, c, d]: readonly [number, number, number, number],
  score: number,
  classId: number,
  keypoints: readonly number[] | null = null,
): Candidate {
  switch (form) {
    case "cxcywh":
      return { x1: a - c / 2, y1: b - d / 2, x2: a + c / 2, y2: b + d / 2, score, classId, keypoints };
    case "xyxy":
      return { x1: a, y1: b, x2: c, y2: d, score, classId, keypoints };
    case "xywh":
      return { x1: a, y1: b, x2: a + c, y2: b + d, score, classId, keypoints };
    case "yxyx":
      return { x1: b, y1: a, x2: d, y2: c, score, classId, keypoints };
  }
}

/** What a decoder needs to know besides the tensors. */
export interface DecodeArgs {
  readonly width: number;
  readonly height: number;
  /** Boxes below are left out. */
  readonly minScore: number;
}

/** The cells of a grid head: a place for each, level after level, row after row. */
export interface GridCell {
  readonly column: number;
  readonly row: number;
  readonly stride: number;
}

export function gridCells(
  { width, height }: { width: number; height: number },
  strides: readonly number[],
): GridCell[] {
  return strides.flatMap((stride) => {
    const columns = Math.ceil(width / stride);
    const rows = Math.ceil(height / stride);
    return Array.from({ length: columns * rows }, (_, i) => ({
      column: i % columns,
      row: Math.floor(i / columns),
      stride,
    }));
  });
}
