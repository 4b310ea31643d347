// Which pixels of a gray picture are ink, and which are paper? By Otsu's threshold, or by one that is given.

export type InkSide = "auto" | "dark" | "light";

export interface InkRules {
  readonly ink: InkSide;
  /** 0 to 255; null = where the two sides differ most. */
  readonly threshold: number | null;
  /** How far ink and paper must be apart in the mean; below it there is no ink. */
  readonly contrast: number;
}

/** 1 where there is ink; null for a picture without any: both sides look alike. */
export function inkOf(gray: Uint8Array, { ink, threshold, contrast }: InkRules): Uint8Array | null {
  const counts = new Float64Array(256);
  for (const value of gray) counts[value]++;
  const limit = threshold ?? otsu(counts, gray.length);
  const dark = sideOf(counts, 0, limit);
  const light = sideOf(counts, limit, 256);
  if (dark.count === 0 || light.count === 0 || light.mean - dark.mean < contrast) return null;
  // There is less ink than paper.
  const isDark = ink === "dark" || (ink === "auto" && dark.count <= light.count);
  return gray.map((value) => (value < limit === isDark ? 1 : 0));
}

/** The value that parts the histogram so that the two sides differ most (Otsu 1979): darker pixels are below it. */
function otsu(counts: Float64Array, total: number): number {
  let sum = 0;
  counts.forEach((count, value) => void (sum += value * count));
  let [below, belowSum, best, limit] = [0, 0, -1, 128];
  for (let value = 0; value < 255; value++) {
    below += counts[value];
    belowSum += value * counts[value];
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const apart = belowSum / below - (sum - belowSum) / above;
    const spread = below * above * apart * apart;
    if (spread <= best) continue;
    best = spread;
    limit = value + 1;
  }
  return limit;
}

function sideOf(counts: Float64Array, from: number, to: number): { count: number; mean: number } {
  let [count, sum] = [0, 0];
  for (let value = Math.ceil(from); value < to; value++) {
    count += counts[value];
    sum += value * counts[value];
  }
  return { count, mean: count > 0 ? sum / count : 0 };
}
