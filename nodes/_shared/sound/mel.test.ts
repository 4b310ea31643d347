// The mel scale against the numbers in librosa's documentation; spectra, bands and coefficients against plain sums from the formulas.

import { expect, test } from "vitest";
import { noise, sine } from "../../../tests/support/sound-frames.ts";
import { hertzToMel, melBands, melFrequencies, melToHertz } from "./mel.ts";
import { cepstrum, MelAnalysis, scaled, type Scale } from "./mel-spectrum.ts";
import { frameCount, loadFft, spectrum, type PadMode, type SpectrumOptions } from "./spectrum.ts";

// librosa.hz_to_mel(60), hz_to_mel([110, 220, 440]), mel_to_hz(3), mel_to_hz([1, 2, 3, 4, 5]) of its documentation.
test("Slaney's scale is that of librosa's documentation", () => {
  expect([60, 110, 220, 440].map((hertz) => hertzToMel(hertz, false))).toEqual(
    [0.9, 1.65, 3.3, 6.6].map((mel) => expect.closeTo(mel, 9) as number),
  );
  expect([1, 2, 3, 4, 5].map((mel) => melToHertz(mel, false))).toEqual(
    [66.667, 133.333, 200, 266.667, 333.333].map((hertz) => expect.closeTo(hertz, 3) as number),
  );
});

/** librosa.mel_frequencies(n_mels=40), as its documentation prints it. */
const FORTY = [
  0, 85.317, 170.635, 255.952, 341.269, 426.586, 511.904, 597.221, 682.538, 767.855, 853.173, 938.49,
  1024.856, 1119.114, 1222.042, 1334.436, 1457.167, 1591.187, 1737.532, 1897.337, 2071.84, 2262.393, 2470.47,
  2697.686, 2945.799, 3216.731, 3512.582, 3835.643, 4188.417, 4573.636, 4994.285, 5453.621, 5955.205, 6502.92,
  7101.009, 7754.107, 8467.272, 9246.028, 10_096.408, 11_025,
];

test("forty frequencies up to 11,025 Hz are those of librosa's documentation, to its last digit", () => {
  melFrequencies(40, 0, 11_025, false).forEach((hertz, i) =>
    expect(Math.abs(hertz - FORTY[i])).toBeLessThan(0.00051),
  );
});

test("HTK's scale: 1000 Hz are 1000 mel to a hundredth, and back", () => {
  expect(hertzToMel(1000, true)).toBeCloseTo(999.99, 2);
  for (const hertz of [20, 440, 3000, 8000])
    expect(melToHertz(hertzToMel(hertz, true), true)).toBeCloseTo(hertz, 8);
});

test("bands of area 1 have that area, bands of height 1 that height; together they leave no hole", () => {
  const options = { rate: 16_000, nFft: 8192, nMels: 20, fmin: 0, fmax: null, htk: false } as const;
  for (const { weights } of melBands({ ...options, norm: "slaney" }))
    expect(weights.reduce((sum, weight) => sum + weight, 0) * (16_000 / 8192)).toBeCloseTo(1, 1);
  for (const { weights } of melBands({ ...options, norm: "none" })) {
    expect(Math.max(...weights)).toBeGreaterThan(0.97);
    expect(Math.max(...weights)).toBeLessThanOrEqual(1);
  }
});

test("more bands than a spectrum has bins: those without one are silent, as in librosa", () => {
  const bands = melBands({
    rate: 16_000,
    nFft: 128,
    nMels: 80,
    fmin: 0,
    fmax: null,
    htk: false,
    norm: "slaney",
  });
  expect(bands.filter(({ weights }) => weights.length === 0).length).toBeGreaterThan(0);
});

