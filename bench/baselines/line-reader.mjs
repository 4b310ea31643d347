// Baseline: lines as strings, numbers cut out of them. `node line-reader.mjs all|slim|jsonl INPUT MODEL OUTPUT`
//
// Whole blocks are decoded as latin1 (one byte a character, as the file is ASCII) and cut at line ends; a block is
// one batch of the model. Tried and slower, in CPU time: fields by split 1.2×, node:readline with events 1.3× and
// with for-await 1.35×, blocks of 256 KiB 1.05×.

import { closeSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import * as ort from "onnxruntime-node";

const work = JSON.parse(readFileSync(new URL("../work.json", import.meta.url), "utf8"));
const { columns, means, stds, labels, threshold } = work;
const BLOCK = 64 * 1024;

const [mode, input, model, output] = process.argv.slice(2);

/** The fewest digits that give the float32 back; a score lies between 1/classes and 1. */
function shortest(score) {
  for (let digits = 1e7; digits <= 1e9; digits *= 10) {
    const decimal = Math.round(score * digits) / digits;
    if (Math.fround(decimal) === score) return String(decimal);
  }
  return String(score);
}

const keys = columns.map((name, i) => `${i === 0 ? "{" : ","}${JSON.stringify(name)}:`);
const writers = {
  all: {
    head: (line) => `${line},label,score\n`,
    row: (line, label, score) => `${line},${label},${score}\n`,
  },
  slim: {
    head: (line) => `${line.slice(0, line.indexOf(","))},label,score\n`,
    row: (line, label, score) => `${line.slice(0, line.indexOf(","))},${label},${score}\n`,
  },
  jsonl: {
    head: () => "",
    row(line, label, score) {
      const fields = line.split(",");
      let text = "";
      for (let i = 0; i < fields.length; i++) text += keys[i] + fields[i];
      return `${text},"label":"${label}","score":${score}}\n`;
    },
  },
};

const { head, row: textOf } = writers[mode];
const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
const source = openSync(input, "r");
const sink = openSync(output, "w");
const buffer = Buffer.allocUnsafe(BLOCK);
const width = columns.length;
let features = new Float32Array(4096 * width);
let rest = "";
let first = true;

for (let read; (read = readSync(source, buffer, 0, BLOCK, null)) > 0;) {
  const lines = (rest + buffer.latin1Slice(0, read)).split("\n");
  rest = lines.pop();
  if (first && lines.length > 0) {
    writeSync(sink, head(lines.shift()));
    first = false;
  }
  await score(lines);
}
if (rest !== "") await score([rest]);
closeSync(source);
closeSync(sink);

async function score(lines) {
  const rows = lines.length;
  if (rows === 0) return;
  if (rows * width > features.length) features = new Float32Array(rows * width);
  for (let row = 0, slot = 0; row < rows; row++) {
    const line = lines[row];
    for (let i = 0, from = 0; i < width; i++) {
      const comma = line.indexOf(",", from);
      features[slot++] = (+(comma < 0 ? line.slice(from) : line.slice(from, comma)) - means[i]) / stds[i];
      from = comma + 1;
    }
  }
  const x = new ort.Tensor("float32", features.subarray(0, rows * width), [rows, width]);
  const scores = (await session.run({ x })).y.data;
  let text = "";
  for (let row = 0, at = 0; row < rows; row++, at += labels.length) {
    let best = 0;
    for (let c = 1; c < labels.length; c++) if (scores[at + c] > scores[at + best]) best = c;
    const top = scores[at + best];
    if (top >= threshold) text += textOf(lines[row], labels[best], shortest(top));
  }
  writeSync(sink, text, null, "latin1");
}
