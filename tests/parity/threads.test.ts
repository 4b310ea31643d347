// A run in parts on several threads writes the same bytes as a run on one, and names the same failed lines.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunEvent, RunSummary } from "../../engine/runtime/events.ts";
import { mlp } from "../models/make.ts";

const execute = promisify(execFile);
const cli = resolve(import.meta.dirname, "../../dist/cli.js");
/** Long enough that a second thread pays (24 MB and more). */
const ROWS = 300_000;
const COLUMNS = ["a", "b", "c", "d"];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-threads-"));
  await writeFile(join(folder, "model.onnx"), mlp({ inputs: 4, hidden: [8], outputs: 2 }));
  await writeFile(join(folder, "data.csv"), csv());
  await writeFile(join(folder, "quotes.csv"), withQuotes());
  await writeFile(join(folder, "flow.millrace.json"), JSON.stringify(workflow(), null, 2));
});
afterAll(() => rm(folder, { recursive: true }));

/** Rows of about 100 bytes; one in 50,000 does not fit, and blank lines make line numbers and row numbers differ. */
function csv(): string {
  const lines = ["id,a,b,c,d,note"];
  for (let i = 0; i < ROWS; i++) {
    const numbers = COLUMNS.map((_, k) => Math.sin(i * 7 + k).toFixed(12));
    if (i % 50_000 === 49_999) numbers[2] = "oops";
    if (i % 70_000 === 69_999) lines.push("");
    lines.push(`${i},${numbers.join(",")},a remark that nobody reads`);
  }
  return lines.join("\n") + "\n";
}

/** A quote that never closes; and in the middle, where a cut must fall, a long quoted cell behind a number that is none. */
function withQuotes(): string {
  const lines = csv().split("\n");
  lines[120_000] = lines[120_000].replace("a remark", '"a remark');
  const long = Array.from({ length: 45_000 }, (_, i) => `1,2,3,4,5,line ${i}`).join("\n");
  lines[ROWS / 2] = `x,oops,1,1,1,"${long}"`;
  return lines.join("\n");
}

function workflow() {
  const kinds: [string, string, object][] = [
    ["rows", "csv", { path: "data.csv", types: { c: "float64" } }],
    ["model", "onnx", { model: "model.onnx", inputs: { x: COLUMNS }, outputs: "tensor" }],
    ["top", "top-class", { columns: ["y"] }],
    ["keep", "filter", { condition: "score > 0.5 && a > 0" }],
    ["write", "write-csv", { path: "out.csv", columns: ["id", "a", "note", "label", "score"] }],
  ];
  return {
    format: "millrace",
    version: 1,
    nodes: kinds.map(([id, kind, params]) => ({ id, kind, version: 1, title: id, params })),
    edges: kinds.slice(1).map(([id], i) => ({ from: `${kinds[i][0]}.out`, to: `${id}.in` })),
    view: { nodes: {} },
  };
}

async function run(
  threads: number,
  input = "data.csv",
): Promise<{ summary: RunSummary; output: Buffer; failed: string }> {
  const args = [
    cli,
    "run",
    "flow.millrace.json",
    "--threads",
    String(threads),
    "--events",
    "ndjson",
    "--set",
    `rows.path=${input}`,
  ];
  const { stdout } = await execute(process.execPath, args, { cwd: folder, maxBuffer: 1e9 }).catch(
    (thrown: unknown) => {
      // Failed rows: exit code 3.
      if ((thrown as { code?: number }).code === 3) return thrown as { stdout: string };
      throw thrown;
    },
  );
  const events = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as RunEvent);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  const last = events.at(-1);
  if (last?.type !== "run-done") throw new Error("The run told no end.");
  const output = await readFile(join(folder, "out.csv"));
  return {
    summary: last.summary,
    output,
    failed: await readFile(join(folder, "out.csv.failed.jsonl"), "utf8"),
  };
}

describe("a run in parts", () => {
  test("gives the bytes, the failed lines and the counts of a run on one thread", async () => {
    const one = await run(1);
    const two = await run(2);
    expect([one.summary.threads, two.summary.threads]).toEqual([1, 2]);
    expect(two.output.equals(one.output)).toBe(true);
    expect(two.failed).toBe(one.failed);
    const lines = two.failed
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { line: number }).line);
    expect(lines).toEqual([50_001, 100_002, 150_003, 200_003, 250_004, 300_005]);
    expect(two.summary).toMatchObject({ outcome: "done", rows: ROWS, rowsFailed: 6 });
    for (const [id, { rowsIn, rowsOut, rowsFailed }] of Object.entries(one.summary.nodes)) {
      expect(two.summary.nodes[id]).toMatchObject({ rowsIn, rowsOut, rowsFailed });
    }
  });

  test("of a file with open quotes begins again on one thread, and tells of each failed row once", async () => {
    const one = await run(1, "quotes.csv");
    const two = await run(2, "quotes.csv");
    expect(two.output.equals(one.output)).toBe(true);
    expect(two.failed).toBe(one.failed);
    expect(two.summary).toMatchObject({ outcome: "done", rowsFailed: one.summary.rowsFailed });
    expect(two.summary.threads).toBe(1);
    expect(new Set(two.failed.trimEnd().split("\n")).size).toBe(two.summary.rowsFailed);
  });
});
