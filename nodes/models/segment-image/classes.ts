// Which class each pixel of the picture has: the greatest of the scores there, or the number that the model says.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Planes } from "./planes.ts";
import { nearest, type Grid } from "./to-source.ts";

/** What a byte of a class map can say. */
export const MOST_CLASSES = 256;

/**
 * Scores are interpolated between the places of the output, and the greatest counts, as the makers of such models do it. Where all four
 * places around a pixel agree, no mixture of them can say otherwise: only the edges between classes are computed.
 */
export function classMap(planes: Planes, { x, y }: Grid): Uint8Array {
  if (planes.channels > MOST_CLASSES) throw tooManyClasses(planes.channels);
  const { width, numbers, channels, perChannel, perRow, perColumn } = planes;
  const best = bestOfPlaces(planes);
  const [across, down] = [x.first.length, y.first.length];
  const map = new Uint8Array(across * down);
  for (let row = 0, i = 0; row < down; row++) {
    const [above, below, v] = [y.first[row], y.second[row], y.share[row]];
    for (let column = 0; column < across; column++, i++) {
      const [left, right, u] = [x.first[column], x.second[column], x.share[column]];
      const corner = best[above * width + left];
      map[i] = corner;
      if (
        best[above * width + right] === corner &&
        best[below * width + left] === corner &&
        best[below * width + right] === corner
      )
        continue;
      const [a, b] = [above * perRow + left * perColumn, above * perRow + right * perColumn];
      const [c, d] = [below * perRow + left * perColumn, below * perRow + right * perColumn];
      let most = -Infinity;
      for (let channel = 0; channel < channels; channel++) {
        const from = channel * perChannel;
        const top = numbers[from + a] + u * (numbers[from + b] - numbers[from + a]);
        const bottom = numbers[from + c] + u * (numbers[from + d] - numbers[from + c]);
        const score = top + v * (bottom - top);
        if (score > most) {
          most = score;
          map[i] = channel;
        }
      }
    }
  }
  return map;
}

/** Of equal scores the class that stands first. */
function bestOfPlaces(planes: Planes): Uint8Array {
  const { width, height, channels, numbers, perChannel, perRow, perColumn } = planes;
  const best = new Uint8Array(width * height);
  const most = new Float64Array(width * height).fill(-Infinity);
  // Channel by channel where the planes stand one behind the other: memory is read in its order.
  for (let channel = 0; channel < channels; channel++)
    for (let row = 0, i = 0; row < height; row++) {
      let at = channel * perChannel + row * perRow;
      for (let column = 0; column < width; column++, i++, at += perColumn)
        if (numbers[at] > most[i]) {
          most[i] = numbers[at];
          best[i] = channel;
        }
    }
  return best;
}

/** Numbers cannot be mixed: each pixel has that of the place it lies nearest to. */
export function numberedMap(planes: Planes, { x, y }: Grid): Uint8Array {
  const { numbers, perRow, perColumn } = planes;
  const [across, down] = [x.first.length, y.first.length];
  const columns = Int32Array.from({ length: across }, (_, column) => nearest(x, column) * perColumn);
  const map = new Uint8Array(across * down);
  for (let row = 0, i = 0; row < down; row++) {
    const start = nearest(y, row) * perRow;
    for (let column = 0; column < across; column++, i++) {
      const number = numbers[start + columns[column]];
      if (!(number >= 0 && number < MOST_CLASSES)) throw tooManyClasses(number);
      map[i] = number;
    }
  }
  return map;
}

export function tooManyClasses(got: number): MillraceError {
  return new MillraceError("MASK_CLASSES", {
    message: `A map of classes holds the numbers 0 to ${MOST_CLASSES - 1}, and the model says ${got}.`,
    expected: `at most ${MOST_CLASSES} classes`,
    got: String(got),
    hint: "Use ONNX model, which gives the output as a tensor.",
  });
}

export interface ClassShare {
  readonly classId: number;
  /** Of the picture, 0 to 1. */
  readonly share: number;
}

/** Classes that are there, the largest first; of equal ones the class that stands first. */
export function classShares(map: Uint8Array): ClassShare[] {
  const counts = new Float64Array(MOST_CLASSES);
  for (const classId of map) counts[classId]++;
  return Array.from(counts, (count, classId) => ({ classId, share: count / map.length }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || a.classId - b.classId);
}
