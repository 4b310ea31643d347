// What does an exported program cost beside `millrace run`, and beside a bare script?

import { execFileSync } from "node:child_process";
import { existsSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CACHE, csvOf, modelPath } from "../data.mjs";
import { markdown, rounds, spread, spreadText, timesAsFast } from "../harness.mjs";
import { firstOutput } from "../lib/first-output.mjs";
import { coldWorkflow } from "./cold-start.mjs";
import { millraceVariant } from "./millrace.mjs";

const CLI = `${CACHE}dist/cli.js`;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SCRIPT = fileURLToPath(new URL("../baselines/predict-once.mjs", import.meta.url));
const PLAYBOOK = `${ROOT}templates/shipment-delay/shipment-delay.millrace.json`;

/** Options: rows, rounds. */
export async function exported({ rows = "1000000", rounds: count = "7" }) {
  const model = await modelPath();
  await throughput({ input: csvOf(Number(rows)), model, rows: Number(rows), count: Number(count) });
  await coldStart(model, Number(count) * 5);
  await making(Number(count));
}

async function throughput({ input, model, rows, count }) {
  const output = `${CACHE}out-exported.all`;
  const run = millraceVariant({
    mode: "all",
    threads: 1,
    pinned: false,
    input,
    model,
    output: `${CACHE}out-millrace.all`,
  });
  const folder = exportTo("exported", `${CACHE}all.millrace.json`);
  const program = {
    name: "exported program",
    output,
    command: [process.execPath, `${folder}/pipeline.mjs`, "--output", output, "--threads", "1"],
  };
  const results = await rounds([run, program], count, (text) => console.error(`  ${text}`));
  const [millrace, alone] = results;
  if (millrace.runs[0].hash !== alone.runs[0].hash) throw new Error("The program writes something else.");
  console.log(`\n${rows.toLocaleString("en")} rows × 16, all columns, one thread each\n`);
  const compared = [
    "exported : millrace run",
    spreadText(timesAsFast(alone, millrace)),
    timesAsFast(alone, millrace, "cpuSeconds").median.toFixed(2),
    "≥ 0.97",
  ];
  console.log(markdown(["times as fast", "by the clock", "by CPU time", "goal"], [compared]));
}

async function coldStart(model, count) {
  const flow = `${CACHE}cold-start.millrace.json`;
  writeFileSync(flow, JSON.stringify(coldWorkflow(model), null, 2));
  const folder = exportTo("exported-cold", flow);
  const programs = [
    { name: "bare script", args: [SCRIPT, model], runs: [] },
    { name: "exported program", args: [`${folder}/pipeline.mjs`], runs: [] },
  ];
  for (const { args } of programs) await firstOutput(args);
  for (let round = 0; round < count; round++)
    for (const { args, runs } of round % 2 === 0 ? programs : programs.toReversed())
      runs.push(await firstOutput(args));
  console.log(`\nCold start to the first prediction on stdout, ${count} rounds\n`);
  const [bare, alone] = programs;
  const ratio = spread(alone.runs.map(({ firstMs }, round) => firstMs / bare.runs[round].firstMs));
  const ms = ({ runs }) => spreadText(spread(runs.map(({ firstMs }) => firstMs)), 0);
  console.log(
    markdown(
      ["bare script, ms", "exported program, ms", "× bare script", "goal"],
      [[ms(bare), ms(alone), spreadText(ratio), "≤ 1.25"]],
    ),
  );
}

async function making(count) {
  const seconds = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    exportOnly(PLAYBOOK, `${CACHE}exported-playbook`);
    seconds.push((performance.now() - start) / 1000);
  }
  const { size } = JSON.parse(
    execFileSync(
      process.execPath,
      [CLI, "export", PLAYBOOK, "-o", `${CACHE}exported-playbook`, "--force", "--json"],
      { encoding: "utf8" },
    ),
  );
  console.log("\nExport of a playbook, with its proof\n");
  console.log(
    markdown(
      ["seconds", "goal", "MB without models and packages", "goal"],
      [[spreadText(spread(seconds)), "≤ 10", (size / 1e6).toFixed(2), "≤ 1.5"]],
    ),
  );
}

function exportOnly(flow, folder) {
  rmSync(folder, { recursive: true, force: true });
  execFileSync(process.execPath, [CLI, "export", flow, "-o", folder], {
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** Exports anew; what npm would install is linked. */
function exportTo(name, flow) {
  const folder = `${CACHE}${name}`;
  exportOnly(flow, folder);
  if (!existsSync(`${folder}/node_modules`)) symlinkSync(`${ROOT}node_modules`, `${folder}/node_modules`);
  // As its README says; it also keeps compiled code.
  execFileSync(process.execPath, [`${folder}/pipeline.mjs`, "--selftest"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  return folder;
}
