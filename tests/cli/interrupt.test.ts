// What Ctrl-C does to a run: frames in flight finish, the exit code says so, output stays as `.part`.

import { spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { beforeAll, expect, test } from "vitest";
import type { RunEvent } from "../../engine/runtime/events.ts";
import { slow } from "../models/make.ts";
import { ended, workspace } from "./millrace.ts";

const work = workspace();

beforeAll(async () => {
  await work.write("slow.onnx", slow({ layers: 4 }));
  const columns = Object.fromEntries(
    ["x0", "x1", "x2", "x3"].map((name) => [name, { kind: "uniform", min: 0, max: 1 }]),
  );
  await work.flow(
    "endless.millrace.json",
    [
      ["rows", "generate", { rows: 1e9, columns, batchRows: 2 }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> out"],
  );
  await work.flow(
    "scoring.millrace.json",
    [
      ["rows", "generate", { rows: 1e9, columns, batchRows: 2 }],
      // Rows that wait are joined up to this many; more would be half a minute in flight.
      ["model", "onnx", { model: "slow.onnx", maxBatch: 2 }],
      ["out", "write-csv", { path: "scored.csv" }],
    ],
    ["rows -> model", "model -> out"],
  );
});

test.each([
  ["SIGINT", "endless", "out.csv", "rows.seed=1"],
  ["SIGTERM", "endless", "out.csv", "rows.seed=1"],
  ["SIGINT", "scoring", "scored.csv", "model.placement=auto"],
  ["SIGINT", "scoring", "scored.csv", "model.memoryLimitMb=4000"],
] as const)(
  "the first %s ends %s with 130; %s stays as .part (%s)",
  async (signal, flow, output, setting) => {
    await work.write(output, "of an earlier run\n");
    const child = work.start(["run", `${flow}.millrace.json`, "--events", "ndjson", "--set", setting]);
    const end = ended(child);
    const events: RunEvent[] = [];
    let asked = false;
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line) as RunEvent;
      events.push(event);
      if (asked || event.type !== "progress" || event.nodes.out.rowsIn === 0) continue;
      asked = true;
      child.kill(signal);
    }
    const { code, stderr } = await end;
    expect(code, stderr).toBe(130);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(events.at(-1)).toMatchObject({ type: "run-done", summary: { outcome: "cancelled", error: null } });
    expect(stderr).toContain("press Ctrl-C again to kill");
    expect(stderr).toContain(".part");
    expect(await work.read(output)).toBe("of an earlier run\n");
    const part = await work.read(`${output}.part`);
    expect(part).toMatch(/^x0,x1,x2,x3/);
    expect(part.endsWith("\n"), "only whole rows").toBe(true);
    const { model, out } = (events.at(-1) as Extract<RunEvent, { type: "run-done" }>).summary.nodes;
    expect(out.rowsOut).toBe(part.trimEnd().split("\n").length - 1);
    // What had gone into the model has come out of it, and arrived.
    if (model) expect([model.rowsIn, model.rowsOut]).toEqual([out.rowsOut, out.rowsOut]);
  },
);

test.each([
  ["on a thread of its own", "model.placement=lane"],
  ["in a process of its own", "model.memoryLimitMb=4000"],
])("the second kills, even while a model computes %s", async (_, place) => {
  // 64 rows of 200 products each: more than half a minute in one call of the model.
  await work.write("very-slow.onnx", slow({ layers: 200 }));
  const settings = [
    "model.model=very-slow.onnx",
    place,
    "model.maxBatch=64",
    "rows.batchRows=64",
    "out.path=never.csv",
  ];
  const child = work.start([
    "run",
    "scoring.millrace.json",
    "--events=ndjson",
    ...settings.flatMap((setting) => ["--set", setting]),
  ]);
  const end = ended(child);
  let children: readonly number[] = [];
  child.stderr.on("data", (text: string) => {
    children = childrenOf(child.pid!);
    if (text.includes("press Ctrl-C again to kill")) child.kill("SIGINT");
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as RunEvent;
    if (event.type === "progress" && event.nodes.model.rowsIn > 0) child.kill("SIGINT");
  }
  const { code, stdout } = await end;
  expect(code).toBe("SIGINT");
  expect(stdout).not.toContain("run-done");
  expect(await work.names()).not.toContain("never.csv");
  await expect.poll(() => children.filter(isRunning), { timeout: 5000 }).toEqual([]);
});

test("a model in a process of its own does not outlive a run that was killed", async () => {
  await work.write("very-slow.onnx", slow({ layers: 200 }));
  const settings = [
    "model.model=very-slow.onnx",
    "model.memoryLimitMb=4000",
    "model.maxBatch=64",
    "rows.batchRows=64",
    "out.path=never.csv",
  ];
  const child = work.start([
    "run",
    "scoring.millrace.json",
    "--events=ndjson",
    ...settings.flatMap((setting) => ["--set", setting]),
  ]);
  const end = ended(child);
  let children: readonly number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as RunEvent;
    if (children.length > 0 || event.type !== "progress" || event.nodes.model.rowsIn === 0) continue;
    children = childrenOf(child.pid!);
    child.kill("SIGKILL");
  }
  expect((await end).code).toBe("SIGKILL");
  if (process.platform !== "win32") expect(children).toHaveLength(1);
  await expect.poll(() => children.filter(isRunning), { timeout: 10_000 }).toEqual([]);
});

/** Processes that `pid` has started and that still run; none where the system has no ps. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" });
  const rows = (stdout ?? "").split("\n").map((line) => line.trim().split(/\s+/));
  return rows
    .filter(([, parent, state]) => Number(parent) === pid && !state?.startsWith("Z"))
    .map(([id]) => Number(id));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
