// How long does it take from the start of the program to its first prediction on stdout?

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CACHE, modelPath } from "../data.mjs";
import { markdown, spread, spreadText } from "../harness.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CLI = `${CACHE}dist/cli.js`;
const GOAL = 1.3;

/** Options: rounds. */
export async function coldStart({ rounds: count = "21" }) {
  const model = await modelPath();
  const build = ["node_modules/vite/bin/vite.js", "build", "--config", "bench/minimal.vite.config.ts"];
  execFileSync(process.execPath, build, { cwd: ROOT, stdio: "inherit" });
  const flow = `${CACHE}cold-start.millrace.json`;
  writeFileSync(flow, JSON.stringify(workflow(model), null, 2));
  const programs = [
    { name: "empty script", args: ["-e", 'console.log("nothing")'] },
    { name: "minimal bundle", args: [`${CACHE}minimal/predict-once.cjs`, model] },
    { name: "millrace run", args: [CLI, "run", flow, "--quiet"] },
  ].map((program) => ({ ...program, runs: [] }));
  // The first of each fills the caches of the file system and does not count.
  for (const { args } of programs) await firstOutput(args);
  for (let round = 0; round < Number(count); round++)
    for (const { args, runs } of round % 2 === 0 ? programs : programs.toReversed())
      runs.push(await firstOutput(args));
  console.log(`\nCold start to the first prediction on stdout, ${count} rounds\n`);
  console.log(report(programs));
}

function report(programs) {
  const minimal = programs.find(({ name }) => name === "minimal bundle");
  const rows = programs.map(({ name, runs }) => [
    name,
    spreadText(spread(runs.map(({ firstMs }) => firstMs)), 0),
    spread(runs.map(({ exitMs }) => exitMs)).median.toFixed(0),
    spreadText(spread(runs.map(({ firstMs }, round) => firstMs / minimal.runs[round].firstMs))),
    // What disturbs a start only ever makes it longer.
    (least(runs) / least(minimal.runs)).toFixed(2),
    name === "millrace run" ? `≤ ${GOAL}` : "",
  ]);
  const head = ["program", "first output, ms", "end, ms", "× minimal bundle", "best : best", "goal"];
  return markdown(head, rows);
}

function least(runs) {
  return Math.min(...runs.map(({ firstMs }) => firstMs));
}

/** The environment is the same clean one for all: a CA file alone adds 30 ms to a start, the runtime's reports 2. */
async function firstOutput(args) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ORT_DISABLE_TELEMETRY: "1" };
  const start = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  let firstMs = null;
  child.stdout.on("data", () => (firstMs ??= performance.now() - start));
  const [code] = await ended;
  if (code !== 0 || firstMs === null)
    throw new Error(`node ${args.join(" ")} ended with ${code} and said nothing.`);
  return { firstMs, exitMs: performance.now() - start };
}

function workflow(model) {
  const row = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`x${i}`, 1]));
  const nodes = [
    { id: "rows", kind: "inline", params: { rows: [row] } },
    { id: "classify", kind: "onnx", params: { model } },
    { id: "show", kind: "print-table", params: { columns: ["y0", "y1", "y2"] } },
  ];
  return {
    format: "millrace",
    version: 1,
    nodes: nodes.map((node) => ({ ...node, version: 1, title: node.id })),
    edges: [
      { from: "rows.out", to: "classify.in" },
      { from: "classify.out", to: "show.in" },
    ],
    view: { nodes: {} },
  };
}
