// What must the voice-cutter workflow find? The same answer without Millrace: the decoders called bare, bare onnxruntime-node,
// and a loop over the probabilities.

import { readFileSync, readdirSync } from "node:fs";
import decodeFlac from "@audio/decode-flac";
import decodeMp3 from "@audio/decode-mp3";
import decodeOpus from "@audio/decode-opus";
import decodeVorbis from "@audio/decode-vorbis";
import { InferenceSession, Tensor } from "onnxruntime-node";

export interface ExpectedStretch {
  readonly path: string;
  readonly number: number;
  /** Samples at 16 kHz. */
  readonly from: number;
  readonly to: number;
  readonly certainty: number;
  /** As they stand in a WAV file of 16 bits. */
  readonly samples: Int16Array;
}

const DECODERS = { flac: decodeFlac, mp3: decodeMp3, ogg: decodeVorbis, opus: decodeOpus };
const WINDOW = 512;
const CONTEXT = 64;
/** 0.3 s of silence are 9.4 windows: ten must be heard. Speech of 0.25 s is at least eight. */
const SILENT_WINDOWS = 10;
const LEAST_WINDOWS = 8;
const PAD = 800;

export async function expectedVoices(folder: URL): Promise<ExpectedStretch[]> {
  const session = await InferenceSession.create(
    readFileSync(new URL("models/silero_vad_16k_op15.onnx", folder)),
    {
      intraOpNumThreads: 1,
    },
  );
  const found: ExpectedStretch[] = [];
  for (const name of readdirSync(new URL("data/recordings/", folder)).toSorted()) {
    const path = `data/recordings/${name}`;
    const samples = await decode(
      readFileSync(new URL(path, folder)),
      name.split(".")[1] as keyof typeof DECODERS,
    );
    const probabilities = await listen(session, samples);
    stretches(probabilities).forEach(([first, last], i) => {
      const from = Math.max(0, first * WINDOW - PAD);
      const to = Math.min(samples.length, last * WINDOW + PAD);
      const inside = probabilities.slice(first, last);
      const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
      const stored = Int16Array.from(samples.slice(from, to), (value) => Math.round(value * 32_768));
      found.push({ path, number: i + 1, from, to, certainty: mean, samples: stored });
    });
  }
  await session.release();
  return found;
}

async function decode(bytes: Uint8Array, format: keyof typeof DECODERS): Promise<number[]> {
  const { channelData, sampleRate } = await DECODERS[format](bytes);
  const samples = [...channelData[0]];
  // FLAC comes divided by 32,767.
  if (format === "flac") return samples.map((value) => Math.round(value * 32_767) / 32_768);
  // Opus comes at 48 kHz: the mean of three samples is rough, and enough where nobody speaks.
  if (sampleRate === 48_000)
    return Array.from({ length: Math.ceil(samples.length / 3) }, (_, i) => {
      const three = samples.slice(3 * i, 3 * i + 3);
      return three.reduce((sum, value) => sum + value, 0) / three.length;
    });
  return samples;
}

async function listen(session: InferenceSession, samples: readonly number[]): Promise<number[]> {
  const probabilities: number[] = [];
  let state = new Tensor("float32", new Float32Array(256), [2, 1, 128]);
  const sr = new Tensor("int64", BigInt64Array.of(16_000n), []);
  for (let from = 0; from < samples.length; from += WINDOW) {
    const input = Float32Array.from({ length: CONTEXT + WINDOW }, (_, i) => samples[from - CONTEXT + i] ?? 0);
    const answer = await session.run({ input: new Tensor("float32", input, [1, input.length]), state, sr });
    probabilities.push((answer.output.data as Float32Array)[0]);
    state = answer.stateN as typeof state;
  }
  return probabilities;
}

/** First window, and the one behind the last. */
function stretches(probabilities: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  let first = -1;
  let silence = -1;
  probabilities.forEach((value, i) => {
    if (value >= 0.5) {
      if (first < 0) first = i;
      silence = -1;
    } else if (first >= 0 && value < 0.35 && silence < 0) silence = i;
    if (first >= 0 && silence >= 0 && i + 1 - silence >= SILENT_WINDOWS) {
      found.push([first, silence]);
      first = -1;
      silence = -1;
    }
  });
  if (first >= 0) found.push([first, silence < 0 ? probabilities.length : silence]);
  return found.filter(([from, to]) => to - from >= LEAST_WINDOWS);
}
