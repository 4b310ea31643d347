// Baseline: bytes in, bytes out, tuned by hand. `node byte-parser.mjs all|slim|jsonl INPUT MODEL OUTPUT [lanes]`
//
// Blocks of the file are read into one reused buffer, numbers become floats while they are scanned, a block is one
// batch of the model, the bytes of a row that is kept are copied as they are. With two lanes each takes the next
// block, and writes where its turn in the file comes. Tried: a plain loop over digits takes 1.8 times as long to scan,
// blocks of 64 and 128 KiB cost 1.1×, those of 512 KiB and other ways to copy bytes (set, 16 bytes at a time) the same.

import { closeSync, fstatSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import * as ort from "onnxruntime-node";

const work = JSON.parse(readFileSync(new URL("../work.json", import.meta.url), "utf8"));
const COLUMNS = work.columns.length;
const CLASSES = work.labels.length;
const MEANS = Float64Array.from(work.means);
// Exact: the stds are powers of two.
const SCALES = Float64Array.from(work.stds, (std) => 1 / std);
const THRESHOLD = work.threshold;

const BLOCK = 256 * 1024;
const LONGEST_ROW = 4096;
const MAX_ROWS = Math.ceil(BLOCK / (2 * COLUMNS));
const MINUS_FROM = 32;
/** 10^n, and its negative 32 further on, so that the sign of a number needs no branch. */
const POWERS = new Float64Array(64);
for (let n = 0; n < 23; n++) {
  POWERS[n] = Number(`1e${n}`);
  POWERS[n + MINUS_FROM] = -POWERS[n];
}

// Input and output stand in one array: copyWithin moves bytes without making a view.
const IN = 0;
const OUT = IN + BLOCK + LONGEST_ROW;
const memory = new Uint8Array(OUT + BLOCK * 4);
const view = new DataView(memory.buffer);
const features = new Float32Array(MAX_ROWS * COLUMNS);
const starts = new Int32Array(MAX_ROWS);
const ends = new Int32Array(MAX_ROWS);

const encoder = new TextEncoder();

/** Scans the rows from `from` that begin before `limit`; answers how many. */
function scan(from, limit) {
  let p = from | 0;
  let row = 0;
  let slot = 0;
  while (p < limit) {
    starts[row] = p;
    for (let column = 0; column < COLUMNS; column++) {
      const begin = p;
      // 45 is "-", 48 is "0", 46 is "."; what differs from -d.ddddddd in any way takes the slow path.
      const minus = (memory[p] - 46) >>> 31;
      p = (p + minus) | 0;
      let mantissa = (memory[p] - 48) | 0;
      let simple = mantissa >>> 0 <= 9;
      p = (p + 1) | 0;
      let digit = (memory[p] - 48) | 0;
      if (digit !== -2) {
        const first = p;
        while (digit >>> 0 <= 9) {
          mantissa = (Math.imul(mantissa, 10) + digit) | 0;
          p = (p + 1) | 0;
          digit = (memory[p] - 48) | 0;
        }
        simple = simple && p - first < 4;
      }
      let decimals = 0;
      if (digit === -2) {
        p = (p + 1) | 0;
        const first = p;
        const four = view.getInt32(p, true);
        if ((((four + 0x46464646) | (four - 0x30303030)) & 0x80808080) === 0) {
          let pairs = four & 0x0f0f0f0f;
          pairs = (Math.imul(pairs, 10) + (pairs >>> 8)) & 0x00ff00ff;
          mantissa = (Math.imul(mantissa, 10_000) + ((Math.imul(pairs, 100) + (pairs >>> 16)) & 0xffff)) | 0;
          p = (p + 4) | 0;
        }
        digit = (memory[p] - 48) | 0;
        while (digit >>> 0 <= 9) {
          mantissa = (Math.imul(mantissa, 10) + digit) | 0;
          p = (p + 1) | 0;
          digit = (memory[p] - 48) | 0;
        }
        decimals = (p - first) | 0;
        simple = simple && decimals <= 5;
      }
      let value = mantissa / POWERS[decimals + (minus << 5)];
      if (!simple || (digit !== -4 && digit !== -38)) {
        p = endOfField(begin);
        value = Number(text(begin, p));
      }
      p = (p + 1) | 0;
      features[slot] = (value - MEANS[column]) * SCALES[column];
      slot = (slot + 1) | 0;
    }
    ends[row] = p - 1;
    row = (row + 1) | 0;
  }
  return row;
}

function endOfField(from) {
  let p = from;
  while (memory[p] !== 44 && memory[p] !== 10) p++;
  return p;
}

function text(from, to) {
  return Buffer.from(memory.buffer, from, to - from).latin1Slice();
}

/** Writes the fewest digits that give the float32 back; a score lies between 1/classes and 1. */
function writeScore(score, at) {
  let digits = 1e7;
  let number = Math.round(score * digits);
  while (Math.fround(number / digits) !== score && digits < 1e9) {
    digits *= 10;
    number = Math.round(score * digits);
  }
  if (number >= digits) {
    memory[at] = 49;
    return at + 1;
  }
  while (number % 10 === 0) {
    number /= 10;
    digits /= 10;
  }
  memory[at++] = 48;
  memory[at++] = 46;
  let length = 0;
  while (digits > 1) {
    digits = Math.round(digits / 10);
    length++;
  }
  let rest = number | 0;
  for (let i = at + length - 1; i >= at; i--) {
    const quotient = (rest / 10) | 0;
    memory[i] = 48 + rest - Math.imul(quotient, 10);
    rest = quotient;
  }
  return at + length;
}

function put(bytes, at) {
  for (let i = 0; i < bytes.length; i++) memory[at + i] = bytes[i];
  return at + bytes.length;
}

const writers = {
  all: {
    head: (columns) => `${columns},label,score\n`,
    labels: work.labels.map((label) => encoder.encode(`,${label},`)),
    row(row, label, score, at) {
      memory.copyWithin(at, starts[row], ends[row]);
      at = writeScore(score, put(label, at + ends[row] - starts[row]));
      memory[at] = 10;
      return at + 1;
    },
  },
  slim: {
    head: (columns) => `${columns.slice(0, columns.indexOf(","))},label,score\n`,
    labels: work.labels.map((label) => encoder.encode(`,${label},`)),
    row(row, label, score, at) {
      for (let p = starts[row]; memory[p] !== 44; p++) memory[at++] = memory[p];
      at = writeScore(score, put(label, at));
      memory[at] = 10;
      return at + 1;
    },
  },
  jsonl: {
    head: () => "",
    keys: work.columns.map((name, i) => encoder.encode(`${i === 0 ? "{" : ","}${JSON.stringify(name)}:`)),
    labels: work.labels.map((label) => encoder.encode(`,"label":${JSON.stringify(label)},"score":`)),
    row(row, label, score, at) {
      let p = starts[row];
      for (let column = 0; column < COLUMNS; column++) {
        at = put(this.keys[column], at);
        for (let byte = memory[p++]; byte !== 44 && byte !== 10; byte = memory[p++]) memory[at++] = byte;
      }
      at = writeScore(score, put(label, at));
      memory[at++] = 125;
      memory[at] = 10;
      return at + 1;
    },
  },
};

/** The text of the kept rows of a block, from OUT; answers where it ends. */
function emit(writer, scores, rows) {
  let at = OUT;
  for (let row = 0; row < rows; row++) {
    let best = 0;
    let score = scores[row * CLASSES];
    for (let c = 1; c < CLASSES; c++) {
      if (scores[row * CLASSES + c] > score) {
        score = scores[row * CLASSES + c];
        best = c;
      }
    }
    if (score >= THRESHOLD) at = writer.row(row, writer.labels[best], score, at);
  }
  return at;
}

async function lane({ mode, input, model, output, control }) {
  const [next, turn] = [new Int32Array(control, 0, 1), new Int32Array(control, 4, 1)];
  const position = new Float64Array(control, 8, 1);
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const writer = writers[mode];
  const source = openSync(input, "r");
  const sink = openSync(output, "r+");
  const { size } = fstatSync(source);
  for (;;) {
    const block = Atomics.add(next, 0, 1);
    // A block owns the rows that begin in it; the byte before tells whether one begins at its edge.
    const from = block * BLOCK - 1;
    if (from >= size - 1) break;
    const skip = from < 0 ? 1 : 0;
    const read = readSync(source, memory, IN + skip, BLOCK + LONGEST_ROW - skip, from + skip);
    if (from + skip + read === size && memory[IN + skip + read - 1] !== 10) memory[IN + skip + read] = 10;
    const first = memory.indexOf(10, IN + skip) + 1;
    const rows = scan(first, Math.min(IN + 1 + BLOCK, IN + skip + read));
    let end = OUT;
    if (rows > 0) {
      const x = new ort.Tensor("float32", features.subarray(0, rows * COLUMNS), [rows, COLUMNS]);
      const { y } = await session.run({ x });
      end = emit(writer, y.data, rows);
    }
    if (Atomics.load(turn, 0) !== block)
      for (let now; (now = Atomics.load(turn, 0)) !== block;) Atomics.wait(turn, 0, now);
    const start = position[0];
    position[0] = start + end - OUT;
    Atomics.store(turn, 0, block + 1);
    Atomics.notify(turn, 0);
    writeSync(sink, memory, OUT, end - OUT, start);
  }
  closeSync(source);
  closeSync(sink);
}

if (isMainThread) {
  const [mode, input, model, output, lanes = "1"] = process.argv.slice(2);
  const head = Buffer.alloc(4096);
  const source = openSync(input, "r");
  readSync(source, head, 0, head.length, 0);
  closeSync(source);
  const sink = openSync(output, "w");
  const written = writeSync(sink, writers[mode].head(head.toString("latin1", 0, head.indexOf(10))));
  closeSync(sink);
  const control = new SharedArrayBuffer(16);
  new Float64Array(control, 8, 1)[0] = written;
  const job = { mode, input, model, output, control };
  for (let i = 1; i < Number(lanes); i++) new Worker(fileURLToPath(import.meta.url), { workerData: job });
  await lane(job);
} else await lane(workerData);
