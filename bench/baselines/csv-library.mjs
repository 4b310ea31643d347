// Baseline: csv-parse, the most used streaming CSV parser of npm. `node csv-library.mjs all|slim|jsonl INPUT MODEL OUTPUT`
//
// Records as arrays of text from the library's synchronous form, numbers made by us, a batch of the model for each
// block. Tried and slower: its stream read with for-await and by "readable" events 1.1×, utf-8 1.07×.

import { closeSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { parse } from "csv-parse/sync";
import * as ort from "onnxruntime-node";

const work = JSON.parse(readFileSync(new URL("../work.json", import.meta.url), "utf8"));
const { columns, means, stds, labels, threshold } = work;
// Quotes stay on, as for any file; the rest is told so that the library need not find it out.
const OPTIONS = { encoding: "latin1", record_delimiter: "\n" };
const BLOCK = 256 * 1024;

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
    head: (names) => `${names.join(",")},label,score\n`,
    row: (fields, label, score) => `${fields.join(",")},${label},${score}\n`,
  },
  slim: {
    head: (names) => `${names[0]},label,score\n`,
    row: (fields, label, score) => `${fields[0]},${label},${score}\n`,
  },
  jsonl: {
    head: () => "",
    row(fields, label, score) {
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
let rest = 0;
let first = true;

// A block is cut at its last line end: right for files without line ends inside quotes, like this one.
for (let read; (read = readSync(source, buffer, rest, BLOCK - rest, null)) > 0;) {
  const filled = rest + read;
  const end = buffer.lastIndexOf(10, filled - 1) + 1;
  const records = parse(buffer.subarray(0, end), OPTIONS);
  buffer.copyWithin(0, end, filled);
  rest = filled - end;
  if (first) {
    writeSync(sink, head(records.shift()));
    first = false;
  }
  await score(records);
}
if (rest > 0) await score(parse(buffer.subarray(0, rest), OPTIONS));
closeSync(source);
closeSync(sink);

async function score(records) {
  const rows = records.length;
  if (rows === 0) return;
  if (rows * width > features.length) features = new Float32Array(rows * width);
  for (let row = 0, slot = 0; row < rows; row++) {
    const fields = records[row];
    for (let i = 0; i < width; i++) features[slot++] = (+fields[i] - means[i]) / stds[i];
  }
  const x = new ort.Tensor("float32", features.subarray(0, rows * width), [rows, width]);
  const scores = (await session.run({ x })).y.data;
  let text = "";
  for (let row = 0, at = 0; row < rows; row++, at += labels.length) {
    let best = 0;
    for (let c = 1; c < labels.length; c++) if (scores[at + c] > scores[at + best]) best = c;
    const top = scores[at + best];
    if (top >= threshold) text += textOf(records[row], labels[best], shortest(top));
  }
  writeSync(sink, text, null, "latin1");
}
