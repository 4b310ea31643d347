// What does the model see of a reading? The workflow's nodes again, written by hand: what they make must be the same.

export const FEATURE_NAMES = [
  "humidity_off",
  "temperature_off",
  "humidity_spread",
  "temperature_spread",
] as const;

/** Readings that a mean looks back over: half an hour. */
export const MEAN_READINGS = 360;
/** Readings that a spread looks back over: a minute. */
export const STD_READINGS = 12;

interface Series {
  readonly humidity: ArrayLike<number>;
  readonly temperature: ArrayLike<number>;
}

/** One column for each name, by readings of one mote in time order. */
export function makeFeatures({ humidity, temperature }: Series): Float64Array[] {
  return [
    offMean(humidity),
    offMean(temperature),
    rolling(humidity, STD_READINGS, deviation),
    rolling(temperature, STD_READINGS, deviation),
  ];
}

/** How far each value lies from the mean of the last half hour, itself included. */
function offMean(values: ArrayLike<number>): Float64Array {
  return rolling(values, MEAN_READINGS, mean).map((middle, i) => values[i] - middle);
}

function rolling(
  values: ArrayLike<number>,
  size: number,
  figure: (window: readonly number[]) => number,
): Float64Array {
  const all = Array.from(values);
  return Float64Array.from(all, (_, i) => figure(all.slice(Math.max(0, i + 1 - size), i + 1)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard deviation of a sample (n − 1); 0 for a single value, as the workflow's formula has it. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}
