// Boxes with a mask each, from coefficients and prototypes (YOLO v5-seg, v8-seg and later).

import { boxesType, POINTS, type Box, type MarksType } from "../../../engine/frames/marks.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import { keptBoxes, type Choosing } from "../../_shared/vision/boxes/found-boxes.ts";
import { decodeRows } from "../../_shared/vision/boxes/rows.ts";
import type { DecodeArgs } from "../../_shared/vision/boxes/candidate.ts";
import type { Place } from "../../_shared/vision/place.ts";
import type { InstanceHead } from "./layout.ts";
import { outlineOf, type Bits } from "./outline.ts";
import { planesOf, type Planes } from "./planes.ts";
import { gridOf, type Part } from "./to-source.ts";

export const MASKED_BOXES: MarksType = boxesType([
  POINTS,
  { name: "area", type: { type: "float64" }, nullable: false },
]);

/** A byte of the map says which box: 0 is none. */
export const MOST_INSTANCES = 255;

export interface MaskedBox extends Box {
  /** Pixels of the picture that the mask covers. */
  readonly area: number;
}

export interface Instances {
  readonly boxes: readonly MaskedBox[];
  /** For each pixel the number of the box whose mask covers it, from 1; of several the better one. */
  readonly map: Uint8Array;
}

export function instancesOf(
  { rows, prototypes, axes }: InstanceHead,
  tensors: Readonly<Record<string, Tensor>>,
  args: DecodeArgs,
  place: Place,
  choosing: Choosing,
): Instances {
  const planes = planesOf(tensors[prototypes], axes);
  const candidates = decodeRows(rows, tensors[rows.output], args);
  const { width, height } = place.source;
  const map = new Uint8Array(width * height);
  const boxes = keptBoxes(candidates, place, choosing).map(({ box, from }, i): MaskedBox => {
    const part = pixelsIn(box, width, height);
    const bits = maskBits(planes, from.coefficients ?? [], args, place, part);
    const area = write(map, width, bits, part, i + 1);
    const points = outlineOf(bits)?.map((value, at) => value + (at % 2 === 0 ? part.left : part.top)) ?? null;
    const { label, score, x, y } = box;
    return { label, score, x, y, width: box.width, height: box.height, points, area };
  });
  return { boxes, map };
}

/** Pixels whose middles lie in a box. */
function pixelsIn({ x, y, width, height }: Box, most: number, lowest: number): Part {
  const first = (at: number) => Math.max(0, Math.ceil(at - 0.5));
  return {
    left: first(x),
    top: first(y),
    right: Math.min(most, first(x + width)),
    bottom: Math.min(lowest, first(y + height)),
  };
}

/** The mixture of the prototypes is above 0 where a sigmoid of it would be above a half. */
function maskBits(
  planes: Planes,
  coefficients: readonly number[],
  input: { readonly width: number; readonly height: number },
  place: Place,
  part: Part,
): Bits {
  const { x, y } = gridOf(place, input, planes, part);
  const [width, height] = [x.first.length, y.first.length];
  const data = new Uint8Array(width * height);
  if (data.length === 0) return { data, width, height };
  // Only the places that the box lies on are mixed.
  const [left, top] = [x.first[0], y.first[0]];
  const [across, down] = [x.second[width - 1] - left + 1, y.second[height - 1] - top + 1];
  const mixed = mixture(planes, coefficients, { left, top, right: left + across, bottom: top + down });
  for (let row = 0, i = 0; row < height; row++) {
    const [above, below, v] = [(y.first[row] - top) * across, (y.second[row] - top) * across, y.share[row]];
    for (let column = 0; column < width; column++, i++) {
      const [a, b, u] = [x.first[column] - left, x.second[column] - left, x.share[column]];
      const upper = mixed[above + a] + u * (mixed[above + b] - mixed[above + a]);
      const lower = mixed[below + a] + u * (mixed[below + b] - mixed[below + a]);
      data[i] = upper + v * (lower - upper) > 0 ? 1 : 0;
    }
  }
  return { data, width, height };
}

function mixture(planes: Planes, coefficients: readonly number[], part: Part): Float32Array {
  const { numbers, perChannel, perRow, perColumn } = planes;
  const width = part.right - part.left;
  const mixed = new Float32Array(width * (part.bottom - part.top));
  coefficients.forEach((coefficient, channel) => {
    for (let row = part.top, i = 0; row < part.bottom; row++) {
      let at = channel * perChannel + row * perRow + part.left * perColumn;
      for (let column = 0; column < width; column++, i++, at += perColumn)
        mixed[i] += coefficient * numbers[at];
    }
  });
  return mixed;
}

/** Where no better box has been; answers how many pixels the mask has, whoever else has them. */
function write(
  map: Uint8Array,
  across: number,
  { data, width, height }: Bits,
  { left, top }: Part,
  number: number,
) {
  let area = 0;
  for (let row = 0, i = 0; row < height; row++) {
    const to = (top + row) * across + left;
    for (let column = 0; column < width; column++, i++) {
      if (data[i] === 0) continue;
      area++;
      if (map[to + column] === 0) map[to + column] = number;
    }
  }
  return area;
}
