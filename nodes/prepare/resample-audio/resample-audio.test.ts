// resample-audio: the new rate, the channels that were asked for, and rows that cannot be.

import { expect, test } from "vitest";
import type { Samples } from "../../../engine/frames/audio.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { sine, soundFrame, soundOf } from "../../../tests/support/sound-frames.ts";
import { pcm, tone, wavFile } from "../../../tests/support/make-wav.ts";
import resampleAudio from "./resample-audio.ts";

async function resampled(cells: readonly (object | null)[], params: Record<string, unknown> = {}) {
  const result = await runNode(resampleAudio, { params, inputs: { in: [soundFrame(cells)] } });
  const [out] = result.outputs.out ?? [];
  const name = (params.output as string | undefined) ?? "resampled";
  const got = out ? Array.from({ length: out.length }, (_, row) => out.column(name).get(row) as Samples) : [];
  return { ...result, got };
}

test("a file is decoded, brought to the rate and mixed to one channel; its name and time stay", async () => {
  const bytes = wavFile({ channels: 2, rate: 48_000, data: pcm(tone(440, 0.1, 96_000)) });
  const piece = soundOf([sine(440, 0.1, 48_000)], 48_000, { startS: 60 });
  const { got, failed } = await resampled([{ kind: "encoded", bytes, name: "a.wav" }, piece], {
    rate: 16_000,
  });
  expect(failed).toEqual([]);
  expect(
    got.map(({ rate, channels, name, startS }) => [rate, channels.length, channels[0].length, name, startS]),
  ).toEqual([
    [16_000, 1, 1600, "a.wav", undefined],
    [16_000, 1, 1600, "take.wav", 60],
  ]);
});

const stereo = soundOf([
  [0.5, 0.25, 0],
  [-0.5, 0.75, 1],
]);

test.each([
  [
    "keep",
    [
      [0.5, 0.25, 0],
      [-0.5, 0.75, 1],
    ],
  ],
  ["mono", [[0, 0.5, 0.5]]],
  ["first", [[0.5, 0.25, 0]]],
  ["second", [[-0.5, 0.75, 1]]],
])("channels %s, at the rate that it has", async (channels, expected) => {
  const { got } = await resampled([stereo], { channels });
  expect(got[0].channels.map((channel) => [...channel])).toEqual(expected);
  expect(got[0].rate).toBe(16_000);
});

test("a second channel that there is not, no recording, no sound: failed rows; the others go on", async () => {
  const broken = { kind: "encoded", bytes: new Uint8Array(5), name: "broken.wav" };
  const { got, failed } = await resampled([soundOf([[0, 1]]), null, broken, stereo], { channels: "second" });
  expect(failed.map(({ row, code }) => [row, code])).toEqual([
    [1, "AUDIO_CHANNEL_MISSING"],
    [2, "NULL_VALUE"],
    [3, "AUDIO_UNREADABLE"],
  ]);
  expect(got).toHaveLength(1);
});

test("the name of the old column replaces it; another one that is taken is an issue", async () => {
  const { got } = await resampled([stereo], { output: "audio" });
  expect(got[0].channels).toHaveLength(1);
  const { issues } = await resampled([stereo], { output: "path" });
  expect(issues).toMatchObject([{ code: "COLUMN_DUPLICATE" }]);
});

test.each([
  ["path", "COLUMN_TYPE"],
  ["sound", "COLUMN_UNKNOWN"],
])("column %s is an issue while editing", async (column, code) => {
  const { issues } = await resampled([stereo], { column });
  expect(issues).toMatchObject([{ code, severity: "error", path: "params.column" }]);
});
