// How long does it take from the start of the program to its first prediction on stdout?

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CACHE, modelPath } from "../data.mjs";
import { markdown, spread, spreadText } from "../harness.mjs";
import { firstOutput } from "../lib/first-output.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CLI = `${CACHE}dist/cli.js`;
const GOAL = 1.3;

/** Options: rounds. */
export async function coldStart({ rounds: count = "21" }) {
  const model = await modelPath();
  const build = ["node_modules/vite/bin/vite.js", "build", "--config", "bench/minimal.vite.config.ts"];
  execFileSync(process.execPath, build, { cwd: ROOT, stdio: "inherit" });
  const flow = `${CACHE}cold-start.millrace.json`;
  writeFileSync(flow, JSON.stringify(coldWorkflow(model), null, 2));
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

/** One row, the model, a table on stdout. */
export function coldWorkflow(model) {
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
