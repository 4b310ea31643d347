// Readers of standard output that are slow, gone or full: no event is lost, no run is, and nobody sees a stack trace.

import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, truncate } from "node:fs/promises";
import { once } from "node:events";
import { expect, test } from "vitest";
import { writeWorkflow } from "../../engine/document/write.ts";
import { flowOf } from "./support/bad-case.ts";
import { CLI } from "./support/cli.ts";
import { workspace, type Workspace } from "./support/workspace.ts";

const ROWS = 3000;

/** Every row fails: as many events, far more than a pipe holds. */
async function failingRows(count = ROWS): Promise<Workspace> {
  const rows = Array.from({ length: count }, (_, i) => `${i},${i},too many\n`);
  const flow = flowOf([
    ["input", "csv", { path: "in.csv" }],
    ["output", "write-csv", { path: "out.csv" }],
  ]);
  return workspace({ "in.csv": `a,b\n${rows.join("")}`, "flow.millrace.json": writeWorkflow(flow) });
}

function start(space: Workspace, args: readonly string[], stdout: "pipe" | number) {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: space.folder,
    env: { PATH: process.env.PATH, NO_COLOR: "1" },
    stdio: ["ignore", stdout, "pipe"],
  });
  let stderr = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = once(child, "close").then(([exit]) => ({ exit: exit as number, stderr }));
  return { child, ended };
}

const EVENTS = ["run", "flow.millrace.json", "--events", "ndjson"];

test("a reader that starts late gets every event, in order", async () => {
  const space = await failingRows();
  const { child, ended } = start(space, EVENTS, "pipe");
  await once(child.stdout!, "readable");
  let text = "";
  child.stdout!.setEncoding("utf8");
  for await (const piece of child.stdout!) text += piece as string;
  const { exit, stderr } = await ended;
  expect(stderr).not.toMatch(/EAGAIN|INTERNAL/);
  expect(exit).toBe(3);
  const events = text.trimEnd().split("\n");
  const parsed = events.map((line) => JSON.parse(line) as { seq: number; type: string });
  expect(parsed.map(({ seq }) => seq)).toEqual(parsed.map((_, i) => i + 1));
  expect(parsed.filter(({ type }) => type === "row-failed")).toHaveLength(ROWS);
  expect(parsed.at(-1)?.type).toBe("run-done");
});

test("a reader that goes away does not take the run with it", async () => {
  const space = await failingRows();
  const { child, ended } = start(space, EVENTS, "pipe");
  await once(child.stdout!, "readable");
  child.stdout!.destroy();
  const { exit, stderr } = await ended;
  expect(stderr).not.toMatch(/EPIPE|INTERNAL|^\s+at /m);
  expect(exit).toBe(3);
  const failed = await readFile(space.path("out.csv.failed.jsonl"), "utf8");
  expect(failed.trimEnd().split("\n")).toHaveLength(ROWS);
});

test("a list that is cut short by its reader is no failure", async () => {
  const { child, ended } = start(await workspace(), ["nodes", "--json"], "pipe");
  child.stdout!.destroy();
  expect(await ended).toEqual({ exit: 0, stderr: "" });
});

test("a full disk behind standard output is told", async ({ skip }) => {
  let full: number;
  try {
    full = openSync("/dev/full", "w");
  } catch {
    return skip("this system has no /dev/full");
  }
  const { ended } = start(await workspace(), ["nodes", "--json"], full);
  closeSync(full);
  const { exit, stderr } = await ended;
  expect(exit).toBe(1);
  expect(stderr).toContain("error DISK_FULL  standard output\n");
  expect(stderr).toContain("  next:  Free some space");
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("an input that becomes shorter during the run fails it, and the old output stays", async () => {
  const space = await failingRows(40_000);
  await space.write({ "out.csv": "an older result\n" });
  const child = spawn(process.execPath, [CLI, "run", "flow.millrace.json", "--events", "ndjson"], {
    cwd: space.folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  // Nobody reads on: the run waits long before it has come to the end of its input.
  await once(child.stdout, "readable");
  await truncate(space.path("in.csv"), 300_000);
  child.stdout.resume();
  const [exit] = (await once(child, "close")) as [number];
  expect(stderr).toMatch(/^error FILE_CHANGED {2}.*in\.csv, node input$/m);
  expect(stderr).toContain("became shorter while it was read");
  expect(stderr).toContain("  next:  Run again when");
  expect(exit).toBe(1);
  expect(await readFile(space.path("out.csv"), "utf8")).toBe("an older result\n");
});
