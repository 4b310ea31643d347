// Exported programs keep a journal and go on from it, as `millrace run` does.

import { cp, readFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { workspace } from "../cli/millrace.ts";
import { exported, logOf, program } from "./exported.ts";

const work = workspace();
let folder: string;
const JOURNAL = "out.csv.millrace-journal";
const HOOK = { NODE_OPTIONS: `--require "${resolve(import.meta.dirname, "../kills/kill-at.cjs")}"` };

beforeAll(async () => {
  const rows = Array.from({ length: 1000 }, (_, i) => `${i},${i % 100 === 7 ? "x" : (i * 7919) % 11}\n`);
  await work.write("rows.csv", `id,a\n${rows.join("")}`);
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", types: { a: "float64" }, batchRows: 20 }],
      ["mean", "window", { columns: [{ name: "m", column: "a", of: "mean", rows: 7 }] }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> mean", "mean -> write"],
  );
  folder = await exported(work, "flow.millrace.json", "program");
  await cp(work.path("rows.csv"), join(folder, "rows.csv"));
});

const left = () =>
  Promise.all(["out.csv", "out.csv.failed.jsonl"].map((name) => readFile(join(folder, name), "utf8")));

test("a program that was killed goes on, and gives what it gives undisturbed", async () => {
  expect(await program(folder)).toMatchObject({ code: 3 });
  const whole = await left();
  const often = { MILLRACE_CHECKPOINT_MS: "0" };
  const killed = await program(folder, ["--journal"], { ...HOOK, ...often, KILL_AT: "100" });
  expect(killed.code, killed.stderr).toBe("SIGKILL");
  expect(await readdir(folder)).toEqual(expect.arrayContaining([JOURNAL, "out.csv.part"]));
  const resumed = await program(folder, ["--resume", "--events", "ndjson"]);
  expect(resumed.code, resumed.stderr).toBe(3);
  expect(JSON.parse(resumed.stdout.trim().split("\n").at(-1))).toMatchObject({
    summary: { rows: 1000, rowsBefore: expect.any(Number) as number },
  });
  expect(logOf(resumed).at(-1)).toMatchObject({ message: "done", rows: 1000, rowsFailed: 10 });
  expect(await left()).toEqual(whole);
  expect(await readdir(folder)).not.toContain(JOURNAL);
});

test("there is nothing to go on from: it says so, and runs nothing", async () => {
  const refused = await program(folder, ["--resume"]);
  expect(refused.code).toBe(2);
  expect(logOf(refused).at(-1)).toMatchObject({ level: "error", code: "JOURNAL_MISSING" });
});

test.each(["--dry-run", "--check", "--selftest"])("%s keeps no journal", async (flag) => {
  const refused = await program(folder, ["--journal", flag]);
  expect(refused.code).toBe(2);
  expect(logOf(refused).at(-1)).toMatchObject({ code: "USAGE_FLAG" });
});
