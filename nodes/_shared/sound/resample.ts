// From one sampling rate to another: a windowed sinc, cut into phases so that each sample costs one short sum.

export type ResampleQuality = "fast" | "good" | "best";

/**
 * Zero crossings of the sinc on each side, and decibels by which everything beyond the new limit is held down. What lies between the end
 * of the pass band and the limit follows from both (Kaiser).
 */
const QUALITIES: Readonly<Record<ResampleQuality, { zeros: number; decibels: number }>> = {
  fast: { zeros: 16, decibels: 60 },
  good: { zeros: 32, decibels: 90 },
  best: { zeros: 64, decibels: 110 },
};

/** With more phases than that, those between two are interpolated: rates that have no large common factor. */
const MOST_PHASES = 2048;

interface Filter {
  /** Row `p` has the taps of a sample that lies `p / phases` behind an old one; one row more than there are phases. */
  readonly taps: Float64Array;
  readonly length: number;
  readonly phases: number;
  /** Taps before the old sample that comes before the new one. */
  readonly before: number;
}

const filters = new Map<string, Filter>();
/** Filters that are kept: a run has one or two. */
const MOST_FILTERS = 8;

/** New samples between two pauses: some milliseconds. */
const PIECE = 65_536;

/** As `resample`, with a pause now and then: an hour takes seconds, in which a person may want to stop. */
export async function resampleInTurns(
  samples: Float32Array,
  from: number,
  to: number,
  quality: ResampleQuality,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  if (from === to) return samples;
  const out = outputFor(samples, from, to);
  for (const _ of fill(out, samples, from, to, quality)) await pause();
  return out;
}

/** Samples at the new rate, `ceil(length * to / from)` of them; the first ones of both lie at the same time. */
export function resample(
  samples: Float32Array,
  from: number,
  to: number,
  quality: ResampleQuality,
): Float32Array {
  if (from === to) return samples;
  const out = outputFor(samples, from, to);
  for (const _ of fill(out, samples, from, to, quality));
  return out;
}

function outputFor({ length }: Float32Array, from: number, to: number): Float32Array {
  const common = gcd(from, to);
  return new Float32Array(Math.ceil((length * (to / common)) / (from / common)));
}

/** Fills what the samples become, piece by piece. */
function* fill(
  out: Float32Array,
  samples: Float32Array,
  from: number,
  to: number,
  quality: ResampleQuality,
): Generator<void> {
  const common = gcd(from, to);
  const up = to / common;
  const down = from / common;
  const filter = filterFor(up, down, quality);
  const exact = filter.phases === up;
  for (let i = 0, position = 0, rest = 0; i < out.length; i++) {
    // The new sample lies at position + rest / up.
    const at = exact ? rest : (rest / up) * filter.phases;
    const phase = Math.floor(at);
    const first = position - filter.before;
    const sum = sumOf(samples, first, filter, phase);
    const share = at - phase;
    out[i] = share === 0 ? sum : sum + share * (sumOf(samples, first, filter, phase + 1) - sum);
    rest += down;
    position += Math.floor(rest / up);
    rest %= up;
    if ((i + 1) % PIECE === 0) yield;
  }
}

/** Samples before the first and behind the last are 0. */
function sumOf(samples: Float32Array, first: number, { taps, length }: Filter, phase: number): number {
  const from = Math.max(0, -first);
  const to = Math.min(length, samples.length - first);
  let sum = 0;
  for (let k = from, tap = phase * length + from, at = first + from; k < to; k++)
    sum += taps[tap++] * samples[at++];
  return sum;
}

function filterFor(up: number, down: number, quality: ResampleQuality): Filter {
  const key = `${up}/${down} ${quality}`;
  const known = filters.get(key);
  if (known) return known;
  const made = makeFilter(up, down, QUALITIES[quality]);
  if (filters.size >= MOST_FILTERS) filters.delete(filters.keys().next().value!);
  filters.set(key, made);
  return made;
}

function makeFilter(
  up: number,
  down: number,
  { zeros, decibels }: { zeros: number; decibels: number },
): Filter {
  // Of the lower of the two rates; 1 is its Nyquist frequency. The stop band begins there.
  const half = (decibels - 8) / (2.285 * 2 * zeros) / (2 * Math.PI);
  const cutoff = 1 - half;
  const scale = Math.min(1, up / down) * cutoff;
  const reach = zeros / Math.min(1, up / down);
  const before = Math.ceil(reach) - 1;
  const length = 2 * Math.ceil(reach);
  const phases = Math.min(up, MOST_PHASES);
  const beta = 0.1102 * (decibels - 8.7);
  const taps = new Float64Array((phases + 1) * length);
  for (let phase = 0; phase <= phases; phase++) {
    let sum = 0;
    for (let k = 0; k < length; k++) {
      const distance = k - before - phase / phases;
      const tap = sinc(distance * scale) * kaiser(distance / reach, beta);
      taps[phase * length + k] = tap;
      sum += tap;
    }
    // A constant stays what it is, whatever the phase.
    for (let k = 0; k < length; k++) taps[phase * length + k] /= sum;
  }
  return { taps, length, phases, before };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** 1 in the middle, 0 beyond ±1. */
function kaiser(x: number, beta: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
}

/** The modified Bessel function of the first kind, order 0, by its series. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
