// The engine of the editor, in a process of its own, as hosts start it.

import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Command } from "../../engine/document/command.ts";
import { applyCommands } from "../../engine/document/apply.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import type { PreviewNode } from "../../app/bridge/shapes.ts";
import { EngineClient } from "./engine-client.ts";

const TEMPLATE = "templates/shipment-delay";
/** More rows than any test waits for. */
const endless: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: [
    {
      id: "rows",
      kind: "generate",
      version: 1,
      title: "Rows",
      params: { rows: 1_000_000_000, columns: { x: { kind: "uniform", min: 0, max: 1 } } },
    },
    { id: "file", kind: "write-csv", version: 1, title: "File", params: { path: "out/endless.csv" } },
  ],
  edges: [{ from: "rows.out", to: "file.in" }],
  view: { nodes: {} },
};
let folder: string;
let engine: EngineClient;
let document: WorkflowDocument;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-engine-"));
  await cp(TEMPLATE, folder, { recursive: true });
  const path = join(folder, "shipment-delay.millrace.json");
  document = readWorkflow(await readFile(path, "utf8")).document!;
  engine = new EngineClient();
  await engine.call("session.open", { session: "s", folder, path, allowed: [folder] });
});

afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const edited = (...commands: Command[]) => applyCommands(document, commands);

/** The last news of each node. */
async function sample(revision: number, of: WorkflowDocument, rows = 20) {
  await engine.call("preview.update", { session: "s", revision, document: of, rows });
  const states: Record<string, PreviewNode> = {};
  for (const heard of engine.heard)
    if (heard.event === "preview.node" && heard.value.revision === revision)
      states[heard.value.node] = heard.value.result;
  return states;
}

async function endOf(run: string) {
  return engine.until((heard) =>
    heard.event === "run.event" && heard.value.run === run && heard.value.event.type === "run-done"
      ? heard.value.event.summary
      : undefined,
  );
}

test("answers for the catalog, the functions and the playbooks", async () => {
  const { kinds } = await engine.call("catalog.kinds", {});
  expect(kinds.map(({ kind }) => kind)).toContain("csv");
  const { functions } = await engine.call("catalog.functions", {});
  expect(functions.find(({ name }) => name === "round")?.signature).toBe("round(number, decimals?)");
  const { templates } = await engine.call("template.list", {});
  expect(templates.map(({ name }) => name)).toContain("shipment-delay");
  expect(templates[0].size).toBeGreaterThan(1000);
  expect(readWorkflow(templates[0].text).issues).toEqual([]);
});

test("tells its memory, and refuses what is no call", async () => {
  const memory = await engine.until((heard) =>
    heard.event === "engine.state" ? heard.value.memoryMb : undefined,
  );
  expect(memory).toBeGreaterThan(10);
  await expect(engine.call("nothing" as never, {} as never)).rejects.toMatchObject({
    failure: { code: "CALL_UNKNOWN" },
  });
  await expect(engine.call("plan.make", {} as never)).rejects.toMatchObject({
    failure: { code: "BRIDGE_SHAPE" },
  });
  await expect(
    engine.call("preview.columns", { session: "other", node: "a", port: "out" }),
  ).rejects.toMatchObject({ failure: { code: "SESSION_UNKNOWN" } });
});

test("tells what has changed since the plan that the editor has", async () => {
  const make = (revision: number, since: number | undefined, asked: typeof document) =>
    engine.call("plan.make", { session: "s", revision, since, document: asked });
  const [last] = document.nodes.slice(-1);
  const all = await make(11, undefined, document);
  expect(all.since).toBeNull();
  expect(Object.keys(all.nodes)).toHaveLength(document.nodes.length);

  const fewer = { ...document, nodes: document.nodes.slice(0, -1) };
  const edges = document.edges.filter(({ to }) => !to.startsWith(`${last.id}.`));
  expect(await make(12, 11, { ...fewer, edges })).toMatchObject({ since: 11, nodes: {}, gone: [last.id] });
  const back = await make(13, 12, document);
  expect([back.since, Object.keys(back.nodes), back.gone]).toEqual([12, [last.id], []]);
  // A plan that it does not know any more.
  expect((await make(14, 11, document)).since).toBeNull();
});

