// Whether outputs are pairs of scores and offsets for MediaPipe's anchors: [512,1] and [512,16], say.

import type { TensorSpec } from "../../../engine/sdk/services.ts";
import type { FoundLayout, LayoutName } from "./layout.ts";
import { anchorGrids, type AnchorHead } from "./layouts/anchors.ts";
import { layout, rowOf, type Recognise } from "./recognise-parts.ts";

export function anchorHeads({ outputs }: Recognise, _wanted: LayoutName | null): FoundLayout | null {
  const scores = outputs.filter((output) => rowOf(output).length === 2 && rowOf(output)[1] === 1);
  if (scores.length === 0) return null;
  const heads: AnchorHead[] = [];
  const widths = new Set<number>();
  for (const score of scores) {
    const count = rowOf(score)[0];
    const boxes = outputs.find((output) => output !== score && isOffsets(output, count));
    const grids = typeof count === "number" ? anchorGrids(count) : null;
    if (!boxes || !grids) return null;
    heads.push({ scores: score.name, boxes: boxes.name, grids });
    widths.add(rowOf(boxes)[1] as number);
  }
  if (widths.size !== 1) return null;
  const [width] = widths;
  const head = { kind: "anchors", heads, keypoints: (width - 4) / 2 } as const;
  const counts = scores.map((score) => rowOf(score)[0]).join(" + ");
  return layout("blazeface", head, 1, `${counts} anchors, each with a score and ${width} offsets`);
}

function isOffsets(output: TensorSpec, count: TensorSpec["shape"][number]): boolean {
  const row = rowOf(output);
  const width = row[1];
  return row.length === 2 && row[0] === count && typeof width === "number" && width >= 4 && width % 2 === 0;
}
