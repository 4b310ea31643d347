// From samples to the energies of mel bands, plain or in decibels, and from those to cepstral coefficients.

import type FFT from "fft.js";
import { melBands, type MelBand, type MelOptions } from "./mel.ts";
import { spectrum, type SpectrumOptions } from "./spectrum.ts";

export interface Scale {
  readonly of: "none" | "db" | "log" | "log10";
  /** Values below are taken for it: nothing is infinitely quiet. */
  readonly amin: number;
  /** What is 0 dB: a number, or the loudest value of the recording. */
  readonly ref: number | "max";
  /** Decibels below the loudest value that are kept; null = all. */
  readonly topDb: number | null;
}

/** `[bands, frames]`, a band after the other. */
export interface Bands {
  readonly bands: number;
  readonly frames: number;
  readonly values: Float64Array;
}

/** Bands that are used again for recordings of one rate. */
export class MelAnalysis {
  readonly #spectrum: SpectrumOptions;
  readonly #mel: Omit<MelOptions, "rate" | "nFft">;
  readonly #bands = new Map<number, MelBand[]>();
  readonly #fft: FFT;

  constructor(fft: FFT, spectrumOptions: SpectrumOptions, mel: Omit<MelOptions, "rate" | "nFft">) {
    this.#fft = fft;
    this.#spectrum = spectrumOptions;
    this.#mel = mel;
  }

  energies(samples: Float32Array, rate: number): Bands {
    const bands = this.#bandsFor(rate);
    const { values, bins, frames } = spectrum(samples, this.#fft, this.#spectrum);
    const out = new Float64Array(bands.length * frames);
    bands.forEach(({ first, weights }, band) => {
      for (let frame = 0; frame < frames; frame++) {
        let sum = 0;
        const at = frame * bins + first;
        for (let i = 0; i < weights.length; i++) sum += weights[i] * values[at + i];
        out[band * frames + frame] = sum;
      }
    });
    return { bands: bands.length, frames, values: out };
  }

  #bandsFor(rate: number): MelBand[] {
    const known = this.#bands.get(rate);
    if (known) return known;
    const made = melBands({ ...this.#mel, rate, nFft: this.#spectrum.nFft });
    this.#bands.set(rate, made);
    return made;
  }
}

/** `power_to_db` of librosa, or a logarithm. */
export function scaled({ bands, frames, values }: Bands, { of, amin, ref, topDb }: Scale): Bands {
  if (of === "none") return { bands, frames, values };
  const floor = (value: number) => Math.max(amin, value);
  if (of !== "db") {
    const log = of === "log" ? Math.log : Math.log10;
    return { bands, frames, values: values.map((value) => log(floor(value))) };
  }
  const loudest = values.reduce((most, value) => Math.max(most, value), 0);
  const zero = 10 * Math.log10(floor(ref === "max" ? loudest : ref));
  const decibels = values.map((value) => 10 * Math.log10(floor(value)) - zero);
  if (topDb === null) return { bands, frames, values: decibels };
  const least = 10 * Math.log10(floor(loudest)) - zero - topDb;
  return { bands, frames, values: decibels.map((value) => Math.max(value, least)) };
}

export interface CepstrumOptions {
  readonly nMfcc: number;
  readonly dctType: 2 | 3;
  readonly norm: "ortho" | "none";
  /** 0 = none; else the length of the sine that lifts the higher coefficients. */
  readonly lifter: number;
}

/** The cosine transform of each frame's bands, as scipy has it. */
export function cepstrum({ bands, frames, values }: Bands, options: CepstrumOptions): Bands {
  const { nMfcc, lifter } = options;
  const table = cosines(bands, options);
  const out = new Float64Array(nMfcc * frames);
  for (let k = 0; k < nMfcc; k++) {
    const lift = lifter > 0 ? 1 + (lifter / 2) * Math.sin((Math.PI * (k + 1)) / lifter) : 1;
    for (let frame = 0; frame < frames; frame++) {
      let sum = 0;
      for (let n = 0; n < bands; n++) sum += table[k * bands + n] * values[n * frames + frame];
      out[k * frames + frame] = lift * sum;
    }
  }
  return { bands: nMfcc, frames, values: out };
}

function cosines(bands: number, { nMfcc, dctType, norm }: CepstrumOptions): Float64Array {
  const table = new Float64Array(nMfcc * bands);
  for (let k = 0; k < nMfcc; k++)
    for (let n = 0; n < bands; n++) table[k * bands + n] = cosine(k, n, bands, dctType, norm === "ortho");
  return table;
}

function cosine(k: number, n: number, bands: number, type: 2 | 3, ortho: boolean): number {
  if (type === 2) {
    const value = 2 * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * bands));
    return ortho ? value * Math.sqrt(1 / ((k === 0 ? 4 : 2) * bands)) : value;
  }
  const value = Math.cos((Math.PI * n * (2 * k + 1)) / (2 * bands));
  if (ortho) return value * Math.sqrt((n === 0 ? 1 : 2) / bands);
  return n === 0 ? 1 : 2 * value;
}
