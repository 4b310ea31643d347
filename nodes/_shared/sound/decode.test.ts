// decode: every format to samples, exact where the format is, and a clear word for what is no sound.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chunk, pcm, tone, wavFile, type WavFile } from "../../../tests/support/make-wav.ts";
import { samplesOf } from "./decode.ts";

const decode = (bytes: Uint8Array, name = "take.wav") => samplesOf({ kind: "encoded", bytes, name });
const sound = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../tests/support/sounds/${name}`, import.meta.url)));

const EDGES = [0, 1, -1, 12_345, 32_767, -32_768];
const floats = (values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer.slice(0));

test.each<[string, WavFile, number[]]>([
  ["16 bit", { data: pcm(EDGES) }, EDGES.map((v) => v / 32_768)],
  ["8 bit", { bits: 8, data: pcm([0, 127, -128], 8) }, [0, 127 / 128, -1]],
  [
    "24 bit",
    { bits: 24, data: pcm([0, 8_388_607, -8_388_608, 1, -77], 24) },
    [0, 8_388_607, -8_388_608, 1, -77].map((v) => v / 8_388_608),
  ],
  ["32 bit", { bits: 32, data: pcm([0, 1_073_741_824, -2_147_483_648], 32) }, [0, 0.5, -1]],
  ["32-bit float", { bits: 32, code: 3, data: floats([0, 0.25, -1.5]) }, [0, 0.25, -1.5]],
  [
    "64-bit float",
    { bits: 64, code: 3, data: new Uint8Array(Float64Array.of(0, 0.25, -1).buffer) },
    [0, 0.25, -1],
  ],
  // G.711: 0xd5 and 0x55 are the smallest values beside 0, 0xaa the largest of A-law; 0xff is 0 in µ-law.
  [
    "A-law",
    { bits: 8, code: 6, data: Uint8Array.of(0xd5, 0x55, 0xaa) },
    [8, -8, 32_256].map((v) => v / 32_768),
  ],
  [
    "µ-law",
    { bits: 8, code: 7, data: Uint8Array.of(0xff, 0x80, 0x00) },
    [0, 32_124, -32_124].map((v) => v / 32_768),
  ],
  ["an extensible header", { code: 0xfffe, inner: 1, data: pcm(EDGES) }, EDGES.map((v) => v / 32_768)],
  [
    "chunks of an odd size before the sound",
    { between: chunk("LIST", Uint8Array.of(1, 2, 3)), data: pcm([5]) },
    [5 / 32_768],
  ],
  ["a size that was never filled in", { data: pcm([5, 6]), saidBytes: 0xffffffff }, [5 / 32_768, 6 / 32_768]],
  [
    "a size of 0 that was never filled in",
    { data: pcm([5, -6, 7, 8]), saidBytes: 0 },
    [5, -6, 7, 8].map((v) => v / 32_768),
  ],
])("WAV with %s is read exactly", async (_, file, expected) => {
  const { channels, rate } = await decode(wavFile(file));
  expect(rate).toBe(16_000);
  expect([...channels[0]]).toEqual(expected.map(Math.fround));
});

test("floats of 64 bits are read wherever they stand in a file", async () => {
  const data = new Uint8Array(Float64Array.of(0, 0.25, -1).buffer);
  // As a file is read: a Buffer, whose bytes need not be aligned.
  const file = Buffer.from(wavFile({ bits: 64, code: 3, data }));
  const { channels } = await decode(Buffer.concat([Buffer.alloc(8), file]).subarray(8));
  expect([...channels[0]]).toEqual([0, 0.25, -1]);
});

test("192 kHz and 8 channels are read, each channel for itself", async () => {
  const file = wavFile({ channels: 8, rate: 192_000, data: pcm(Array.from({ length: 24 }, (_, i) => i)) });
  const { channels, rate } = await decode(file);
  expect(rate).toBe(192_000);
  expect(channels.map((channel) => [...channel].map((v) => v * 32_768))).toEqual(
    Array.from({ length: 8 }, (_, c) => [c, c + 8, c + 16]),
  );
});

/** Amplitude of a frequency, by correlation. */
function strength(samples: Float32Array, rate: number, hertz: number): number {
  let re = 0;
  let im = 0;
  const from = Math.floor(samples.length / 4);
  const to = Math.floor((samples.length * 3) / 4);
  for (let i = from; i < to; i++) {
    re += samples[i] * Math.cos((2 * Math.PI * hertz * i) / rate);
    im += samples[i] * Math.sin((2 * Math.PI * hertz * i) / rate);
  }
  return (2 * Math.hypot(re, im)) / (to - from);
}

test.each([
  ["tone.flac", 22_050, 11_025],
  ["tone.mp3", 22_050, 11_025],
  ["tone.ogg", 22_050, 11_025],
  ["tone.opus", 48_000, 24_000],
])("%s: both channels, at their rate and length", async (name, expectedRate, frames) => {
  const { channels, rate } = await decode(sound(name), name);
  expect(channels).toHaveLength(2);
  expect(rate).toBe(expectedRate);
  expect(Math.abs(channels[0].length - frames)).toBeLessThanOrEqual(1);
  // Lossy codecs keep a tone within a few percent.
  expect(Math.abs(strength(channels[0], rate, 440) - 0.5)).toBeLessThan(0.03);
  expect(Math.abs(strength(channels[1], rate, 880) - 0.25)).toBeLessThan(0.02);
  expect(strength(channels[0], rate, 880)).toBeLessThan(0.02);
});

test("FLAC gives to the bit what it was made of", async () => {
  const { channels } = await decode(sound("tone.flac"));
  const left = tone(440, 0.5, 22_050, 0.5);
  expect([...channels[0]].map((v) => v * 32_768)).toEqual(left);
});

test("an MP3 with one voice has one channel", async () => {
  expect((await decode(sound("mono.mp3"))).channels).toHaveLength(1);
});

test("what a file is, its bytes say: an MP3 called .wav is read", async () => {
  expect((await decode(sound("tone.mp3"), "take.wav")).rate).toBe(22_050);
});

test("who asks again while the samples are near gets the same ones", async () => {
  const cell = { kind: "encoded", bytes: sound("tone.mp3"), name: "a" } as const;
  const first = await samplesOf(cell);
  expect(await samplesOf(cell)).toBe(first);
});

const flac = sound("tone.flac");
const text = (letters: string) => new TextEncoder().encode(letters);

test.each<[string, Uint8Array, string, RegExp]>([
  ["0 bytes", new Uint8Array(0), "AUDIO_UNREADABLE", /empty \(0 bytes\)/],
  ["0 samples", wavFile({ data: new Uint8Array(0) }), "AUDIO_EMPTY", /holds no samples/],
  [
    "a wrong block size",
    wavFile({ data: pcm(EDGES), block: 3 }),
    "AUDIO_UNREADABLE",
    /1 channel of 16 bits are not 3 bytes/,
  ],
  [
    "0 channels",
    wavFile({ data: pcm(EDGES), channels: 0, block: 2 }),
    "AUDIO_UNREADABLE",
    /claims 0 channels/,
  ],
  ["0 Hz", wavFile({ data: pcm(EDGES), rate: 0 }), "AUDIO_UNREADABLE", /claims 0 Hz/],
  ["1 Hz", wavFile({ data: pcm(EDGES), rate: 1 }), "AUDIO_UNREADABLE", /claims 1 Hz: it is damaged/],
  [
    "a header that promises 1 GB",
    wavFile({ data: pcm(EDGES), saidBytes: 5_000_000_000 % 2 ** 32 }),
    "AUDIO_UNREADABLE",
    /cut off: its header promises .* and 0\.00 s are there/,
  ],
  [
    "NaN in it",
    wavFile({ bits: 32, code: 3, data: floats([0, NaN]) }),
    "AUDIO_UNREADABLE",
    /samples that are no numbers \(NaN\)/,
  ],
  [
    "blocks of nothing",
    wavFile({ data: pcm(EDGES), code: 0x11, block: 0 }),
    "AUDIO_UNREADABLE",
    /blocks of ADPCM of 0 bytes/,
  ],
  ["4 GHz", wavFile({ data: pcm(EDGES), rate: 4_000_000_000 }), "AUDIO_UNREADABLE", /claims 4000000000 Hz/],
  [
    "12 bits",
    wavFile({ data: pcm(EDGES), bits: 12, block: 2 }),
    "AUDIO_UNREADABLE",
    /samples are of 12 bits/,
  ],
  ["GSM inside", wavFile({ data: pcm(EDGES), code: 0x31 }), "AUDIO_UNREADABLE", /packed as GSM/],
  [
    "no sound in it",
    wavFile({ data: pcm(EDGES) }).subarray(0, 36),
    "AUDIO_UNREADABLE",
    /header of WAV, but no sound/,
  ],
  [
    "half a header",
    wavFile({ data: pcm(EDGES) }).subarray(0, 15),
    "AUDIO_UNREADABLE",
    /no whole header of WAV/,
  ],
  [
    "a WAV that is cut off",
    wavFile({ data: pcm(tone(440, 1)), saidBytes: 64_000 }),
    "AUDIO_UNREADABLE",
    /promises 2\.00 s, and 1\.00 s are there/,
  ],
  [
    "a FLAC that is cut off",
    flac.subarray(0, flac.length >> 1),
    "AUDIO_UNREADABLE",
    /cut off|cannot be decoded/,
  ],
  ["two of FLAC joined", Buffer.concat([flac, flac]), "AUDIO_UNREADABLE", /several files of FLAC joined/],
  ["a FLAC without frames", flac.subarray(0, 30), "AUDIO_UNREADABLE", /header of FLAC is cut off/],
  ["a page of the web", text("<!DOCTYPE html><p>404"), "AUDIO_UNREADABLE", /looks like a web page/],
  [
    "a pointer of Git LFS",
    text("version https://git-lfs.github.com/spec/v1"),
    "AUDIO_UNREADABLE",
    /pointer of Git LFS/,
  ],
  ["a video", text("RIFF____AVI LIST"), "AUDIO_UNREADABLE", /a video \(AVI\)/],
  [
    "random bytes",
    Uint8Array.from({ length: 3000 }, (_, i) => (i * i * 31) % 251),
    "AUDIO_UNREADABLE",
    /no sound that can be read/,
  ],
])("%s: said clearly", async (_, bytes, code, message) => {
  const failed = decode(bytes);
  await expect(failed).rejects.toMatchObject({ code });
  await expect(failed).rejects.toThrow(message);
  await expect(failed).rejects.toThrow(/^take\.wav: /);
});

test("an MP3 without its end gives what is there: it promises no length", async () => {
  const bytes = sound("tone.mp3");
  const { channels, rate } = await decode(bytes.subarray(0, Math.floor(bytes.length * 0.7)));
  expect(channels[0].length / rate).toBeGreaterThan(0.1);
  expect(channels[0].length / rate).toBeLessThan(0.5);
});

// Half a second is one page of OGG.
test.each(["tone.ogg", "tone.opus"])("%s without a whole page of sound is empty", async (name) => {
  const bytes = sound(name);
  await expect(decode(bytes.subarray(0, bytes.length - 200))).rejects.toMatchObject({ code: "AUDIO_EMPTY" });
});

test("bytes flipped anywhere never bring down the process", { timeout: 20_000 }, async () => {
  let seed = 7;
  const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  for (const name of ["tone.flac", "tone.mp3", "tone.ogg", "tone.opus"]) {
    for (let round = 0; round < 12; round++) {
      const bytes = sound(name);
      for (let i = 0; i < 8; i++) bytes[next(bytes.length)] = next(256);
      await decode(bytes).then(
        ({ channels }) => expect(channels.length).toBeGreaterThan(0),
        (thrown: unknown) => expect((thrown as { code: string }).code).toMatch(/^AUDIO_/),
      );
    }
  }
});
