// trim-silence: what is left, by librosa's rule written out; silence itself; the time that is kept.

import { expect, test } from "vitest";
import type { Samples } from "../../../engine/frames/audio.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { noise, sine, soundFrame, soundOf } from "../../../tests/support/sound-frames.ts";
import trimSilence from "./trim-silence.ts";

async function trim(cells: readonly (object | null)[], params: Record<string, unknown> = {}) {
  const result = await runNode(trimSilence, { params, inputs: { in: [soundFrame(cells)] } });
  const [out] = result.outputs.out ?? [];
  const name = (params.output as string | undefined) ?? "trimmed";
  const got = out ? Array.from({ length: out.length }, (_, row) => out.column(name).get(row) as Samples) : [];
  return { ...result, got };
}

/** Quiet noise, a tone, quiet noise. */
function burst(): Float32Array {
  const samples = noise(16_000, 4, 0.0001);
  sine(440, 0.3).forEach((value, i) => (samples[6000 + i] += value));
  return samples;
}

/** Frames of mean squares in decibels below the loudest, with half a frame of silence before and behind. */
function plain(samples: Float32Array, topDb: number, frame: number, hop: number): [number, number] {
  const padded = [
    ...new Array<number>(frame / 2).fill(0),
    ...samples,
    ...new Array<number>(frame / 2).fill(0),
  ];
  const means: number[] = [];
  for (let from = 0; from + frame <= padded.length; from += hop)
    means.push(padded.slice(from, from + frame).reduce((sum, value) => sum + value * value, 0) / frame);
  const loud = means.map(
    (mean) => 10 * Math.log10(Math.max(1e-10, mean)) - 10 * Math.log10(Math.max(...means)) > -topDb,
  );
  return [loud.indexOf(true) * hop, Math.min(samples.length, (loud.lastIndexOf(true) + 1) * hop)];
}

test.each([
  [60, 2048, 512],
  [30, 512, 128],
  [20, 400, 160],
])("%i dB, frames of %i, hops of %i", async (topDb, frameLength, hopLength) => {
  const samples = burst();
  const [from, to] = plain(samples, topDb, frameLength, hopLength);
  expect(from).toBeGreaterThan(0);
  const { got } = await trim([soundOf([samples], 16_000, { startS: 10 })], { topDb, frameLength, hopLength });
  expect([...got[0].channels[0]]).toEqual([...samples.subarray(from, to)]);
  expect(got[0].startS).toBe(10 + from / 16_000);
});

test("channels are trimmed alike, by their mean", async () => {
  const { got } = await trim([soundOf([burst(), new Float32Array(16_000)])]);
  const [left, right] = got[0].channels;
  expect(left.length).toBe(right.length);
  expect(left.length).toBeLessThan(8000);
});

test("a recording that is loud all over stays as it is", async () => {
  expect((await trim([soundOf([sine(440, 0.5)])])).got[0].channels[0]).toHaveLength(8000);
});

test("silence alone, and no recording, fail", async () => {
  const { failed, got } = await trim([soundOf([new Float32Array(4000)]), null, soundOf([sine(440, 0.1)])]);
  expect(failed.map(({ row, code }) => [row, code])).toEqual([
    [1, "AUDIO_EMPTY"],
    [2, "NULL_VALUE"],
  ]);
  expect(got).toHaveLength(1);
});

test("the name of the old column replaces it; another one that is taken is an issue", async () => {
  expect((await trim([soundOf([burst()])], { output: "audio" })).got).toHaveLength(1);
  expect((await trim([soundOf([burst()])], { output: "path" })).issues).toMatchObject([
    { code: "COLUMN_DUPLICATE" },
  ]);
});
