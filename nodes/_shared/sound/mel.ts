// The mel scale and its bands, as librosa has them: Slaney's by default, HTK's by choice.

export interface MelOptions {
  readonly rate: number;
  readonly nFft: number;
  readonly nMels: number;
  readonly fmin: number;
  /** Half of the rate where it is null. */
  readonly fmax: number | null;
  readonly htk: boolean;
  /** Slaney's: each band has the area 1; none: each has the height 1. */
  readonly norm: "slaney" | "none";
}

/** Slaney's scale: straight up to 1000 Hz, which is 15 mel, then 27 steps for each factor of 6.4. */
const HERTZ_PER_MEL = 200 / 3;
const STRAIGHT_HERTZ = 1000;
const STRAIGHT_MELS = STRAIGHT_HERTZ / HERTZ_PER_MEL;
const LOG_STEP = Math.log(6.4) / 27;

export function hertzToMel(hertz: number, htk: boolean): number {
  if (htk) return 2595 * Math.log10(1 + hertz / 700);
  if (hertz < STRAIGHT_HERTZ) return hertz / HERTZ_PER_MEL;
  return STRAIGHT_MELS + Math.log(hertz / STRAIGHT_HERTZ) / LOG_STEP;
}

export function melToHertz(mel: number, htk: boolean): number {
  if (htk) return 700 * (10 ** (mel / 2595) - 1);
  if (mel < STRAIGHT_MELS) return mel * HERTZ_PER_MEL;
  return STRAIGHT_HERTZ * Math.exp((mel - STRAIGHT_MELS) * LOG_STEP);
}

/** So many frequencies at equal distances on the scale, both ends included. */
export function melFrequencies(count: number, fmin: number, fmax: number, htk: boolean): number[] {
  const [from, to] = [hertzToMel(fmin, htk), hertzToMel(fmax, htk)];
  return Array.from({ length: count }, (_, i) => melToHertz(from + ((to - from) * i) / (count - 1), htk));
}

/** A band: its weights for the bins from `first` on; those beside it are 0. */
export interface MelBand {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Triangles over the bins of a spectrum. */
export function melBands({ rate, nFft, nMels, fmin, fmax, htk, norm }: MelOptions): MelBand[] {
  const corners = melFrequencies(nMels + 2, fmin, fmax ?? rate / 2, htk);
  const bins = 1 + (nFft >> 1);
  return Array.from({ length: nMels }, (_, band) => {
    const [low, middle, high] = corners.slice(band, band + 3);
    const area = norm === "slaney" ? 2 / (high - low) : 1;
    const all = Float64Array.from({ length: bins }, (_, bin) => {
      const hertz = (bin * rate) / nFft;
      return area * Math.max(0, Math.min((hertz - low) / (middle - low), (high - hertz) / (high - middle)));
    });
    const first = all.findIndex((weight) => weight > 0);
    const last = all.findLastIndex((weight) => weight > 0);
    return first < 0
      ? { first: 0, weights: new Float64Array(0) }
      : { first, weights: all.slice(first, last + 1) };
  });
}
