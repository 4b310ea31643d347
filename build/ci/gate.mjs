// Is the model still good enough? Ends with 0 if everything below holds, else with 1; prints one JSON object a line for each.
//
// 1. Agreement, always. The program computes its samples, and what its models answer (without a model: what it writes) is compared
//    with what they answered when the workflow was exported (ci/reference). A row agrees if every value of it does: texts, classes
//    and whole numbers exactly, other numbers up to `tolerance` of the range of their column. `share` of the rows have to agree
//    (ci/gate.json). This tells that a model is not another one; it does not tell that either is right. What models answer has its
//    place (`order`); of what is written without one, a row agrees wherever it stands, so that one that moved is one row and not all
//    behind it. `node ci/gate.mjs --accept` records the reference anew, after a change that was meant.
// 2. Labels, where there are some. ci/labels.json names columns of a file that `npm run ci:sample` has left in ci/out:
//    [{ "file": "write.csv", "label": "late", "prediction": "class", "metric": "accuracy", "minimum": 0.9 }]
//    Metrics: accuracy (with "minimum"), mae and rmse (with "maximum"). `node ci/gate.mjs --record` measures, and writes the limits.

import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = join(import.meta.dirname, "..");
const reference = join(program, "ci/reference");
const labelsFile = join(program, "ci/labels.json");
const { share, tolerance, order } = JSON.parse(readFileSync(join(program, "ci/gate.json"), "utf8"));

const HOW_TO_ACCEPT =
  "Was the change meant? node ci/gate.mjs --accept records ci/reference anew; look at what changed in it, and commit it.";

/** A table of write-csv may have any of these between its cells. */
const SEPARATORS = [",", ";", "\t", "|"];

const results = [...agreements(), ...metrics()];
for (const result of results) console.log(JSON.stringify(result));
if (results.some(({ passed }) => !passed)) process.exitCode = 1;

function agreements() {
  const made = mkdtempSync(join(tmpdir(), "pipeline-gate-"));
  try {
    const args = ["pipeline.mjs", "--selftest", "--keep", made];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: program, encoding: "utf8" });
    // 1 = something differs from the samples of the self-test, however little: that is for the self-test to say.
    const isComplete = (status === 0 || status === 1) && stdout.includes('"passed":');
    if (!isComplete) return [failed({ gate: "agreement", exitCode: status, log: stderr })];
    const found = readdirSync(reference).map((file) =>
      agreement(file, join(reference, file), join(made, file)),
    );
    return process.argv.includes("--accept") ? found.map((result) => accepted(result, made)) : found;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** What was computed is what later runs are compared with. */
function accepted({ hint: _, ...result }, made) {
  const source = join(made, result.file);
  if (!existsSync(source)) return failed({ ...result, hint: "The program no longer writes this file." });
  copyFileSync(source, join(reference, result.file));
  const message = `ci/reference/${result.file} is recorded anew: the gate compares with this from now on.`;
  return { ...result, passed: true, accepted: true, message };
}

function agreement(file, before, now) {
  const [expected, found] = [rowsOf(before), existsSync(now) ? rowsOf(now) : []];
  const columns = [...new Set([...expected, ...found].flatMap(Object.keys))];
  const ranges = new Map(columns.map((column) => [column, rangeOf(expected.map((row) => row[column]))]));
  const same = (row, other = {}) =>
    columns.every((column) => agree(row[column], other[column], ranges.get(column)));
  const agreeing = order
    ? expected.filter((row, i) => same(row, found[i])).length
    : foundAnywhere(expected, found, same);
  // Rows that are too many or missing agree with none.
  const rows = Math.max(expected.length, found.length);
  const reached = rows === 0 ? 1 : agreeing / rows;
  return {
    gate: "agreement",
    file,
    rows,
    agreeing,
    share: reached,
    minimum: share,
    passed: reached >= share,
    ...(reached < share && { hint: HOW_TO_ACCEPT }),
  };
}

/** How many of the rows have one that agrees, wherever it stands, each its own: first those that are the same, then those that are near. */
function foundAnywhere(expected, found, same) {
  const left = new Map();
  for (const row of found) {
    const key = JSON.stringify(row);
    left.set(key, [...(left.get(key) ?? []), row]);
  }
  const changed = expected.filter((row) => left.get(JSON.stringify(row))?.pop() === undefined);
  const others = [...left.values()].flat();
  const near = changed.filter((row) => {
    const place = others.findIndex((other) => same(row, other));
    if (place >= 0) others.splice(place, 1);
    return place >= 0;
  });
  return expected.length - changed.length + near.length;
}

