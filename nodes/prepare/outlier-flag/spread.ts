// How far does a value lie from those before it? In spreads of the middle, which outliers themselves hardly change.

export const SPREADS = ["iqr", "mad"] as const;
export type Spread = (typeof SPREADS)[number];

/** Makes the median deviation of a normal distribution its standard deviation: 1 / Φ⁻¹(3/4). */
const NORMAL = 1.482602218505602;

/** A distance from which values are mostly called outliers: Tukey's fences, and Iglewicz and Hoaglin (1993). */
export const USUAL_LIMIT: Readonly<Record<Spread, number>> = { iqr: 1.5, mad: 3.5 };

/** `sorted` are the values before, ascending, at least one. */
export function distanceOf(value: number, sorted: Float64Array, spread: Spread): number {
  return spread === "iqr" ? beyondQuartiles(value, sorted) : fromMedian(value, sorted);
}

/** How far it lies beyond the nearer quartile, in quartile distances; 0 between them. */
function beyondQuartiles(value: number, sorted: Float64Array): number {
  const low = quantile(sorted, 0.25);
  const high = quantile(sorted, 0.75);
  return inSpreads(Math.max(0, low - value, value - high), high - low);
}

function fromMedian(value: number, sorted: Float64Array): number {
  const median = quantile(sorted, 0.5);
  const away = sorted.map((each) => Math.abs(each - median)).sort();
  return inSpreads(Math.abs(value - median), NORMAL * quantile(away, 0.5));
}

/** Where all values before are the same, another one is endlessly far away. */
function inSpreads(distance: number, spread: number): number {
  return distance === 0 ? 0 : distance / spread;
}

function quantile(sorted: Float64Array, at: number): number {
  const place = (sorted.length - 1) * at;
  const below = Math.floor(place);
  return below === place
    ? sorted[below]
    : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
}
