// From pixels of the picture to places in a model's output: the way back through stretching and borders, and what lies between two places.

import type { Place } from "../../_shared/vision/place.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** For each pixel of a line of the picture: the two places it lies between, and how far it is to the second (0 to 1). */
export interface Line {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float32Array;
}

export interface Grid {
  readonly x: Line;
  readonly y: Line;
}

/** `from` and `to` choose a part of the picture: `to` is the first pixel that is not in it. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Middles of pixels stand at halves on all three grids, as PyTorch's `interpolate` with `align_corners=False` has it. Places of the borders do
 * not count: what the model says of them must not bleed into the picture.
 */
export function gridOf(place: Place, input: Size, output: Size, part: Part = whole(place)): Grid {
  const across = { scale: place.scaleX, before: place.left, inner: place.inner.width };
  const down = { scale: place.scaleY, before: place.top, inner: place.inner.height };
  return {
    x: line(across, input.width, output.width, part.left, part.right),
    y: line(down, input.height, output.height, part.top, part.bottom),
  };
}

export function whole({ source }: Place): Part {
  return { left: 0, top: 0, right: source.width, bottom: source.height };
}

interface Along {
  readonly scale: number;
  readonly before: number;
  readonly inner: number;
}

function line(
  { scale, before, inner }: Along,
  input: number,
  output: number,
  from: number,
  to: number,
): Line {
  const ratio = output / input;
  const least = Math.min(Math.max(0, Math.floor(before * ratio)), output - 1);
  const most = Math.max(least, Math.min(output, Math.ceil((before + inner) * ratio)) - 1);
  const count = Math.max(0, to - from);
  const first = new Int32Array(count);
  const second = new Int32Array(count);
  const share = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = Math.min(Math.max(((from + i + 0.5) * scale + before) * ratio - 0.5, least), most);
    first[i] = Math.floor(at);
    second[i] = Math.min(first[i] + 1, most);
    share[i] = at - first[i];
  }
  return { first, second, share };
}

/** The place that a pixel lies nearest to. */
export function nearest({ first, second, share }: Line, i: number): number {
  return share[i] < 0.5 ? first[i] : second[i];
}
