import { expect, test } from "vitest";
import { soundHead } from "./sound-head.ts";

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** 16-bit, two channels, 8 kHz, with a chunk of odd length before the samples. */
function wav(dataBytes: number, held = dataBytes): Uint8Array {
  const bytes = new Uint8Array(12 + 24 + 12 + 8 + held);
  const view = new DataView(bytes.buffer);
  bytes.set(ascii("RIFF"), 0);
  bytes.set(ascii("WAVEfmt "), 8);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 32_000, true);
  bytes.set(ascii("LIST"), 36);
  view.setUint32(40, 3, true);
  bytes.set(ascii("data"), 48);
  view.setUint32(52, dataBytes, true);
  return bytes;
}

test("a WAV file says how long it is; one that is cut off is as long as what is there", () => {
  expect(soundHead(wav(64_000), "a.wav")).toEqual({ format: "wav", seconds: 2, rate: 8000, channels: 2 });
  expect(soundHead(wav(64_000, 16_000), "a.wav")).toMatchObject({ seconds: 0.5 });
  expect(soundHead(wav(0).subarray(0, 40), "a.wav")).toEqual({
    format: "wav",
    seconds: null,
    rate: 8000,
    channels: 2,
  });
});

test.each([
  ["fLaC\0\0\0\0", "flac"],
  ["OggS\0\0", "ogg"],
  ["ID3\x04", "mp3"],
  ["\xff\xfb\x90", "mp3"],
  ["\0\0\0\x20ftypM4A ", "m4a"],
  ["RIFF", "bin"],
  ["", "bin"],
])("%j is %s", (head, format) => {
  expect(soundHead(ascii(head), "x.bin")).toEqual({ format, seconds: null, rate: null, channels: null });
});
