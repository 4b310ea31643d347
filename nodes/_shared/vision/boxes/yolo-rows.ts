// Where everything stands in the rows of YOLO's one tensor: boxes, scores, classes, keypoints and coefficients of masks.

import type { Dim } from "../../../../engine/frames/types.ts";
import type { ModelFacts } from "../../../../engine/sdk/services.ts";
import { keypointShape } from "../../proposal/model-metadata.ts";
import type { RowLayout } from "./rows.ts";

export type YoloName = "yolo-v5" | "yolo-v8" | "yolo-end-to-end";

export interface YoloTensor {
  readonly output: string;
  /** Numbers of a box, without the coefficients of its mask. */
  readonly width: number;
  /** A box is a column. */
  readonly columns: boolean;
  /** How many numbers say the mask; they stand behind the others. */
  readonly coefficients: number;
  readonly metadata: ModelFacts["metadata"];
  /** How many names there are for classes; null where nobody has said them. */
  readonly labels: number | null;
}

export interface YoloHead {
  readonly head: RowLayout;
  /** null where the outputs do not say it. */
  readonly classes: number | null;
  readonly overlaps: boolean;
}

const CORNERS = [0, 1, 2, 3] as const;

/** null where a box has too few numbers for the layout. */
export function yoloHead(name: YoloName, tensor: YoloTensor): YoloHead | null {
  const { output, width, columns, metadata, labels } = tensor;
  const points = keypointShape(metadata);
  const keypoints = (from: number) => (points ? { from, ...points } : null);
  const masks = tensor.coefficients > 0 && { coefficients: { from: width, count: tensor.coefficients } };
  const common = { kind: "rows", output, columns, box: CORNERS, unit: false, ...masks } as const;
  switch (name) {
    case "yolo-v5": {
      const count = width - 5;
      const classes = count > 0 ? { from: 5, count } : null;
      const head = { ...common, form: "cxcywh", score: 4, classes, keypoints: null } as const;
      return count < 0 ? null : { head, classes: Math.max(count, 1), overlaps: true };
    }
    case "yolo-v8": {
      const count = width - 4 - (points ? points.count * points.values : 0);
      if (count < 1) return null;
      const head = { ...common, form: "cxcywh", score: null, classes: { from: 4, count } } as const;
      return { head: { ...head, keypoints: keypoints(4 + count) }, classes: count, overlaps: true };
    }
    case "yolo-end-to-end": {
      if (width < 6) return null;
      const head = { ...common, form: "xyxy", score: 4, classes: { at: 5 } } as const;
      return { head: { ...head, keypoints: keypoints(6) }, classes: labels, overlaps: false };
    }
  }
}

/** v8 gives a box a column; there are many more boxes than numbers of each. `a` and `b` stand behind the batch. */
export function boxesAreColumns(metadata: ModelFacts["metadata"], a: Dim, b: Dim, wantsV8: boolean): boolean {
  if (wantsV8 && typeof a === "number" && typeof b === "number") return a < b;
  if (isEndToEnd(metadata)) return false;
  if (typeof a === "number" && a >= 5) return typeof b === "string" || a < b;
  return false;
}

/** Whether the exporter put the choice among overlapping boxes into the file. */
export function isEndToEnd(metadata: ModelFacts["metadata"]): boolean {
  return /^true$/iu.test(metadata.end2end ?? "") || /'nms':\s*True/u.test(metadata.args ?? "");
}
