// resample: the sums of a windowed sinc, computed here one by one; what the new rate cannot hold is gone; tones stay tones.

import { expect, test } from "vitest";
import { noise, sine } from "../../../tests/support/sound-frames.ts";
import { resampleInTurns, resample, type ResampleQuality } from "./resample.ts";

/** I0 by the integral of exp(x cos t), which for a periodic function the trapezoid rule gives to the last digits. */
function i0(x: number): number {
  let sum = 0;
  for (let k = 0; k < 48; k++) sum += Math.exp(x * Math.cos((Math.PI * (k + 0.5)) / 48));
  return sum / 48;
}

/** Each new sample as the sum over all old ones, weighted by the window at its distance in time. */
function plain(
  samples: Float32Array,
  from: number,
  to: number,
  zeros: number,
  decibels: number,
): Float64Array {
  const ratio = Math.min(1, to / from);
  const cutoff = 1 - (decibels - 8) / (2.285 * 2 * zeros) / (2 * Math.PI);
  const beta = 0.1102 * (decibels - 8.7);
  const reach = zeros / ratio;
  const middle = i0(beta);
  return Float64Array.from({ length: Math.ceil((samples.length * to) / from) }, (_, i) => {
    const at = (i * from) / to;
    let sum = 0;
    let weights = 0;
    for (let j = Math.floor(at - reach) - 1; j <= at + reach + 1; j++) {
      const distance = j - at;
      if (Math.abs(distance) >= reach) continue;
      const x = Math.PI * distance * ratio * cutoff;
      const weight =
        (x === 0 ? 1 : Math.sin(x) / x) * (i0(beta * Math.sqrt(1 - (distance / reach) ** 2)) / middle);
      weights += weight;
      sum += weight * (samples[j] ?? 0);
    }
    return sum / weights;
  });
}

function farthest(got: Float32Array, expected: ArrayLike<number>): number {
  return got.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
}

test.each<[number, number, ResampleQuality, number, number]>([
  [48_000, 16_000, "good", 32, 90],
  [44_100, 16_000, "fast", 16, 60],
  [8_000, 16_000, "good", 32, 90],
  [11_025, 48_000, "best", 64, 110],
  [16_000, 44_100, "fast", 16, 60],
])("%i to %i Hz, %s: as a plain sum over all samples, to 1e-6", (from, to, quality, zeros, decibels) => {
  const samples = noise(300, 5);
  const expected = plain(samples, from, to, zeros, decibels);
  const got = resample(samples, from, to, quality);
  expect(got).toHaveLength(expected.length);
  expect(farthest(got, expected)).toBeLessThan(1e-6);
});

test("rates without a common factor are interpolated between phases, to 1e-5", () => {
  const samples = noise(300, 6);
  const expected = plain(samples, 44_101, 16_001, 32, 90);
  expect(farthest(resample(samples, 44_101, 16_001, "good"), expected)).toBeLessThan(1e-5);
});

const level = (samples: Float32Array) => {
  const inner = samples.subarray(200, samples.length - 200);
  return (
    20 *
    Math.log10(
      Math.sqrt(inner.reduce((sum, value) => sum + value * value, 0) / inner.length) / (0.5 / Math.SQRT2),
    )
  );
};

test.each<[ResampleQuality, number]>([
  ["fast", -60],
  ["good", -90],
  ["best", -105],
])("%s: a tone beyond the new limit is held down by %i dB", (quality, decibels) => {
  for (const hertz of [8_000, 9_000, 15_000, 23_000])
    expect(level(resample(sine(hertz, 0.2, 48_000), 48_000, 16_000, quality)), `${hertz} Hz`).toBeLessThan(
      decibels,
    );
});

test.each<[ResampleQuality, number]>([
  ["fast", 6_000],
  ["good", 6_500],
  ["best", 7_000],
])("%s: a tone of 100 to %i Hz stays what it is, to 0.01 dB", (quality, most) => {
  for (const hertz of [100, 1_000, most])
    expect(
      Math.abs(level(resample(sine(hertz, 0.3, 48_000), 48_000, 16_000, quality))),
      `${hertz} Hz`,
    ).toBeLessThan(0.01);
});

test("up and down again is what it was, to 0.001 inside the pass band", () => {
  const samples = sine(900, 0.2);
  const back = resample(resample(samples, 16_000, 44_100, "good"), 44_100, 16_000, "good");
  for (let i = 300; i < 2900; i++) expect(Math.abs(back[i] - samples[i])).toBeLessThan(0.001);
});

test.each([0, 1, 2])("%i samples", (length) => {
  expect(resample(new Float32Array(length), 48_000, 16_000, "good")).toHaveLength(Math.ceil(length / 3));
});

test("a constant stays what it is", () => {
  const out = resample(new Float32Array(2000).fill(0.25), 44_100, 48_000, "good");
  for (let i = 200; i < 1900; i++) expect(Math.abs(out[i] - 0.25)).toBeLessThan(1e-7);
});

test("in turns it gives the same, with pauses in which a run can be stopped", async () => {
  const samples = Float32Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 7));
  let pauses = 0;
  const out = await resampleInTurns(samples, 16_000, 44_100, "fast", async () => void pauses++);
  expect(out).toEqual(resample(samples, 16_000, 44_100, "fast"));
  expect(pauses).toBeGreaterThan(3);
  const stopped = resampleInTurns(samples, 16_000, 44_100, "fast", () =>
    Promise.reject(new Error("stopped")),
  );
  await expect(stopped).rejects.toThrow("stopped");
});
