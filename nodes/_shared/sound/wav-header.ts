// What the header of a WAV file says: RIFF and RF64, chunks in any order, extensible formats.

import { unreadable } from "./sound-error.ts";

export interface WavHeader {
  readonly channels: number;
  readonly rate: number;
  /** Bytes of one sample of all channels; of a block in ADPCM. */
  readonly blockBytes: number;
  /** Bits of a sample where it is a whole number, else null (float, A-law, ADPCM). */
  readonly pcmBits: number | null;
  /** Where the sound begins in the file. */
  readonly dataStart: number;
  /** Bytes of sound that the header promises; null where it leaves them open, as programs do that were interrupted. */
  readonly dataBytes: number | null;
  /** Samples in a channel for each block: 1 but in ADPCM. */
  readonly samplesPerBlock: number;
  /** The format chunk without its head, for a decoder that wants a header. */
  readonly format: Uint8Array;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** Microsoft and IMA ADPCM: several samples in a block. */
const ADPCM = new Set([2, 0x11]);
const NAMES: Readonly<Record<number, string>> = { 6: "A-law", 7: "µ-law", 0x55: "MP3 in WAV", 0x31: "GSM" };
const KNOWN = new Set([PCM, FLOAT, 6, 7, ...ADPCM]);
/** What is left open. */
const OPEN = 0xffffffff;
/** More than any recorder makes; a header beyond it is damaged. */
const MOST_CHANNELS = 64;

/** Reads the first bytes of a file; throws where they are no header of WAV, or one of sound that cannot be read. */
export function readWavHeader(bytes: Uint8Array, name: string): WavHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let longData: number | null = null;
  let format: Uint8Array | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = tag(bytes, at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (id === "ds64" && body + 16 <= bytes.length) longData = Number(view.getBigUint64(body + 8, true));
    if (id === "fmt ") format = bytes.slice(body, Math.min(body + size, bytes.length));
    if (id === "data") {
      if (!format)
        throw unreadable(name, "Its sound begins before its format is told: the header is damaged.");
      const promised = size === OPEN ? longData : size;
      return {
        ...readFormat(format, name),
        dataStart: body,
        dataBytes: openSize(promised, bytes, body),
        format,
      };
    }
    // Chunks are padded to an even size.
    at = body + size + (size % 2);
  }
  throw unreadable(
    name,
    format ? "It has a header of WAV, but no sound." : "Its header is no whole header of WAV.",
  );
}

/** A size of 0 with something behind it that is no other chunk was never filled in. */
function openSize(size: number | null, bytes: Uint8Array, body: number): number | null {
  if (size === null || size > 0) return size;
  const next = tag(bytes, body);
  return bytes.length >= body + 8 && !/^[A-Za-z0-9 ]{4}$/u.test(next) ? null : 0;
}

function readFormat(format: Uint8Array, name: string): Omit<WavHeader, "dataStart" | "dataBytes" | "format"> {
  if (format.length < 16) throw unreadable(name, "The format in its header is cut off.");
  const view = new DataView(format.buffer, format.byteOffset, format.byteLength);
  const told = view.getUint16(0, true);
  const code = told === EXTENSIBLE && format.length >= 26 ? view.getUint16(24, true) : told;
  const channels = view.getUint16(2, true);
  const rate = view.getUint32(4, true);
  const blockBytes = view.getUint16(12, true);
  const bits = view.getUint16(14, true);
  if (!KNOWN.has(code))
    throw unreadable(
      name,
      `Its sound is packed as ${NAMES[code] ?? `format ${code}`}, which cannot be read.`,
    );
  if (channels < 1 || channels > MOST_CHANNELS)
    throw unreadable(name, `Its header claims ${channels} channels: it is damaged.`);
  if (blockBytes < 1)
    throw unreadable(
      name,
      `Its header claims ${ADPCM.has(code) ? "blocks of ADPCM" : "samples"} of 0 bytes: it is damaged.`,
    );
  if (ADPCM.has(code))
    return {
      channels,
      rate,
      blockBytes,
      pcmBits: null,
      samplesPerBlock: adpcmSamples(format, code, channels),
    };
  const depths = code === PCM ? [8, 16, 24, 32] : code === FLOAT ? [32, 64] : [8];
  if (!depths.includes(bits))
    throw unreadable(name, `Its samples are of ${bits} bits, which cannot be read.`);
  if (blockBytes !== (channels * bits) / 8)
    throw unreadable(
      name,
      `Its header is wrong: ${channels} channel${channels === 1 ? "" : "s"} of ${bits} bits are not ${blockBytes} bytes.`,
    );
  return { channels, rate, blockBytes, pcmBits: code === PCM ? bits : null, samplesPerBlock: 1 };
}

function adpcmSamples(format: Uint8Array, code: number, channels: number): number {
  const view = new DataView(format.buffer, format.byteOffset, format.byteLength);
  const told = format.length >= 20 ? view.getUint16(18, true) : 0;
  const block = view.getUint16(12, true);
  if (told > 0) return told;
  return code === 2 ? 2 + ((block - 7 * channels) * 2) / channels : 1 + (block / channels - 4) * 2;
}

/** A header of the same format whose size is left open, for a decoder that is given the sound in blocks. */
export function openHeader({ format }: WavHeader): Uint8Array {
  const bytes = new Uint8Array(12 + 8 + format.length + (format.length % 2) + 8);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  write(0, "RIFF");
  view.setUint32(4, OPEN, true);
  write(8, "WAVEfmt ");
  // The decoder walks from chunk to chunk by their sizes without the padding.
  const size = format.length + (format.length % 2);
  view.setUint32(16, size, true);
  bytes.set(format, 20);
  write(20 + size, "data");
  view.setUint32(24 + size, OPEN, true);
  return bytes;
}

function tag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
