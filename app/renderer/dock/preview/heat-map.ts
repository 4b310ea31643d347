// A tensor as a picture: which values stand where, and the colour of each.

/** From low to high; `diverging` has nothing in its middle, for values on both sides of it. */
export interface HeatScale {
  readonly kind: "sequential" | "diverging";
  readonly min: number;
  readonly max: number;
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** How a tensor's last two dimensions are laid out; the ones before choose a slice. */
export interface HeatLayout {
  readonly width: number;
  readonly height: number;
  /** Sizes of the dimensions before the last two. */
  readonly slices: readonly number[];
  /** Not all values came: they stand one after another, without the tensor's own rows. */
  readonly picked: boolean;
}

/** Anchors of viridis: its lightness rises evenly, also for the colour-blind and in print. */
const SEQUENTIAL: readonly Rgb[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];
const DIVERGING: readonly Rgb[] = [
  [33, 82, 166],
  [91, 142, 203],
  [164, 196, 226],
  [244, 244, 244],
  [240, 178, 150],
  [214, 104, 81],
  [165, 24, 46],
];
const NOT_A_NUMBER: Rgb = [128, 128, 128];
/** A vector is folded into rows when it is longer. */
const LONGEST_ROW = 64;

export function heatScale(min: number, max: number): HeatScale {
  if (min < 0 && max > 0) {
    const far = Math.max(-min, max);
    return { kind: "diverging", min: -far, max: far };
  }
  return { kind: "sequential", min, max };
}

/** Place of a value in its scale, 0..1; a scale of one value has everything in its middle. */
export function heatShare(value: number, { min, max }: HeatScale): number {
  return max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0.5;
}

export function heatColour(value: number, scale: HeatScale): Rgb {
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  const anchors = scale.kind === "diverging" ? DIVERGING : SEQUENTIAL;
  const at = heatShare(value, scale) * (anchors.length - 1);
  const low = Math.min(anchors.length - 2, Math.floor(at));
  const share = at - low;
  const [from, to] = [anchors[low], anchors[low + 1]];
  const mix = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * share);
  return [mix(0), mix(1), mix(2)];
}

export function heatLayout(shape: readonly number[], values: number): HeatLayout {
  const total = shape.reduce((product, size) => product * size, 1);
  if (values < total) return { ...folded(values), slices: [], picked: true };
  if (shape.length < 2) return { ...folded(total), slices: [], picked: false };
  const [height, width] = shape.slice(-2);
  return { width, height, slices: shape.slice(0, -2), picked: false };
}

/** Values of one slice: `at` has an index for each of `slices`. */
export function sliceOf(
  values: readonly number[],
  { width, height, slices }: HeatLayout,
  at: readonly number[],
): readonly number[] {
  const index = slices.reduce((sum, size, dim) => sum * size + (at[dim] ?? 0), 0);
  const size = width * height;
  return values.slice(index * size, (index + 1) * size);
}

/** Pixels of a slice, RGBA; what lies behind the last value is clear. */
export function heatPixels(
  values: readonly number[],
  { width, height }: HeatLayout,
  scale: HeatScale,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < Math.min(values.length, width * height); at++) {
    const [red, green, blue] = heatColour(values[at], scale);
    pixels.set([red, green, blue, 255], at * 4);
  }
  return pixels;
}

function folded(count: number): { width: number; height: number } {
  const width = count <= LONGEST_ROW ? Math.max(1, count) : Math.ceil(Math.sqrt(count * 2));
  return { width, height: Math.max(1, Math.ceil(count / width)) };
}
