// Samples of what a workflow reads, small enough to travel with the program: the first part of each file or folder.

import { cpSync, mkdirSync, openSync, readSync, closeSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import type { Plan } from "../../plan/types.ts";
import type { Files } from "../../sdk/services.ts";
import { outsideSettings, type OutsideSetting } from "../script/outside.ts";
import { EXPECTED, SAMPLES, type Samples } from "./samples.ts";

/** Rows that each source gives at the most. */
const ROWS = 250;
/** Bytes of a file that are taken. */
const MOST_BYTES = 64 * 1024;
/** Files of a folder that are taken. */
const MOST_FILES = 8;
const LINE_FEED = 10;

/** Copies samples below `folder` and writes down how they are to be run. */
export async function makeSamples(plan: Plan, files: Files, folder: string): Promise<Samples> {
  const inputs: Record<string, Record<string, string>> = {};
  const outputs: Record<string, { param: string; file: string }> = {};
  for (const setting of outsideSettings(plan)) {
    const { node, param, role, value } = setting;
    if (role === "output") outputs[node] = { param, file: node + extname(String(value)) };
    if (role === "input") (inputs[node] ??= {})[param] = await sampleOf(setting, files, folder);
  }
  const samples: Samples = { limit: ROWS, inputs, outputs, recorded: recordedNodes(plan) };
  mkdirSync(join(folder, EXPECTED), { recursive: true });
  writeFileSync(join(folder, SAMPLES), `${JSON.stringify(samples, null, 2)}\n`);
  return samples;
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
  { node, param, value }: OutsideSetting,
  files: Files,
  folder: string,
): Promise<string> {
  const source = files.resolve(String(value));
  const place = `selftest/data/${node}.${param}`;
  mkdirSync(join(folder, "selftest/data"), { recursive: true });
  if (statSync(source).isDirectory()) {
    for (const name of (await files.list(source, { recursive: true })).slice(0, MOST_FILES)) {
      const target = join(folder, place, name);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(source, name), target);
    }
    return place;
  }
  const file = place + extname(source);
  writeFileSync(join(folder, file), firstLines(source));
  return file;
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
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 1 : 0;
  let quoted = false;
  let end = bytes.length;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 34) quoted = !quoted;
    if (bytes[i] === LINE_FEED && !quoted) end = i + 1 + wide;
  }
  return Math.min(end, bytes.length);
}
