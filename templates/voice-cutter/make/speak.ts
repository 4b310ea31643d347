// What a voice says, as espeak-ng says it: samples, and when exactly there is a voice in them.

import { execFileSync } from "node:child_process";

export const RATE = 16_000;

export interface Spoken {
  readonly samples: Float32Array;
  /** Stretches with a voice, in samples. */
  readonly stretches: readonly (readonly [from: number, to: number])[];
}

export interface Voice {
  /** Of espeak-ng. */
  readonly voice: string;
  readonly wordsPerMinute: number;
  readonly pitch: number;
}

/** Throws where espeak-ng is not installed. */
export function speak(text: string, { voice, wordsPerMinute, pitch }: Voice): Spoken {
  const args = ["-v", voice, "-s", String(wordsPerMinute), "-p", String(pitch), "--stdout", text];
  const wav = execFileSync("espeak-ng", args, { maxBuffer: 64 * 1024 * 1024 });
  // A header of 44 bytes, then 16-bit numbers of one channel at 22,050 Hz.
  const said = Float32Array.from(
    { length: (wav.length - 44) >> 1 },
    (_, i) => wav.readInt16LE(44 + 2 * i) / 32_768,
  );
  const samples = halved(said, wav.readUInt32LE(24));
  return { samples, stretches: stretchesOf(samples) };
}

/** Straight lines between samples after a mean over three: speech to listen to, not to measure. */
function halved(samples: Float32Array, rate: number): Float32Array {
  const smooth = samples.map((value, i) => (value + (samples[i - 1] ?? 0) + (samples[i + 1] ?? 0)) / 3);
  return Float32Array.from({ length: Math.floor((samples.length * RATE) / rate) }, (_, i) => {
    const at = (i * rate) / RATE;
    const before = Math.floor(at);
    return smooth[before] + (at - before) * ((smooth[before + 1] ?? 0) - smooth[before]);
  });
}

/** A voice is where 20 ms are less than 40 dB below the level of the whole; breaks below 0.2 s belong to it. */
const BLOCK = 0.02 * RATE;
const FAINTEST = 0.01;
const LONGEST_BREAK = 0.2 * RATE;

export function stretchesOf(samples: Float32Array): [number, number][] {
  const found: [number, number][] = [];
  const faintest = FAINTEST * levelOf(samples);
  for (let from = 0; from < samples.length; from += BLOCK) {
    const block = samples.subarray(from, from + BLOCK);
    if (levelOf(block) < faintest) continue;
    const last = found.at(-1);
    if (last && from - last[1] < LONGEST_BREAK) last[1] = from + block.length;
    else found.push([from, from + block.length]);
  }
  return found;
}

function levelOf(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}
