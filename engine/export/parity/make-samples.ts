// Samples of what a workflow reads, small enough to travel with the program: the first part of each file or folder.

import {
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  closeSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "../../plan/types.ts";
import type { Files, HostServices } from "../../sdk/services.ts";
import { outsideSettings, type OutsideSetting } from "../script/outside.ts";
import { endingOf, EXPECTED, outputName, SAMPLES, type Samples } from "./samples.ts";
import { answerOf } from "../record-answer.ts";
import { answerFile } from "./stand-ins.ts";

/** Rows that each source gives at the most. */
const ROWS = 250;
/** Bytes of a file that are taken. */
const MOST_BYTES = 64 * 1024;
/** Files of a folder that are taken. */
const MOST_FILES = 8;
const LINE_FEED = 10;
const QUOTE = 34;

/** Copies samples below `folder` and writes down how they are to be run. */
export async function makeSamples(
  plan: Plan,
  host: HostServices,
  folder: string,
  signal?: AbortSignal,
): Promise<Samples> {
  const { files } = host;
  await recordAnswers({ plan, host }, folder, signal);
  const stood = new Set(plan.nodes.filter(({ definition }) => definition.standIn).map(({ id }) => id));
  const inputs: Record<string, Record<string, string>> = {};
  const times: Record<string, number> = {};
  const outputs: Record<string, { param: string; file: string }> = {};
  for (const setting of outsideSettings(plan)) {
    const { node, param, role, value } = setting;
    if (stood.has(node)) continue;
    if (role === "output") outputs[node] = { param, file: outputName(node, value) };
    if (role !== "input") continue;
    // A node may be called `constructor`, which every object has.
    if (!Object.hasOwn(inputs, node)) inputs[node] = {};
    inputs[node][param] = await sampleOf(setting, files, folder, times);
  }
  const samples: Samples = { limit: ROWS, inputs, outputs, times, recorded: recordedNodes(plan) };
  mkdirSync(join(folder, EXPECTED), { recursive: true });
  writeFileSync(join(folder, SAMPLES), `${JSON.stringify(samples, null, 2)}\n`);
  return samples;
}

/** Of a database only the rows that the workflow asks for go into the program. */
async function recordAnswers(
  { plan, host }: { readonly plan: Plan; readonly host: HostServices },
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  for (const node of plan.nodes.filter(({ definition }) => definition.standIn?.produce)) {
    mkdirSync(join(folder, "selftest/data"), { recursive: true });
    const answer = await answerOf(node, plan, { host, limit: ROWS, signal });
    writeFileSync(join(folder, answerFile(node.id)), answer);
  }
}

/** Nodes with a model: what they give is compared row by row. */
function recordedNodes(plan: Plan): Record<string, string> {
  const withModel = new Set(
    outsideSettings(plan).flatMap(({ role, node }) => (role === "model" ? [node] : [])),
  );
  const nodes = plan.nodes.filter(({ id, ports }) => withModel.has(id) && Object.hasOwn(ports, "out"));
  return Object.fromEntries(nodes.map(({ id }) => [id, `${id}.model.jsonl`]));
}

async function sampleOf(
  { node, param, value, isWhole }: OutsideSetting,
  files: Files,
  folder: string,
  times: Record<string, number>,
): Promise<string> {
  const source = files.resolve(String(value));
  const place = `selftest/data/${node}.${param}`;
  mkdirSync(join(folder, "selftest/data"), { recursive: true });
  if (statSync(source).isDirectory()) {
    for (const name of await sampleNames(source, files)) {
      const target = join(folder, place, name);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(source, name), target, { dereference: true });
      times[`${place}/${name}`] = Math.floor(statSync(join(source, name)).mtimeMs);
    }
    return place;
  }
  const file = place + endingOf(source);
  if (isWhole) cpSync(source, join(folder, file), { dereference: true });
  else writeFileSync(join(folder, file), firstLines(source));
  return file;
}

async function sampleNames(folder: string, files: Files): Promise<readonly string[]> {
  const names = await files.list(folder, { recursive: true });
  // A link to nothing is in the list.
  return names.filter((name) => existsSync(join(folder, name))).slice(0, MOST_FILES);
}

/** What a sample of it takes on disk, about; nothing where it is not there. */
export async function sampleBytes({ value, isWhole }: OutsideSetting, files: Files): Promise<number> {
  const source = files.resolve(String(value));
  const found = statSync(source, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return isWhole ? found.size : Math.min(found.size, MOST_BYTES);
  const names = await sampleNames(source, files);
  return names.reduce((sum, name) => sum + statSync(join(source, name)).size, 0);
}

/** The file, or as many whole rows of it as there is room for. */
function firstLines(path: string): Uint8Array {
  const bytes = Buffer.alloc(MOST_BYTES);
  const fd = openSync(path, "r");
  let length = 0;
  try {
    for (let read = 1; read > 0 && length < MOST_BYTES; length += read)
      read = readSync(fd, bytes, length, MOST_BYTES - length, length);
  } finally {
    closeSync(fd);
  }
  if (length < MOST_BYTES) return bytes.subarray(0, length);
  return bytes.subarray(0, endOfRow(bytes));
}

/** Behind the last line end at which no quote is open; a unit of UTF-16 is kept whole. */
function endOfRow(bytes: Uint8Array): number {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const step = isLittle || (bytes[0] === 0xfe && bytes[1] === 0xff) ? 2 : 1;
  const unit = (i: number) =>
    step === 1 ? bytes[i] : bytes[i + (isLittle ? 0 : 1)] | (bytes[i + (isLittle ? 1 : 0)] << 8);
  let quoted = false;
  let closedAt = -1;
  let end = bytes.length;
  for (let i = 0; i < bytes.length; i += step) {
    const char = unit(i);
    if (char === QUOTE) {
      if (quoted) closedAt = i;
      quoted = !quoted && (i === 0 || closedAt === i - step || beginsCell(unit(i - step)));
    } else if (char === LINE_FEED && !quoted) {
      // UTF-16 without a mark: the other half of the line end.
      end = i + step + (step === 1 && bytes[i + 1] === 0 ? 1 : 0);
    }
  }
  return Math.min(end, bytes.length);
}

/** Whether a cell can begin behind it: the inches of `5" pipe` open no quote. */
function beginsCell(before: number): boolean {
  return (
    !/[\w "]/.test(String.fromCharCode(before)) && (before < 0x80 || before === 0xbf || before === 0xfeff)
  );
}
