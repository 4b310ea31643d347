// The short-time spectrum of a recording, as librosa computes it: frames, windows, padding and powers.

import type FFT from "fft.js";

export const WINDOWS = ["hann", "hamming", "blackman", "ones"] as const;
export type WindowName = (typeof WINDOWS)[number];
export const PAD_MODES = ["constant", "reflect", "edge"] as const;
export type PadMode = (typeof PAD_MODES)[number];

export interface SpectrumOptions {
  readonly nFft: number;
  readonly hopLength: number;
  readonly winLength: number;
  readonly window: WindowName;
  /** Frames are centred on their sample; half a frame is then padded before and behind. */
  readonly center: boolean;
  readonly padMode: PadMode;
  /** 1 = magnitude, 2 = power. */
  readonly power: number;
}

/** `1 + nFft / 2` values for each frame, frame by frame. */
export interface Spectrum {
  readonly bins: number;
  readonly frames: number;
  readonly values: Float64Array;
}

/** How many frames so many samples make; 0 where they are too few for one. */
export function frameCount(length: number, { nFft, hopLength, center }: SpectrumOptions): number {
  const padded = center ? length + 2 * (nFft >> 1) : length;
  return padded < nFft ? 0 : 1 + Math.floor((padded - nFft) / hopLength);
}

/** The transform of one length; its factors are float64. */
export async function loadFft(nFft: number): Promise<FFT> {
  const { default: Transform } = await import("fft.js");
  return new Transform(nFft);
}

/** Computes in float64, also where samples are float32: sums of small powers lose their digits otherwise. */
export function spectrum(samples: Float32Array, fft: FFT, options: SpectrumOptions): Spectrum {
  const { nFft, hopLength, winLength, center, padMode, power } = options;
  const bins = 1 + (nFft >> 1);
  const frames = frameCount(samples.length, options);
  const values = new Float64Array(frames * bins);
  const weights = centredWindow(options.window, winLength, nFft);
  const input = new Float64Array(nFft);
  const output = new Float64Array(2 * nFft);
  const before = center ? nFft >> 1 : 0;
  for (let frame = 0; frame < frames; frame++) {
    const first = frame * hopLength - before;
    for (let i = 0; i < nFft; i++) input[i] = weights[i] * sampleAt(samples, first + i, padMode);
    fft.realTransform(output, input);
    for (let bin = 0; bin < bins; bin++) {
      const square = output[2 * bin] ** 2 + output[2 * bin + 1] ** 2;
      values[frame * bins + bin] = power === 2 ? square : square ** (power / 2);
    }
  }
  return { bins, frames, values };
}

/** Samples beyond the ends, as numpy pads them. Reflection goes back and forth where the recording is shorter than it. */
function sampleAt(samples: Float32Array, at: number, mode: PadMode): number {
  const last = samples.length - 1;
  if (at >= 0 && at <= last) return samples[at];
  switch (mode) {
    case "constant":
      return 0;
    case "edge":
      return samples[at < 0 ? 0 : last];
    case "reflect": {
      if (last === 0) return samples[0];
      const around = ((at % (2 * last)) + 2 * last) % (2 * last);
      return samples[around <= last ? around : 2 * last - around];
    }
  }
}

/** Periodic, as for spectra, and in the middle of the frame where it is shorter. */
function centredWindow(name: WindowName, length: number, nFft: number): Float64Array {
  const weights = new Float64Array(nFft);
  const from = (nFft - length) >> 1;
  const cosine = (i: number, times: number) => Math.cos((2 * Math.PI * times * i) / length);
  const at: Readonly<Record<WindowName, (i: number) => number>> = {
    hann: (i) => 0.5 - 0.5 * cosine(i, 1),
    hamming: (i) => 0.54 - 0.46 * cosine(i, 1),
    blackman: (i) => 0.42 - 0.5 * cosine(i, 1) + 0.08 * cosine(i, 2),
    ones: () => 1,
  };
  for (let i = 0; i < length; i++) weights[from + i] = at[name](i);
  return weights;
}
