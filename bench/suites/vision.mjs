// How fast are things found in pictures, against a script with the same models that decodes while the model runs?

import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { CACHE, builtModel } from "../data.mjs";
import { markdown, rounds, spread, spreadText, timesAsFast } from "../harness.mjs";
import { pictureFolder } from "../pictures.mjs";

const SCRIPT = fileURLToPath(new URL("../baselines/detect-by-hand.mjs", import.meta.url));
const PLAYBOOK = fileURLToPath(new URL("../../templates/face-privacy/", import.meta.url));
const GOAL = 0.95;

/** Options: rows (pictures), rounds. */
export async function vision({ rows = "400", rounds: count = "7" }) {
  const lines = [];
  const cases = [
    ["BlazeFace, photos", "face", photos(Number(rows)), `${PLAYBOOK}models/blazeface-back.onnx`, FACE],
    [
      "YOLO-shaped, synthetic",
      "yolo",
      await pictureFolder(Number(rows), 640, 480),
      await builtModel("make-yolo", "yolo.onnx"),
      {},
    ],
  ];
  for (const [name, what, folder, model, params] of cases) {
    const results = await rounds(variants(what, folder, model, params), Number(count), (text) =>
      console.error(`  ${text}`),
    );
    const [millrace, bare] = results;
    const found = readFileSync(`${CACHE}out-script-${what}.jsonl`, "utf8").split("\n").length - 1;
    if (found < Number(rows) / 10) throw new Error(`Only ${found} boxes were found.`);
    if (millrace.runs[0].hash !== bare.runs[0].hash)
      throw new Error("Millrace and the script find other things.");
    lines.push([
      name,
      spreadText(timesAsFast(millrace, bare)),
      spreadText(timesAsFast(millrace, bare, "cpuSeconds")),
      `≥ ${GOAL}`,
      String(found),
      spreadText(spread(results.flatMap(({ runs }) => runs.map(({ others }) => others))), 1),
    ]);
  }
  console.log(`\nDetection in ${rows} pictures, the start of the programs included, ${count} rounds\n`);
  console.log(
    markdown(["millrace : script", "by the clock", "by CPU time", "goal", "boxes", "busy elsewhere"], lines),
  );
}

const FACE = { score: 0.7, labels: ["face"], overlap: 0.3 };

function variants(what, folder, model, params) {
  const [own, script] = [`${CACHE}out-millrace-${what}.jsonl`, `${CACHE}out-script-${what}.jsonl`];
  const path = `${CACHE}${what}.vision.millrace.json`;
  writeFileSync(path, JSON.stringify(workflow(folder, { ...params, model }, own), null, 2));
  return [
    {
      name: "millrace",
      output: own,
      command: [process.execPath, `${CACHE}dist/cli.js`, "run", path, "--quiet"],
    },
    { name: "script", output: script, command: [process.execPath, SCRIPT, what, folder, model, script] },
  ];
}

/** The playbook's photos, again and again. */
function photos(count) {
  const folder = `${CACHE}photos-${count}`;
  if (existsSync(folder)) return folder;
  const names = readdirSync(`${PLAYBOOK}data/photos`).filter((name) => /\.jpe?g$/u.test(name));
  rmSync(`${folder}.part`, { recursive: true, force: true });
  mkdirSync(`${folder}.part`, { recursive: true });
  for (let i = 0; i < count; i++)
    linkSync(
      `${PLAYBOOK}data/photos/${names[i % names.length]}`,
      `${folder}.part/${String(i).padStart(6, "0")}.jpg`,
    );
  renameSync(`${folder}.part`, folder);
  return folder;
}

function workflow(path, params, output) {
  const nodes = [
    { id: "folder", kind: "image-folder", params: { path } },
    { id: "find", kind: "object-detector", params },
    { id: "each", kind: "list-to-rows", params: { column: "boxes" } },
    { id: "write", kind: "write-jsonl", params: { path: output, columns: ["path", "label"] } },
  ];
  const edges = nodes.slice(1).map(({ id }, i) => ({ from: `${nodes[i].id}.out`, to: `${id}.in` }));
  return {
    format: "millrace",
    version: 1,
    nodes: nodes.map((node) => ({ ...node, version: 1, title: node.id })),
    edges,
    view: { nodes: {} },
  };
}
