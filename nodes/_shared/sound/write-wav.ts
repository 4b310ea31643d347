// The bytes of a WAV file: whole numbers of 16 or 24 bits, or floats.

import type { Samples } from "../../../engine/frames/audio.ts";

export type WavFormat = "pcm16" | "pcm24" | "float32";

export interface WrittenWav {
  readonly bytes: Uint8Array;
  /** Samples beyond full scale, which whole numbers cannot hold: they are at full scale in the file. */
  readonly clipped: number;
}

const HEADER_BYTES = 44;
const CODES = { pcm16: 1, pcm24: 1, float32: 3 } as const;
const SAMPLE_BYTES = { pcm16: 2, pcm24: 3, float32: 4 } as const;

/** Full scale is 2^(bits - 1), as when it is read: what was 16 bits is to the bit what it was. */
export function writeWav({ channels, rate }: Samples, format: WavFormat): WrittenWav {
  const frames = channels[0].length;
  const sampleBytes = SAMPLE_BYTES[format];
  const block = sampleBytes * channels.length;
  const bytes = new Uint8Array(HEADER_BYTES + frames * block + ((frames * block) % 2));
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  tag(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  tag(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, CODES[format], true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * block, true);
  view.setUint16(32, block, true);
  view.setUint16(34, sampleBytes * 8, true);
  tag(36, "data");
  view.setUint32(40, frames * block, true);
  let clipped = 0;
  channels.forEach((channel, c) => {
    clipped += writeChannel(view, channel, HEADER_BYTES + c * sampleBytes, block, format);
  });
  return { bytes, clipped };
}

function writeChannel(
  view: DataView,
  samples: Float32Array,
  first: number,
  step: number,
  format: WavFormat,
): number {
  let clipped = 0;
  for (let i = 0, at = first; i < samples.length; i++, at += step) {
    if (format === "float32") {
      view.setFloat32(at, samples[i], true);
      continue;
    }
    const full = format === "pcm16" ? 32_768 : 8_388_608;
    const scaled = Math.round(samples[i] * full);
    // One step above full scale is what a sample of 1.0 rounds to, and nobody hears it.
    if (scaled > full || scaled < -full) clipped++;
    const value = Math.min(full - 1, Math.max(-full, Number.isNaN(scaled) ? 0 : scaled));
    view.setInt16(at, format === "pcm16" ? value : value & 0xffff, true);
    if (format === "pcm24") view.setInt8(at + 2, value >> 16);
  }
  return clipped;
}
