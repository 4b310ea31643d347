// How fast is speech found in recordings, against a loop over bare onnxruntime that writes the same table?

import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CACHE } from "../data.mjs";
import { markdown, rounds, spread, spreadText } from "../harness.mjs";

const PLAYBOOK = fileURLToPath(new URL("../../templates/voice-cutter/", import.meta.url));
const MODEL = `${PLAYBOOK}models/silero_vad_16k_op15.onnx`;
const BASELINE = fileURLToPath(new URL("../baselines/voice-activity.mjs", import.meta.url));
const GOAL = 1.1;
const RATE = 16_000;
const SECONDS = 60;

/** Options: rounds; rows are the recordings of a minute. */
export async function sound({ rounds: count = "7", rows: recordings = "20" }) {
  const folder = recordingsOf(Number(recordings));
  const outputs = ["millrace", "script"].map((name) => `${CACHE}voices-${name}.csv`);
  const path = `${CACHE}voices.millrace.json`;
  writeFileSync(path, JSON.stringify(workflow(folder, outputs[0]), null, 2));
  const variants = [
    {
      name: "millrace",
      output: outputs[0],
      command: [process.execPath, `${CACHE}dist/cli.js`, "run", path, "--quiet"],
    },
    { name: "script", output: outputs[1], command: [process.execPath, BASELINE, folder, MODEL, outputs[1]] },
  ];
  const results = await rounds(variants, Number(count), (text) => console.error(`  ${text}`));
  const [own, script] = results;
  const hashes = new Set(results.flatMap(({ runs }) => runs.map(({ hash }) => hash)));
  if (hashes.size > 1) throw new Error("The two do not write the same table.");
  const ratio = (by) => spread(own.runs.map((run, round) => run[by] / script.runs[round][by]));
  const seconds = (runs, by) => spreadText(spread(runs.map((run) => run[by])));
  const others = Math.max(...results.flatMap(({ runs }) => runs.map((run) => run.others)));
  console.log(
    `\nSpeech in ${recordings} recordings of a minute; up to ${others.toFixed(1)} cores busy elsewhere\n`,
  );
  const body = [
    ["time, Millrace : script", spreadText(ratio("seconds")), `≤ ${GOAL}`],
    ["CPU time, Millrace : script", spreadText(ratio("cpuSeconds")), ""],
    ["seconds, Millrace", seconds(own.runs, "seconds"), ""],
    ["seconds, script", seconds(script.runs, "seconds"), ""],
    ["peak memory, Millrace", `${spread(own.runs.map((run) => run.peakMb)).median.toFixed(0)} MB`, ""],
    ["peak memory, script", `${spread(script.runs.map((run) => run.peakMb)).median.toFixed(0)} MB`, ""],
  ];
  console.log(markdown(["speech in recordings", "result", "goal"], body));
}

/** Clips of the playbook with silence between them, the same everywhere. */
function recordingsOf(count) {
  const folder = `${CACHE}voices-${count}`;
  if (existsSync(folder)) return folder;
  const clips = readdirSync(`${PLAYBOOK}expected/out/clips`)
    .toSorted()
    .map((name) => readFileSync(`${PLAYBOOK}expected/out/clips/${name}`).subarray(44));
  mkdirSync(`${folder}.part`, { recursive: true });
  for (let i = 0; i < count; i++) {
    const bytes = Buffer.alloc(44 + SECONDS * RATE * 2);
    writeHeader(bytes);
    for (let at = RATE * 2, clip = i; at < bytes.length - 44; clip++) {
      const samples = clips[clip % clips.length];
      samples.copy(bytes, 44 + at, 0, Math.min(samples.length, bytes.length - 44 - at));
      at += samples.length + RATE * 2 * (1 + (clip % 3));
    }
    writeFileSync(`${folder}.part/${String(i).padStart(3, "0")}.wav`, bytes);
  }
  renameSync(`${folder}.part`, folder);
  return folder;
}

function writeHeader(bytes) {
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  [16, 0x10001, RATE, RATE * 2, 0x100002].forEach((value, i) => bytes.writeUInt32LE(value, 16 + 4 * i));
  bytes.write("data", 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
}

function workflow(folder, output) {
  const columns = ["path", "segment_number", "segment_start", "segment_end"];
  const nodes = [
    { id: "recordings", kind: "audio-files", params: { path: folder } },
    { id: "speech", kind: "voice-activity", params: { model: MODEL, probabilities: "" } },
    { id: "cut", kind: "cut-segments", params: {} },
    { id: "table", kind: "write-csv", params: { path: output, columns } },
  ];
  return {
    format: "millrace",
    version: 1,
    nodes: nodes.map((node) => ({ ...node, version: 1, title: node.id })),
    edges: nodes.slice(1).map(({ id }, i) => ({ from: `${nodes[i].id}.out`, to: `${id}.in` })),
    view: { nodes: {} },
  };
}
