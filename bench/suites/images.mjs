// How fast are pictures read, resized and given to a network, against a script made for it? And does memory stay flat?

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CACHE, builtModel } from "../data.mjs";
import { markdown, rounds, spread, spreadText, timesAsFast } from "../harness.mjs";
import { pictureFolder } from "../pictures.mjs";

const CLI = `${CACHE}dist/cli.js`;
const SCRIPT = fileURLToPath(new URL("../baselines/image-script.mjs", import.meta.url));
const GOAL = 0.95;

/**
 * Options: rows (pictures of each comparison, by commas), rounds. In a small folder the start of the program counts, which `cold-start`
 * measures by itself; in a large one what each picture costs.
 */
export async function images({ rows = "600,2400", rounds: count = "7" }) {
  const model = await builtModel("make-cnn", "cnn.onnx");
  for (const pictures of rows.split(",").map(Number))
    await speed(await pictureFolder(pictures, 640, 480), model, pictures, Number(count));
  await memory(model);
}

async function speed(folder, model, pictures, count) {
  const script = { name: "script", output: `${CACHE}out-script.jsonl` };
  script.command = [process.execPath, SCRIPT, folder, model, script.output];
  const results = await rounds([variant("millrace", folder, model), script], count, (text) =>
    console.error(`  ${text}`),
  );
  const [millrace, bare] = results;
  if (millrace.runs[0].hash !== bare.runs[0].hash)
    throw new Error("Millrace and the script answer differently.");
  const busy = spread(results.flatMap(({ runs }) => runs.map(({ others }) => others)));
  const rate = ({ runs }) => Math.round(pictures / spread(runs.map(({ seconds }) => seconds)).median);
  console.log(
    `\n${pictures} JPEGs of 640 × 480 → 224 × 224 → network; busy elsewhere ${spreadText(busy, 1)}\n`,
  );
  const body = [
    spreadText(timesAsFast(millrace, bare)),
    timesAsFast(millrace, bare, "cpuSeconds").median.toFixed(2),
    `≥ ${GOAL}`,
    `${rate(millrace)} and ${rate(bare)}`,
  ];
  console.log(markdown(["millrace : script, by the clock", "by CPU time", "goal", "pictures/s"], [body]));
}

/** Peak memory of runs over more and more pictures. */
async function memory(model) {
  const lines = [];
  for (const count of [100, 1000, 10_000]) {
    const folder = await pictureFolder(count, 320, 240);
    const [{ runs }] = await rounds([variant("memory", folder, model)], 1);
    lines.push([count.toLocaleString("en"), `${runs[0].peakMb.toFixed(0)} MB`]);
  }
  console.log("\nPeak memory, JPEGs of 320 × 240\n");
  console.log(markdown(["pictures", "peak memory"], lines));
}

function variant(name, folder, model) {
  const output = `${CACHE}out-${name}.jsonl`;
  const path = `${CACHE}${name}.images.millrace.json`;
  writeFileSync(path, JSON.stringify(workflow(folder, model, output), null, 2));
  return { name, output, command: [process.execPath, CLI, "run", path, "--quiet"] };
}

function workflow(folder, model, output) {
  const labels = Array.from({ length: 10 }, (_, i) => `c${i}`);
  const nodes = [
    { id: "folder", kind: "image-folder", params: { path: folder } },
    { id: "tensor", kind: "image-to-tensor", params: { normalise: "imagenet", output: "x" } },
    { id: "network", kind: "onnx", params: { model, inputs: { x: "x" }, outputs: "tensor" } },
    { id: "top", kind: "top-class", params: { columns: ["y"], labels } },
    { id: "write", kind: "write-jsonl", params: { path: output, columns: ["path", "label"] } },
  ];
  return {
    format: "millrace",
    version: 1,
    nodes: nodes.map((node) => ({ ...node, version: 1, title: node.id })),
    edges: nodes.slice(1).map(({ id }, i) => ({ from: `${nodes[i].id}.out`, to: `${id}.in` })),
    view: { nodes: {} },
  };
}
