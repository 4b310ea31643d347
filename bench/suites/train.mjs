// How long does it take to learn a model from a CSV file, with all that is measured of it?

import { existsSync, renameSync, writeFileSync } from "node:fs";
import { CACHE } from "../data.mjs";
import { markdown, rounds, spread, spreadText } from "../harness.mjs";

const GOAL_SECONDS = 10;
const NUMBERS = 16;
/** How many different words the columns of words have. */
const WORDS = [5, 35, 65, 95];
const TARGETS = ["number", "pair", "several"];
const TASKS = [
  { name: "a number", target: "number", more: [] },
  { name: "3 quantiles", target: "number", more: ["--quantiles", "0.1,0.5,0.9"] },
  { name: "one of 2 classes", target: "pair", more: [] },
  { name: "one of 5 classes", target: "several", more: [] },
];

/** Options: rows, rounds. The table is synthetic: half of its columns say nothing, and a third of the target is noise. */
export async function train({ rows = "100000", rounds: count = "3" }) {
  const input = tableOf(Number(rows));
  const variants = TASKS.map(({ name, target, more }, i) => ({
    name,
    output: `${CACHE}train-${i}.onnx`,
    command: [
      process.execPath,
      `${CACHE}dist/cli.js`,
      "train",
      input,
      ...["--target", target, ...more, "-o", `${CACHE}train-${i}.onnx`, "--force", "--json"],
      ...TARGETS.filter((other) => other !== target).flatMap((other) => ["--ignore", other]),
    ],
  }));
  const results = await rounds(variants, Number(count), (text) => console.error(`  ${text}`));
  const others = Math.max(...results.flatMap(({ runs }) => runs.map((run) => run.others)));
  console.log(
    `\nLearning from ${Number(rows).toLocaleString("en")} rows × ${NUMBERS + WORDS.length} columns (synthetic); up to ${others.toFixed(1)} cores busy elsewhere\n`,
  );
  const body = results.map(({ name, runs }) => [
    name,
    spreadText(spread(runs.map(({ seconds }) => seconds))),
    spread(runs.map(({ cpuSeconds }) => cpuSeconds)).median.toFixed(1),
    `${spread(runs.map(({ peakMb }) => peakMb)).median.toFixed(0)} MB`,
    `≤ ${GOAL_SECONDS}`,
  ]);
  console.log(markdown(["target", "seconds", "CPU s", "peak memory", "goal, s"], body));
}

/** The same everywhere: a generator of 32-bit arithmetic. One cell of twenty is empty. */
function tableOf(rows) {
  const path = `${CACHE}train-${rows}.csv`;
  if (existsSync(path)) return path;
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const normal = () => Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, -6);
  const names = [
    ...Array.from({ length: NUMBERS }, (_, i) => `x${i}`),
    ...WORDS.map((_, i) => `w${i}`),
    ...TARGETS,
  ];
  const lines = [names.join(",")];
  for (let row = 0; row < rows; row++) {
    const x = Array.from({ length: NUMBERS }, normal);
    const words = WORDS.map((many) => Math.floor(next() * many));
    let sum = 2 * normal();
    for (let i = 0; i < NUMBERS / 2; i++) sum += i % 2 ? x[i] : x[i] * x[0];
    for (const word of words) sum += (word % 3) - 1;
    const cells = [...x.map((value) => value.toFixed(4)), ...words.map((word) => `w${word}`)];
    const shown = cells.map((cell) => (next() < 0.05 ? "" : cell));
    const level = Math.max(0, Math.min(4, Math.floor(sum / 2 + 2)));
    lines.push([...shown, sum.toFixed(4), sum > 0 ? "yes" : "no", `level ${level}`].join(","));
  }
  writeFileSync(`${path}.part`, `${lines.join("\n")}\n`);
  renameSync(`${path}.part`, path);
  return path;
}
