// What a file of sound says of itself in its first and last bytes: format, rate, channels, length. Nothing is decoded.

import { unreadable } from "./sound-error.ts";
import { mp3Facts } from "./mp3-frames.ts";
import { readWavHeader, type WavHeader } from "./wav-header.ts";

export type SoundFormat = "wav" | "flac" | "mp3" | "vorbis" | "opus";

export interface SoundFacts {
  readonly format: SoundFormat;
  readonly rate: number;
  readonly channels: number;
  /** Samples in each channel; null where the file does not say it. */
  readonly frames: number | null;
  /** Whether `frames` is what the file promises, or only what its size suggests. */
  readonly exact: boolean;
  /** The most samples that the bytes of the file can hold, whatever it promises; null where they are packed. */
  readonly held: number | null;
  /** Bits of a sample in FLAC. */
  readonly bits: number | null;
  readonly wav: WavHeader | null;
}

/** Bytes at the beginning and at the end of a file that are enough to say it, whatever stands between. */
export const FACT_BYTES = 256 * 1024;

/** No recorder makes less or more: a header beyond it is damaged. */
const LEAST_RATE = 100;
const MOST_RATE = 768_000;

/** `head` begins the file, `tail` ends it (both may be the whole of it); `size` is that of the file. */
export function soundFacts(head: Uint8Array, tail: Uint8Array, size: number, name: string): SoundFacts {
  const facts = factsOf(head, tail, size, name);
  const { rate } = facts;
  if (rate < LEAST_RATE || rate > MOST_RATE)
    throw unreadable(name, `Its header claims ${rate} Hz: it is damaged.`);
  return facts;
}

function factsOf(head: Uint8Array, tail: Uint8Array, size: number, name: string): SoundFacts {
  if (size === 0) throw unreadable(name, "The file is empty (0 bytes).");
  const start = afterId3(head);
  if (starts(head, 0, "RIFF") || starts(head, 0, "RF64") || starts(head, 0, "BW64")) {
    if (!starts(head, 8, "WAVE")) throw unreadable(name, `It is ${riffName(head)}, no WAV.`);
    return wavFacts(readWavHeader(head, name), size);
  }
  if (starts(head, start, "fLaC")) return flacFacts(head, start + 4, name);
  if (starts(head, 0, "OggS")) return oggFacts(head, tail, name);
  const mp3 = mp3Facts(head, start, size);
  if (mp3) return { format: "mp3", held: null, bits: null, wav: null, ...mp3 };
  throw unreadable(name, `It is no sound that can be read${looksLike(head)}.`);
}

/** How many samples at the most there will be; null where nothing tells it. */
export function mostFrames({ frames, held }: SoundFacts): number | null {
  return frames === null || held === null ? frames : Math.min(frames, held);
}

function wavFacts(wav: WavHeader, size: number): SoundFacts {
  const { rate, channels, blockBytes, samplesPerBlock, dataBytes, dataStart } = wav;
  const bytes = dataBytes ?? Math.max(0, size - dataStart);
  const framesIn = (count: number) => Math.floor(count / blockBytes) * samplesPerBlock;
  const frames = framesIn(bytes);
  const held = framesIn(Math.max(0, size - dataStart));
  return { format: "wav", rate, channels, frames, held, exact: dataBytes !== null, bits: null, wav };
}

/** STREAMINFO: 20 bits of rate, 3 of channels, 5 of depth, 36 of length. */
function flacFacts(bytes: Uint8Array, at: number, name: string): SoundFacts {
  const info = bytes.subarray(at + 4, at + 4 + 34);
  if (info.length < 34 || (bytes[at] & 0x7f) !== 0) throw unreadable(name, "Its header of FLAC is cut off.");
  const rate = (info[10] << 12) | (info[11] << 4) | (info[12] >> 4);
  const frames =
    (info[13] & 0x0f) * 2 ** 32 + new DataView(info.buffer, info.byteOffset + 14, 4).getUint32(0);
  const bits = (((info[12] & 1) << 4) | (info[13] >> 4)) + 1;
  const known = frames > 0;
  return {
    format: "flac",
    rate,
    channels: ((info[12] >> 1) & 7) + 1,
    frames: known ? frames : null,
    exact: known,
    held: null,
    bits,
    wav: null,
  };
}

function oggFacts(head: Uint8Array, tail: Uint8Array, name: string): SoundFacts {
  const packet = 27 + (head[26] ?? 0);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const last = lastGranule(tail);
  const about = (format: "opus" | "vorbis", rate: number, channels: number, skipped: number): SoundFacts => {
    const frames = last === null ? null : Math.max(0, last - skipped);
    return { format, rate, channels, frames, exact: false, held: null, bits: null, wav: null };
  };
  // Opus counts at 48 kHz whatever was recorded; the first samples warm its decoder up and are left out.
  if (starts(head, packet, "OpusHead") && head.length >= packet + 12)
    return about("opus", 48_000, head[packet + 9], view.getUint16(packet + 10, true));
  if (starts(head, packet, "\u0001vorbis") && head.length >= packet + 16)
    return about("vorbis", view.getUint32(packet + 12, true), head[packet + 11], 0);
  throw unreadable(name, "It is an OGG file, but holds neither Vorbis nor Opus.");
}

/** The position that the last page with one says: samples since the beginning. */
function lastGranule(tail: Uint8Array): number | null {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.length - 27; at >= 0; at--) {
    if (tail[at] !== 0x4f || !starts(tail, at, "OggS")) continue;
    const granule = view.getBigInt64(at + 6, true);
    if (granule >= 0n) return Number(granule);
  }
  return null;
}

/** Where the file begins behind a tag of ID3v2. */
function afterId3(bytes: Uint8Array): number {
  if (!starts(bytes, 0, "ID3") || bytes.length < 10) return 0;
  const size =
    ((bytes[6] & 127) << 21) | ((bytes[7] & 127) << 14) | ((bytes[8] & 127) << 7) | (bytes[9] & 127);
  return 10 + size + (bytes[5] & 0x10 ? 10 : 0);
}

function starts(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function riffName(head: Uint8Array): string {
  const inner = String.fromCharCode(...head.subarray(8, 12));
  return inner === "AVI " ? "a video (AVI)" : inner === "WEBP" ? "a picture (WebP)" : "a RIFF file";
}

const OTHERS: readonly (readonly [string, (head: Uint8Array) => boolean])[] = [
  ["M4A or MP4", (head) => starts(head, 4, "ftyp")],
  ["AIFF", (head) => starts(head, 0, "FORM")],
  ["WebM or Matroska", (head) => head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf],
  ["WMA", (head) => head[0] === 0x30 && head[1] === 0x26 && head[2] === 0xb2],
  ["MIDI", (head) => starts(head, 0, "MThd")],
  ["AMR", (head) => starts(head, 0, "#!AMR")],
  ["CAF", (head) => starts(head, 0, "caff")],
  ["a web page", (head) => starts(head, 0, "<!DOCTYPE") || starts(head, 0, "<html")],
  ["a ZIP archive", (head) => starts(head, 0, "PK\u0003\u0004")],
  ["a pointer of Git LFS", (head) => starts(head, 0, "version https://git-lfs")],
];

function looksLike(head: Uint8Array): string {
  const found = OTHERS.find(([, is]) => is(head));
  return found ? `: it looks like ${found[0]}` : "";
}
