// How an exported program ends when it is told to: documented exit code, nothing half-written, from its first moment on.

import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mlp } from "../models/make.ts";
import { ended, workspace } from "../cli/millrace.ts";
import { exported, logOf, program, startProgram } from "./exported.ts";

const work = workspace();
let folder: string;

beforeAll(async () => {
  await work.write("rows.csv", "id,a,b\n1,0.5,1\n2,1.5,2\n");
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a", "b"] } }],
      ["write", "write-csv", { path: "results/out.csv" }],
    ],
    ["rows -> model", "model -> write"],
  );
  await mkdir(work.path("results"));
  folder = await exported(work, "flow.millrace.json", "program");
  await cp(work.path("rows.csv"), join(folder, "rows.csv"));
});

/** Code that has the process tell itself SIGTERM when something happens for the first time: no clock decides when that is. */
const WHEN: Readonly<Record<string, string>> = {
  "its first file is loaded": 'hook(require("node:vm"), "Script");',
  "its models are checked": 'hook(require("node:crypto"), "createHash");',
  "its samples are computed": 'hook(require("node:fs"), "mkdtempSync");',
  "it begins to write": 'hook(require("node:fs"), "open"); hook(require("node:fs"), "openSync");',
};
const HOOK = `
let told = false;
function hook(module, name) {
  const original = module[name];
  module[name] = new Proxy(original, {
    apply: (target, self, args) => (tell(args), Reflect.apply(target, self, args)),
    construct: (target, args, made) => (tell(args), Reflect.construct(target, args, made)),
  });
}
function tell([path]) {
  if (told || (FILE !== "" && !String(path).includes(FILE))) return;
  told = true;
  process.kill(process.pid, "SIGTERM");
}
`;

async function toldWhen(when: string, args: readonly string[], file = "") {
  const preload = work.path("preload.cjs");
  await work.write("preload.cjs", `const FILE = ${JSON.stringify(file)};${HOOK}${WHEN[when]}`);
  const scratch = work.path("scratch");
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch);
  const done = await program(folder, args, {
    NODE_OPTIONS: `--require=${JSON.stringify(preload)}`,
    TMPDIR: scratch,
  });
  return { ...done, left: await readdir(scratch) };
}

// Windows has no SIGTERM that could be heard.
describe.skipIf(process.platform === "win32")("a program that is told SIGTERM when", () => {
  beforeEach(async () => {
    await rm(join(folder, "results"), { recursive: true, force: true });
    await mkdir(join(folder, "results"));
  });

  test.each([
    ["its first file is loaded", []],
    ["its models are checked", []],
    ["its first file is loaded", ["--selftest"]],
    ["its samples are computed", ["--selftest"]],
    ["its first file is loaded", ["--dry-run"]],
  ])("%s, with %j, ends with 130 and leaves nothing", async (when, args) => {
    const { code, stderr, stdout, left } = await toldWhen(when, args);
    expect(code).toBe(130);
    expect(stdout).toBe("");
    const log = logOf({ code, stderr, stdout });
    expect(log[0]).toMatchObject({ level: "info", message: "SIGTERM: stopping after the frames in flight." });
    expect(log.at(-1)).toMatchObject({ level: "info", message: "cancelled" });
    expect(left).toEqual([]);
    expect(await readdir(join(folder, "results"))).toEqual([]);
  });

  test("it begins to write either has ended, or has replaced no output", async () => {
    const { code } = await toldWhen("it begins to write", [], "out.csv");
    const names = await readdir(join(folder, "results"));
    // The rows are few: all of them may have been in flight.
    expect([0, 130]).toContain(code);
    expect(names.includes("out.csv")).toBe(code === 0);
  });

  test("it is in the middle of its rows lets those in flight finish", async () => {
    const lines = Array.from({ length: 400_000 }, (_, i) => `${i},${i % 9},${i % 4}\n`).join("");
    await work.write("long.csv", `id,a,b\n${lines}`);
    const args = ["--input", "long.csv", "--output", "long-out.csv", "--events", "ndjson"];
    const child = startProgram(folder, args);
    const end = ended(child);
    for await (const line of createInterface(child.stdout)) {
      const { type, rows = 0 } = JSON.parse(line) as { type: string; rows?: number };
      if (type !== "progress" || rows === 0) continue;
      child.kill("SIGTERM");
      break;
    }
    const { code } = await end;
    expect(code).toBe(130);
    const names = await work.names();
    expect(names).toContain("long-out.csv.part");
    expect(names).not.toContain("long-out.csv");
  });
});
