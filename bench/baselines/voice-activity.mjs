// Baseline: speech found in WAV files by a loop over bare onnxruntime. `node voice-activity.mjs FOLDER MODEL OUTPUT`
//
// 16-bit numbers at 16 kHz in one channel, so nothing has to be resampled. One thread: with two the runtime is slower on so small a model.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import * as ort from "onnxruntime-node";

const [folder, model, output] = process.argv.slice(2);
const [WINDOW, CONTEXT, RATE] = [512, 64, 16_000];
const [ON, OFF, SPEECH, SILENCE, PAD] = [0.5, 0.35, 0.25, 0.1, 480];

const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
const sr = new ort.Tensor("int64", BigInt64Array.of(BigInt(RATE)), []);
const rows = ["path,segment_number,segment_start,segment_end"];
for (const name of readdirSync(folder).toSorted()) {
  const samples = readSamples(`${folder}/${name}`);
  const probabilities = await listen(samples);
  segments(probabilities, samples.length).forEach(([from, to], i) =>
    rows.push(`${folder}/${name},${i + 1},${from / RATE},${to / RATE}`),
  );
}
writeFileSync(output, `${rows.join("\n")}\n`);

/** The sound begins behind a header of 44 bytes in the files of this benchmark. */
function readSamples(path) {
  const bytes = readFileSync(path);
  const numbers = new Int16Array(bytes.buffer, bytes.byteOffset + 44, (bytes.length - 44) >> 1);
  return Float32Array.from(numbers, (value) => value / 32_768);
}

async function listen(samples) {
  const probabilities = new Float32Array(Math.ceil(samples.length / WINDOW));
  const data = new Float32Array(CONTEXT + WINDOW);
  const input = new ort.Tensor("float32", data, [1, data.length]);
  let state = new ort.Tensor("float32", new Float32Array(256), [2, 1, 128]);
  for (let i = 0; i < probabilities.length; i++) {
    data.copyWithin(0, WINDOW);
    const part = samples.subarray(i * WINDOW, (i + 1) * WINDOW);
    data.set(part, CONTEXT);
    data.fill(0, CONTEXT + part.length);
    const answer = await session.run({ input, state, sr });
    probabilities[i] = answer.output.data[0];
    state = answer.stateN;
  }
  return probabilities;
}

function segments(probabilities, length) {
  const found = [];
  let first = -1;
  let quiet = 0;
  const close = (to) => {
    if (((to - first) * WINDOW) / RATE >= SPEECH) found.push([first, to]);
    [first, quiet] = [-1, 0];
  };
  probabilities.forEach((value, i) => {
    if (value >= ON) {
      if (first < 0) first = i;
      quiet = 0;
    } else if (first >= 0 && (value < OFF || quiet > 0)) {
      quiet++;
      if ((quiet * WINDOW) / RATE >= SILENCE) close(i + 1 - quiet);
    }
  });
  if (first >= 0) close(probabilities.length - quiet);
  return found.map(([from, to], i) => {
    // Where two would overlap, each gets half of what is between them.
    const middle = (a, b) => Math.round(((a + b) / 2) * WINDOW);
    const [before, behind] = [found[i - 1]?.[1], found[i + 1]?.[0]];
    const meets = (a, b) => b * WINDOW - PAD < a * WINDOW + PAD;
    const start = before !== undefined && meets(before, from) ? middle(before, from) : from * WINDOW - PAD;
    const end = behind !== undefined && meets(to, behind) ? middle(to, behind) : to * WINDOW + PAD;
    return [Math.max(0, start), Math.min(length, end)];
  });
}