/** How far apart its numbers lie; 0 for what is compared exactly. */
function rangeOf(values) {
  const numbers = values.flat(Infinity).map(numberOf);
  const known = numbers.filter((number) => number !== null);
  if (known.length === 0 || known.every(Number.isInteger)) return 0;
  return (
    known.reduce((most, one) => Math.max(most, one), -Infinity) -
    known.reduce((least, one) => Math.min(least, one), Infinity)
  );
}

function agree(a, b, range) {
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.every((item, i) => agree(item, b[i], range));
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === null || y === null || range === 0) return JSON.stringify(a) === JSON.stringify(b);
  return Math.abs(x - y) <= tolerance * range;
}

function metrics() {
  if (!existsSync(labelsFile)) return [];
  const labels = JSON.parse(readFileSync(labelsFile, "utf8"));
  const measured = labels.map((entry) => ({ entry, value: measure(entry) }));
  if (process.argv.includes("--record")) {
    const recorded = measured.map(({ entry, value }) => ({ ...entry, [limitOf(entry)]: value }));
    writeFileSync(labelsFile, `${JSON.stringify(recorded, null, 2)}\n`);
    return recorded.map((entry, i) => ({ gate: "labels", ...entry, value: measured[i].value, passed: true }));
  }
  return measured.map(({ entry, value }) => {
    const limit = entry[limitOf(entry)];
    if (typeof limit !== "number" || Number.isNaN(value)) return failed({ gate: "labels", ...entry, value });
    return {
      gate: "labels",
      ...entry,
      value,
      passed: entry.metric === "accuracy" ? value >= limit : value <= limit,
    };
  });
}

function limitOf({ metric }) {
  return metric === "accuracy" ? "minimum" : "maximum";
}

/** NaN where there is nothing to measure: no such file, no such columns, no row. */
function measure({ file, label, prediction, metric }) {
  const path = join(program, "ci/out", file);
  const rows = existsSync(path) ? rowsOf(path, label) : [];
  const pairs = rows.map((row) => [row[label], row[prediction]]);
  if (pairs.length === 0 || pairs.some((pair) => pair.includes(undefined))) return NaN;
  if (metric === "accuracy") return mean(pairs.map(([a, b]) => (isSame(a, b) ? 1 : 0)));
  const errors = pairs.map(([a, b]) => Math.abs((numberOf(a) ?? NaN) - (numberOf(b) ?? NaN)));
  if (metric === "mae") return mean(errors);
  return metric === "rmse" ? Math.sqrt(mean(errors.map((error) => error ** 2))) : NaN;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function isSame(a, b) {
  const [x, y] = [numberOf(a), numberOf(b)];
  return x !== null && y !== null ? x === y : String(a) === String(b);
}

function numberOf(value) {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))
    ? Number(value)
    : null;
}

function failed(result) {
  return { ...result, passed: false };
}

/** The rows of a file as objects; lines of other files as they are. `column` is one that its head has. */
function rowsOf(path, column) {
  const text = readFileSync(path, "utf8").replace(/\r?\n$/, "");
  if (text === "") return [];
  if (/\.(jsonl|ndjson)$/.test(path)) return text.split("\n").map((line) => JSON.parse(line));
  if (!/\.(csv|tsv)$/.test(path)) return text.split("\n").map((line) => ({ line }));
  const separator = separatorOf(text.split(/\r?\n/, 1)[0], column);
  const [head, ...rows] = cellsOf(text, separator);
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
}

function separatorOf(head, column) {
  const parts = (separator) => cellsOf(head, separator)[0];
  const fits = (separator) =>
    column === undefined ? parts(separator).length > 1 : parts(separator).includes(column);
  return SEPARATORS.find(fits) ?? SEPARATORS[0];
}

/** Cells row by row; in quotes a cell may hold anything, quotes doubled. */
function cellsOf(text, separator) {
  const rows = [[]];
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${separator}\\r\\n]*)(\\${separator}|\\r?\\n|$)`, "y");
  for (let end = false; !end && cell.lastIndex <= text.length;) {
    const [, content, behind] = cell.exec(text);
    rows.at(-1).push(content.startsWith('"') ? content.slice(1, -1).replaceAll('""', '"') : content);
    end = behind === "";
    if (behind.endsWith("\n")) rows.push([]);
  }
  return rows;
}
