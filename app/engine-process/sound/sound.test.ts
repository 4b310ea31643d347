import { expect, test } from "vitest";
import type { Samples } from "../../../engine/frames/audio.ts";
import { pcm, wavFile } from "../../../tests/support/make-wav.ts";
import { NearSamples } from "./near-samples.ts";
import { partOf } from "./part.ts";
import { peaksOf } from "./peaks.ts";
import { soundCell } from "./sound-cell.ts";
import { spectrogramOf } from "./spectrogram.ts";
import { wavOf } from "./wav-bytes.ts";

const RATE = 8000;
const tone = (hertz: number, seconds: number, loudness = 0.5) =>
  Float32Array.from(
    { length: RATE * seconds },
    (_, at) => loudness * Math.sin((2 * Math.PI * hertz * at) / RATE),
  );
const samples = (channels: readonly Float32Array[], startS?: number): Samples => ({
  kind: "samples",
  channels,
  rate: RATE,
  name: "a.wav",
  startS,
});
const int16 = (bytes: Uint8Array) => [...new Int16Array(bytes.slice().buffer)];

test("a part is told by times of the whole recording, also in a piece of it", () => {
  const piece = samples([new Float32Array(RATE * 2)], 10);
  expect(partOf(piece)).toEqual({ from: 10, to: 12, first: 0, end: 16_000 });
  expect(partOf(piece, 10.5, 11)).toEqual({ from: 10.5, to: 11, first: 4000, end: 8000 });
  expect(partOf(piece, 3, 99)).toMatchObject({ from: 10, to: 12 });
  expect(partOf(piece, 50, 40)).toMatchObject({ from: 12, to: 12, first: 16_000, end: 16_000 });
});

test("peaks are the least and greatest values of all channels", () => {
  const sound = samples([Float32Array.of(0, 0.5, -1, 0), Float32Array.of(0, 1, 0, 0.25)]);
  const { peaks, loudest } = peaksOf(sound, partOf(sound), 2);
  expect(int16(peaks)).toEqual([0, 32_767, -32_767, 8192]);
  expect(loudest).toBe(1);
  const broken = samples([Float32Array.of(NaN, NaN)]);
  expect(int16(peaksOf(broken, partOf(broken), 9).peaks)).toEqual([0, 0, 0, 0]);
});

test.each([440, 1000, 3000])("a tone of %i Hz is a line at its height, as loud as it is", (hertz) => {
  const sound = samples([tone(hertz, 1)]);
  const { columns, rows, data, maxHz, minDb } = spectrogramOf(sound, partOf(sound), 20, 80);
  expect([columns, rows, maxHz, minDb]).toEqual([20, 80, 4000, -90]);
  const column = Array.from({ length: rows }, (_, row) => data[row * columns + 10]);
  const most = Math.max(...column);
  const height = rows - 1 - column.indexOf(most);
  // A row is 50 Hz.
  expect(Math.abs((height + 0.5) * (maxHz / rows) - hertz)).toBeLessThan(60);
  // Half of full scale is -6 dB; between two bins a window of this kind loses up to 1.5 dB.
  expect(Math.abs((1 - most / 255) * minDb + 6.02)).toBeLessThan(1.6);
  // Far from the tone there is nothing.
  expect(column[(column.indexOf(most) + 40) % rows]).toBeLessThan(60);
});

test("silence is empty, and a stretch shorter than a window is still a picture", () => {
  const sound = samples([new Float32Array(RATE)]);
  expect(spectrogramOf(sound, partOf(sound), 10, 10).data.every((value) => value === 0)).toBe(true);
  expect(spectrogramOf(sound, partOf(sound, 0.1, 0.1005), 10, 10)).toMatchObject({ columns: 4, rows: 10 });
  expect(spectrogramOf(sound, partOf(sound, 1, 1), 10, 10).columns).toBe(1);
});

test("what is played is a WAV file of the part, and more than two channels are mixed", async () => {
  const ramp = Float32Array.from({ length: RATE }, (_, at) => at / RATE);
  const sound = samples([ramp]);
  const { wav, from, to } = wavOf(sound, partOf(sound, 0.5, 0.75));
  expect([from, to]).toEqual([0.5, 0.75]);
  const played = await new NearSamples().of({ kind: "encoded", bytes: wav, name: "part.wav" });
  expect([played.rate, played.channels.length, played.channels[0].length]).toEqual([RATE, 1, 2000]);
  expect(Math.abs(played.channels[0][0] - 0.5)).toBeLessThan(1e-4);
  const many = samples([Float32Array.of(0.9), Float32Array.of(0), Float32Array.of(0)]);
  expect(int16(wavOf(many, partOf(many)).wav.subarray(44))).toEqual([Math.round(0.3 * 32_767)]);
});

test("the line of a recording tells its length, and of what is no sound only its ending", () => {
  const bytes = wavFile({ data: pcm(Array.from({ length: 8000 }, () => 0)) });
  expect(soundCell({ kind: "encoded", bytes, name: "a.wav" })).toEqual({
    is: "audio",
    format: "wav",
    seconds: 0.5,
    rate: 16_000,
    channels: 1,
  });
  expect(soundCell(samples([new Float32Array(4000)]))).toMatchObject({ format: "samples", seconds: 0.5 });
  expect(soundCell({ kind: "encoded", bytes: new Uint8Array(3), name: "b.MP3" })).toEqual({
    is: "audio",
    format: "mp3",
    seconds: null,
    rate: null,
    channels: null,
  });
});

test("the recording that is looked at is decoded once", async () => {
  const bytes = wavFile({ data: pcm([1, 2, 3]) });
  const near = new NearSamples();
  const cell = { kind: "encoded", bytes, name: "a.wav" } as const;
  const first = await near.of(cell);
  expect(await near.of(cell)).toBe(first);
  expect(near.held).toBe(first);
  await expect(near.of({ ...cell, bytes: new Uint8Array(0) })).rejects.toThrow("empty");
  expect(await near.of(cell)).toBe(first);
  near.clear();
  expect(near.held).toBeNull();
});
