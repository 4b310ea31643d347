// Heads of MediaPipe's anchors (BlazeFace, palms): offsets from the middles of cells, and one score each.

import { numbersOf, sigmoid } from "../../../_shared/vision/tensor-numbers.ts";
import type { Tensor } from "../../../../engine/sdk/services.ts";
import { candidate, type Candidate, type DecodeArgs } from "../../../_shared/vision/boxes/candidate.ts";

/** A square grid with several anchors in each cell. */
export interface AnchorGrid {
  readonly side: number;
  readonly perCell: number;
}

export interface AnchorHead {
  readonly scores: string;
  readonly boxes: string;
  readonly grids: readonly AnchorGrid[];
}

export interface AnchorLayout {
  readonly kind: "anchors";
  readonly heads: readonly AnchorHead[];
  readonly keypoints: number;
}

/** The grids that MediaPipe's models have, by how many anchors there are. */
const GRIDS: Readonly<Record<number, readonly (readonly [side: number, perCell: number])[]>> = {
  384: [[8, 6]],
  512: [[16, 2]],
  896: [
    [16, 2],
    [8, 6],
  ],
  2016: [
    [24, 2],
    [12, 6],
  ],
  2304: [[48, 1]],
  2944: [
    [32, 2],
    [16, 2],
    [8, 6],
  ],
};

/** null for a number that none of these models has. */
export function anchorGrids(count: number): readonly AnchorGrid[] | null {
  return GRIDS[count]?.map(([side, perCell]) => ({ side, perCell })) ?? null;
}

export function decodeAnchors(
  { heads, keypoints }: AnchorLayout,
  tensors: Readonly<Record<string, Tensor>>,
  args: DecodeArgs,
): Candidate[] {
  return heads.flatMap(({ scores, boxes, grids }) => {
    const logits = numbersOf(tensors[scores]);
    const numbers = numbersOf(tensors[boxes]);
    const width = 4 + 2 * keypoints;
    const found: Candidate[] = [];
    let anchor = 0;
    for (const { side, perCell } of grids) {
      for (let i = 0; i < side * side * perCell; i++, anchor++) {
        const score = sigmoid(logits[anchor]);
        if (!(score >= args.minScore)) continue;
        const cell = Math.floor(i / perCell);
        const middleX = (((cell % side) + 0.5) / side) * args.width;
        const middleY = ((Math.floor(cell / side) + 0.5) / side) * args.height;
        const at = anchor * width;
        const points = Array.from({ length: keypoints }, (_, k) => [
          middleX + numbers[at + 4 + 2 * k],
          middleY + numbers[at + 5 + 2 * k],
        ]).flat();
        const box = [
          middleX + numbers[at],
          middleY + numbers[at + 1],
          numbers[at + 2],
          numbers[at + 3],
        ] as const;
        found.push(candidate("cxcywh", box, score, 0, keypoints > 0 ? points : null));
      }
    }
    return found;
  });
}