/** Power spectrum by the sum that defines it. */
function plainSpectrum(samples: Float32Array, options: SpectrumOptions): number[][] {
  const { nFft, hopLength, winLength, window, center, padMode, power } = options;
  const half = center ? nFft / 2 : 0;
  const padded = padPlain([...samples], half, padMode);
  const left = Math.floor((nFft - winLength) / 2);
  const weight = (i: number) => {
    const n = i - left;
    if (n < 0 || n >= winLength) return 0;
    const x = (2 * Math.PI * n) / winLength;
    return {
      hann: Math.sin(x / 2) ** 2,
      hamming: 0.54 - 0.46 * Math.cos(x),
      blackman: 0.42 - 0.5 * Math.cos(x) + 0.08 * Math.cos(2 * x),
      ones: 1,
    }[window];
  };
  const frames: number[][] = [];
  for (let from = 0; from + nFft <= padded.length; from += hopLength)
    frames.push(
      Array.from({ length: nFft / 2 + 1 }, (_, bin) => {
        let re = 0;
        let im = 0;
        for (let i = 0; i < nFft; i++) {
          re += weight(i) * padded[from + i] * Math.cos((2 * Math.PI * bin * i) / nFft);
          im -= weight(i) * padded[from + i] * Math.sin((2 * Math.PI * bin * i) / nFft);
        }
        return Math.hypot(re, im) ** power;
      }),
    );
  return frames;
}

function padPlain(samples: number[], half: number, mode: PadMode): number[] {
  const before = Array.from(
    { length: half },
    (_, i) => ({ constant: 0, edge: samples[0], reflect: samples[half - i] })[mode],
  );
  const behind = Array.from(
    { length: half },
    (_, i) => ({ constant: 0, edge: samples.at(-1), reflect: samples[samples.length - 2 - i] })[mode],
  );
  return [...before, ...samples, ...behind];
}

const base: SpectrumOptions = {
  nFft: 128,
  hopLength: 48,
  winLength: 128,
  window: "hann",
  center: true,
  padMode: "constant",
  power: 2,
};
const sound = noise(500, 9).map((value, i) => value + sine(1500, 0.1)[i]);

test.each<[string, Partial<SpectrumOptions>]>([
  ["as librosa has it by default", {}],
  ["not centred", { center: false }],
  ["a shorter window, of an odd length", { winLength: 101, window: "hamming" }],
  ["reflected, magnitudes", { padMode: "reflect", power: 1 }],
  ["edges repeated, Blackman", { padMode: "edge", window: "blackman" }],
  ["no window, long hops", { window: "ones", hopLength: 200 }],
])("the spectrum is the sum that defines it, to 1e-10 of the loudest: %s", async (_, changed) => {
  const options = { ...base, ...changed };
  const expected = plainSpectrum(sound, options);
  const { frames, bins, values } = spectrum(sound, await loadFft(128), options);
  expect([frames, bins]).toEqual([expected.length, 65]);
  expect(frames).toBe(frameCount(sound.length, options));
  const loudest = Math.max(...expected.flat());
  expected.flat().forEach((value, i) => expect(Math.abs(values[i] - value)).toBeLessThan(1e-10 * loudest));
});

const melOptions = { nMels: 12, fmin: 50, fmax: 7000, htk: false, norm: "slaney" } as const;
const decibels: Scale = { of: "db", amin: 1e-10, ref: 1, topDb: null };

/** Bands from triangles drawn through their corners, one bin after the other. */
function plainMel(frames: number[][], htk: boolean, area: boolean): number[][] {
  const mel = (f: number) =>
    htk
      ? 2595 * Math.log10(1 + f / 700)
      : f < 1000
        ? (3 * f) / 200
        : 15 + (27 * Math.log(f / 1000)) / Math.log(6.4);
  const hertz = (m: number) =>
    htk ? 700 * (10 ** (m / 2595) - 1) : m < 15 ? (200 * m) / 3 : 1000 * 6.4 ** ((m - 15) / 27);
  const corners = Array.from({ length: 14 }, (_, i) => hertz(mel(50) + ((mel(7000) - mel(50)) / 13) * i));
  return Array.from({ length: 12 }, (_, band) =>
    frames.map((bins) =>
      bins.reduce((sum, value, bin) => {
        const f = bin * 125;
        const [low, mid, high] = corners.slice(band);
        const weight =
          f <= low || f >= high ? 0 : f <= mid ? (f - low) / (mid - low) : (high - f) / (high - mid);
        return sum + value * weight * (area ? 2 / (high - low) : 1);
      }, 0),
    ),
  );
}