test("is told of changed nodes only, where it has the plan that they were changed in", async () => {
  const call = (revision: number, since: number, nodes: typeof document.nodes) => {
    const changed = nodes.flatMap((node, at) => (node === document.nodes[at] ? [] : [{ at, node }]));
    return engine.call("plan.make", { session: "s", revision, since, changed });
  };
  const { issues } = await engine.call("plan.make", { session: "s", revision: 21, document });
  const at = document.nodes.findIndex(({ id }) => id === "act");
  const broken = document.nodes.with(at, { ...document.nodes[at], params: {} });
  const told = await call(22, 21, broken);
  const whole = await engine.call("plan.make", {
    session: "s",
    revision: 23,
    document: { ...document, nodes: broken },
  });
  expect(told.issues).toEqual(whole.issues);
  expect(told.issues.length).toBeGreaterThan(issues.length);
  await expect(call(24, 21, broken)).rejects.toMatchObject({ failure: { code: "PLAN_BASE_LOST" } });
});

test("makes a plan; an older revision that is still being made gets the newer one", async () => {
  const plans = await Promise.all(
    [1, 2, 3].map((revision) => engine.call("plan.make", { session: "s", revision, document })),
  );
  expect(plans.map(({ revision }) => revision)).toEqual([3, 3, 3]);
  const [{ nodes, issues }] = plans;
  expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(nodes.act.ports).toEqual({
    late: { flow: "table", title: "Late" },
    "at-risk": { flow: "table", title: "At risk" },
    otherwise: { flow: "table", title: "Otherwise" },
    error: { flow: "table", title: "Failed rows" },
  });
  expect(nodes.delay.outputs.out.fields.map(({ name }) => name)).toContain("delay_p50");
});

