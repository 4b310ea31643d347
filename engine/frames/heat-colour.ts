// Which colour has a number among others? One scale for all that is drawn as a heat-map.

/** From low to high; `diverging` has nothing in its middle, for values on both sides of it. */
export interface HeatScale {
  readonly kind: "sequential" | "diverging";
  readonly min: number;
  readonly max: number;
}

export type Rgb = readonly [red: number, green: number, blue: number];

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