test.each([
  [false, "slaney"],
  [true, "none"],
] as const)("mel energies are the weighted sums (htk %s, norm %s), to 1e-9 of each", async (htk, norm) => {
  const analysis = new MelAnalysis(await loadFft(128), base, { ...melOptions, htk, norm });
  const got = analysis.energies(sound, 16_000);
  const expected = plainMel(plainSpectrum(sound, base), htk, norm === "slaney").flat();
  expect([got.bands, got.frames]).toEqual([12, expected.length / 12]);
  expected.forEach((value, i) => expect(Math.abs(got.values[i] - value)).toBeLessThanOrEqual(1e-9 * value));
});

test("decibels: ten times the logarithm, from 1 or from the loudest, not below amin nor the range", () => {
  const bands = { bands: 2, frames: 2, values: Float64Array.of(100, 1, 1e-12, 0.01) };
  expect([...scaled(bands, decibels).values]).toEqual([20, 0, -100, -20]);
  expect([...scaled(bands, { ...decibels, ref: "max" }).values]).toEqual([0, -20, -120, -40]);
  expect([...scaled(bands, { ...decibels, topDb: 30 }).values]).toEqual([20, 0, -10, -10]);
  expect([...scaled(bands, { ...decibels, of: "log10" }).values]).toEqual([2, 0, -10, -2]);
  expect(scaled(bands, { ...decibels, of: "none" }).values).toBe(bands.values);
});

/** The sums are written out as scipy.fft.dct documents them. */
test.each([
  [
    2,
    "none",
    (x: number[], k: number) =>
      2 * x.reduce((sum, v, n) => sum + v * Math.cos((Math.PI * k * (2 * n + 1)) / 8), 0),
  ],
  [
    2,
    "ortho",
    (x: number[], k: number) =>
      Math.sqrt(k === 0 ? 1 / 4 : 2 / 4) *
      x.reduce((sum, v, n) => sum + v * Math.cos((Math.PI * k * (2 * n + 1)) / 8), 0),
  ],
  [
    3,
    "none",
    (x: number[], k: number) =>
      x[0] +
      2 * x.slice(1).reduce((sum, v, n) => sum + v * Math.cos((Math.PI * (2 * k + 1) * (n + 1)) / 8), 0),
  ],
  [
    3,
    "ortho",
    (x: number[], k: number) =>
      x[0] / 2 +
      Math.sqrt(2 / 4) *
        x.slice(1).reduce((sum, v, n) => sum + v * Math.cos((Math.PI * (2 * k + 1) * (n + 1)) / 8), 0),
  ],
] as const)(
  "the cosine transform of type %i, norm %s, is that of scipy's formula",
  (dctType, norm, formula) => {
    const x = [4, 3, 5, 10];
    const got = cepstrum(
      { bands: 4, frames: 1, values: Float64Array.from(x) },
      { nMfcc: 4, dctType, norm, lifter: 0 },
    );
    x.forEach((_, k) => expect(got.values[k]).toBeCloseTo(formula(x, k), 10));
  },
);

test("a constant has a first coefficient only; lifting multiplies by the sine of librosa's formula", () => {
  const flat = { bands: 8, frames: 1, values: new Float64Array(8).fill(3) };
  const plain = cepstrum(flat, { nMfcc: 8, dctType: 2, norm: "ortho", lifter: 0 });
  expect(plain.values[0]).toBeCloseTo(3 * Math.sqrt(8), 10);
  for (let k = 1; k < 8; k++) expect(plain.values[k]).toBeCloseTo(0, 10);
  const ramp = { bands: 4, frames: 1, values: Float64Array.of(4, 3, 5, 10) };
  const [raw, lifted] = [0, 22].map(
    (lifter) => cepstrum(ramp, { nMfcc: 4, dctType: 2, norm: "ortho", lifter }).values,
  );
  raw.forEach((value, k) =>
    expect(lifted[k]).toBeCloseTo(value * (1 + 11 * Math.sin((Math.PI * (k + 1)) / 22)), 9),
  );
});