test("the sample is what `millrace run --limit` writes", async () => {
  const states = await sample(1, document, 40);
  expect(new Set(Object.values(states).map(({ state }) => state))).toEqual(new Set(["done"]));
  const cli = spawnSync(
    process.execPath,
    [resolve("dist/cli.js"), "run", "shipment-delay.millrace.json", "--limit", "40", "--quiet"],
    { cwd: folder, encoding: "utf8" },
  );
  expect(cli.stderr).toBe("");
  const written = (await readFile(join(folder, "out/report.jsonl"), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const { cells, rows, lineage } = await engine.call("preview.rows", {
    session: "s",
    node: "report",
    port: "in",
    from: 0,
    to: 100,
  });
  expect(rows).toBe(40);
  expect(cells).toEqual(written.map((row) => Object.values(row)));
  expect(lineage[0]).toBe("events, line 2");
  expect(states.report.ports.in.head).toEqual(cells.slice(0, 4));
});

test("a change in the middle computes only what is behind it", async () => {
  await sample(1, document);
  const states = await sample(
    2,
    edited({
      do: "set-param",
      id: "decision",
      param: "columns",
      value: { decision: "delay_p50 > 0.0 ? 'late' : 'fine'" },
    }),
  );
  const computed = Object.keys(states).filter((node) => states[node].state === "done");
  expect(computed.toSorted()).toEqual(
    ["act", "alerts", "decision", "late-containers", "readable", "report", "watch-list"].filter(
      (node) => states[node].state === "done",
    ),
  );
  expect(computed).toContain("decision");
  expect(states.delay.state).toBe("cached");
});

test("columns are summed up, tensors drawn", async () => {
  await sample(1, document);
  const { columns } = await engine.call("preview.columns", { session: "s", node: "events", port: "out" });
  const carrier = columns.find(({ name }) => name === "carrier")!;
  expect(carrier).toMatchObject({ type: "text", rows: 20, numbers: null });
  expect(carrier.top?.reduce((sum, { count }) => sum + count, 0)).toBe(20);
  const queue = columns.find(({ name }) => name === "queue")!;
  expect(queue.histogram?.reduce((sum, count) => sum + count, 0)).toBe(20 - queue.nulls);
  const tensor = await engine.call("preview.tensor", {
    session: "s",
    node: "features",
    port: "out",
    row: 0,
    column: "features",
    limit: 5,
  });
  expect(tensor).toMatchObject({ dtype: "float32", shape: [22] });
  expect(tensor.values).toHaveLength(5);
  await expect(
    engine.call("preview.columns", { session: "s", node: "nobody", port: "out" }),
  ).rejects.toMatchObject({ failure: { code: "PREVIEW_MISSING" } });
});

test("a stopped preview forgets", async () => {
  await sample(1, document);
  await engine.call("preview.stop", { session: "s" });
  await expect(
    engine.call("preview.columns", { session: "s", node: "events", port: "out" }),
  ).rejects.toMatchObject({ failure: { code: "PREVIEW_MISSING" } });
});

test("files outside of what is allowed are refused, links to them too, until they are allowed", async () => {
  const outside = await mkdtemp(join(tmpdir(), "millrace-outside-"));
  try {
    await cp(join(folder, "data/events.csv"), join(outside, "events.csv"));
    await symlink(join(outside, "events.csv"), join(folder, "data/link.csv"));
    const codes = async (revision: number, path: string) => {
      const changed = edited({ do: "set-param", id: "events", param: "path", value: path });
      const { issues } = await engine.call("plan.make", { session: "s", revision, document: changed });
      return issues.filter(({ severity }) => severity === "error").map(({ code }) => code);
    };
    expect(await codes(1, join(outside, "events.csv"))).toContain("FILE_NOT_ALLOWED");
    expect(await codes(2, "../../../etc/passwd")).toContain("FILE_NOT_ALLOWED");
    expect(await codes(3, "data/link.csv")).toContain("FILE_NOT_ALLOWED");
    await engine.call("session.open", { session: "s", folder, path: null, allowed: [folder, outside] });
    expect(await codes(4, join(outside, "events.csv"))).toEqual([]);
  } finally {
    await rm(outside, { recursive: true });
  }
});

test("a run outside of what is allowed writes nothing", async () => {
  const outside = await mkdtemp(join(tmpdir(), "millrace-outside-"));
  try {
    const changed = edited({ do: "set-param", id: "report", param: "path", value: join(outside, "r.jsonl") });
    const { run } = await engine.call("run.start", { session: "s", document: changed, dryRun: false });
    const summary = await endOf(run);
    expect(summary).toMatchObject({ outcome: "failed", error: { code: "FILE_NOT_ALLOWED" } });
    expect(await readdir(outside)).toEqual([]);
  } finally {
    await rm(outside, { recursive: true });
  }
});

test("a run writes its outputs, and numbers its events without gaps", async () => {
  const { run } = await engine.call("run.start", { session: "s", document, dryRun: false, limit: 50 });
  const summary = await endOf(run);
  expect(summary).toMatchObject({ outcome: "done", rows: 50 });
  // Of a node with several outputs each is counted; of others there is nothing to tell apart.
  const rows = Object.values(summary.nodes.act.rowsByPort ?? {});
  expect(rows).toHaveLength(3);
  expect(rows.reduce((sum, each) => sum + each)).toBe(summary.nodes.act.rowsOut);
  expect(summary.nodes.delay.rowsByPort).toBeUndefined();
  expect((await readFile(join(folder, "out/report.jsonl"), "utf8")).trim().split("\n")).toHaveLength(50);
  const seqs = engine.heard.flatMap((heard) => (heard.event === "run.event" ? [heard.value.event.seq] : []));
  expect(seqs).toEqual(seqs.map((_, i) => i + 1));
});

test("a run up to a node leaves actions elsewhere alone, a dry run all of them", async () => {
  await rm(join(folder, "out"), { recursive: true });
  await mkdir(join(folder, "out"));
  const dry = await engine.call("run.start", { session: "s", document, dryRun: true, limit: 50 });
  expect(await endOf(dry.run)).toMatchObject({ outcome: "done" });
  expect(await readdir(join(folder, "out"))).toEqual([]);
  const { run } = await engine.call("run.start", { session: "s", document, to: "report", dryRun: false });
  expect(await endOf(run)).toMatchObject({ outcome: "done" });
  expect(await readdir(join(folder, "out"))).toEqual(["report.jsonl"]);
});

test("failed rows are told and stand beside the output", async () => {
  const events = await readFile(join(folder, "data/events.csv"), "utf8");
  await writeFile(join(folder, "data/events.csv"), `${events}only,two\n`);
  const { run } = await engine.call("run.start", { session: "s", document, dryRun: false });
  const summary = await endOf(run);
  expect(summary.rowsFailed).toBe(1);
  const failed = await readFile(join(folder, "out/alerts.csv.failed.jsonl"), "utf8");
  expect(failed.trim().split("\n")).toHaveLength(1);
  expect(
    engine.heard.filter((heard) => heard.event === "run.event" && heard.value.event.type === "row-failed"),
  ).toHaveLength(1);
});

test("a run that is stopped ends as cancelled and leaves no output", async () => {
  await rm(join(folder, "out"), { recursive: true });
  await mkdir(join(folder, "out"));
  const { run } = await engine.call("run.start", { session: "s", document: endless, dryRun: false });
  await engine.until((heard) =>
    heard.event === "run.event" && heard.value.event.type === "progress" && heard.value.event.rows > 0
      ? true
      : undefined,
  );
  await engine.call("run.stop", { run });
  expect(await endOf(run)).toMatchObject({ outcome: "cancelled" });
  expect(await readdir(join(folder, "out"))).not.toContain("endless.csv");
});

test("learns the params of a node", async () => {
  const fitted = applyCommands(document, [
    {
      do: "add-node",
      node: { id: "std", kind: "standardize", version: 1, title: "Std", params: { columns: ["queue"] } },
    },
    { do: "connect", edge: { from: "events.out", to: "std.in" } },
  ]);
  const { params } = await engine.call("plan.fit", { session: "s", document: fitted, node: "std" });
  expect(Object.keys(params).toSorted()).toEqual(["columns", "mean", "scale"]);
});

test("inspects a model as `millrace inspect` does", async () => {
  const { model } = await engine.call("model.inspect", { session: "s", path: "models/delay.onnx" });
  expect(model).toMatchObject({ is: "an ONNX model", refusals: [], file: "models/delay.onnx" });
});

test("an engine that dies says before which node was running", async () => {
  const pending = engine.call("preview.update", { session: "s", revision: 1, document, rows: 5000 });
  await engine.until((heard) =>
    heard.event === "preview.node" && heard.value.node === "delay" && heard.value.result.state === "running"
      ? true
      : undefined,
  );
  engine.child.kill("SIGKILL");
  await expect(pending).rejects.toThrow("The engine is gone.");
});

test("shows pictures small, whatever their size", async () => {
  await mkdir(join(folder, "pictures"));
  const wide = sharp({ create: { width: 400, height: 100, channels: 3, background: "red" } });
  await wide.png().toFile(join(folder, "pictures/wide.png"));
  const pictures: WorkflowDocument = {
    ...document,
    nodes: [{ id: "p", kind: "image-folder", version: 1, title: "P", params: { path: "pictures" } }],
    edges: [],
  };
  const states = await sample(1, pictures);
  expect(states.p.ports.out.head[0]).toContainEqual({ is: "image", width: 400, height: 100, format: "png" });
  const place = { session: "s", node: "p", port: "out", row: 0, column: "image" };
  const { png } = await engine.call("preview.image", { ...place, size: 40 });
  expect(await sharp(png).metadata()).toMatchObject({ format: "png", width: 40, height: 10 });
  await expect(engine.call("preview.image", { ...place, row: 5, size: 40 })).rejects.toMatchObject({
    failure: { code: "PREVIEW_MISSING" },
  });
});
