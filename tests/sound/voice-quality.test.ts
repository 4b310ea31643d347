// How well is speech told from silence, noise and tones? On speech that espeak-ng makes anew, where it is installed; voices and
// sentences are not those of the playbook.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Segment } from "../../engine/frames/marks.ts";
import voiceActivity from "../../nodes/models/voice-activity/voice-activity.ts";
import { evaluate, type Stretch } from "../../templates/voice-cutter/make/evaluate.ts";
import { RATE, speak, type Voice } from "../../templates/voice-cutter/make/speak.ts";
import { runWithFiles } from "../support/run-with-files.ts";
import { noise, sine, soundFrame, soundOf } from "../support/sound-frames.ts";

const MODEL = readFileSync(
  new URL("../../templates/voice-cutter/models/silero_vad_16k_op15.onnx", import.meta.url),
);

function isSpeaking(): boolean {
  try {
    execFileSync("espeak-ng", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

const speaks = isSpeaking();
const why = speaks ? "" : " (skipped: espeak-ng is not installed)";

/** Voices and sentences that are not those of the playbook. */
const VOICES: readonly Voice[] = [
  { voice: "en-us+m7", wordsPerMinute: 150, pitch: 50 },
  { voice: "en-gb+f4", wordsPerMinute: 180, pitch: 65 },
  { voice: "de+m1", wordsPerMinute: 160, pitch: 45 },
  { voice: "fr+f2", wordsPerMinute: 165, pitch: 55 },
];
const SENTENCES = [
  "The quick brown fox jumps over the lazy dog.",
  "Seven ships left the harbour this morning.",
  "Der Zug nach Hamburg hat heute zehn Minuten Verspätung.",
  "Le train pour Paris part dans un quart d'heure.",
];

/** A sentence from two seconds on, in ten; what else is to be heard is added to all of it. */
function scene(i: number, background: Float32Array) {
  const { samples, stretches } = speak(SENTENCES[i], VOICES[i]);
  const all = Float32Array.from(
    { length: 10 * RATE },
    (_, at) => background[at] + 0.6 * (samples[at - 2 * RATE] ?? 0),
  );
  const path = `${i}.wav`;
  const truth: Stretch[] = stretches.map(([from, to]) => ({
    path,
    start: 2 + from / RATE,
    end: 2 + to / RATE,
  }));
  return { cell: soundOf([all], RATE, { name: path }), truth };
}

/** Windows whose probability is at least a half, without the rules for stretches. */
function windowsOf(path: string, probabilities: Float32Array): Stretch[] {
  return [...probabilities].flatMap((value, i) =>
    value >= 0.5 ? [{ path, start: (i * 512) / RATE, end: ((i + 1) * 512) / RATE }] : [],
  );
}

test.runIf(speaks)(
  `frame F1 of generated speech against silence, noise and tones is at least 0.95${why}`,
  { timeout: 60_000 },
  async () => {
    const length = 10 * RATE;
    const tone = sine(425, 10, RATE, 0.05).map((value, i) =>
      i % (2 * RATE) < RATE && (i < 2 * RATE || i > 7 * RATE) ? value : 0,
    );
    const backgrounds = [new Float32Array(length), noise(length, 21, 0.01), tone, noise(length, 22, 0.02)];
    const scenes = backgrounds.map((background, i) => scene(i, background));
    const others = [new Float32Array(length), noise(length, 23, 0.3), sine(440, 10, RATE)].map((samples, i) =>
      soundOf([samples], RATE, { name: `other-${i}.wav` }),
    );
    const cells = [...scenes.map(({ cell }) => cell), ...others];
    const { rows, failed } = await runWithFiles(
      voiceActivity,
      { "m.onnx": MODEL },
      { params: { model: "m.onnx" }, inputs: { in: [soundFrame(cells)] } },
    );
    expect(failed).toEqual([]);
    const found = rows.flatMap(({ path, probabilities }) =>
      windowsOf(path as string, probabilities as Float32Array),
    );
    const truth = scenes.flatMap((one) => one.truth);
    const seconds = Object.fromEntries(cells.map(({ name }) => [name, 10]));
    const metrics = evaluate(found, truth, seconds);
    console.log(`voice activity on generated speech (synthetic): ${JSON.stringify(metrics)}`);
    expect(metrics.f1).toBeGreaterThanOrEqual(0.95);
    expect(metrics.falseAlarmsNobody).toBe(0);
    for (const row of rows.slice(0, 4)) expect((row.segments as Segment[]).length).toBeGreaterThan(0);
    for (const row of rows.slice(4)) expect(row.segments).toEqual([]);
  },
);
