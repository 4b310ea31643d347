// A sample through a plan: each node once, again only where something has changed, and broken ones stop only what is behind.

import { expect, test } from "vitest";
import * as z from "zod/mini";
import { bareHost, planOf, type NodeSpec } from "../../../tests/support/run-workflow.ts";
import csv from "../../../nodes/sources/csv/csv.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { collector, countSource, passMap, scripted } from "../../../tests/support/test-nodes.ts";
import type { Plan } from "../../plan/types.ts";
import { defineNode } from "../../sdk/define-node.ts";
import type { AnyNode } from "../../sdk/node-definition.ts";
import { text } from "../../sdk/params.ts";
import { table } from "../../sdk/ports.ts";
import { Preview, type NodePreview } from "./preview.ts";

const source = { id: "s", kind: countSource, params: { rows: 10 } };

interface Update {
  readonly rows?: number;
  readonly host?: ReturnType<typeof bareHost>;
  readonly signal?: AbortSignal;
  readonly pinned?: ReadonlySet<string>;
}

/** What was told of each node, in order, and the last of it. */
async function update(preview: Preview, plan: Plan, options: Update = {}) {
  const told: Record<string, string[]> = {};
  const last: Record<string, NodePreview> = {};
  await preview.update(plan, {
    host: bareHost(),
    rows: 100,
    signal: new AbortController().signal,
    onNode: (id, news) => {
      (told[id] ??= []).push(news.state);
      last[id] = news;
    },
    ...options,
  });
  return { told, last };
}

const states = (last: Readonly<Record<string, NodePreview>>) =>
  Object.fromEntries(Object.entries(last).map(([id, { state }]) => [id, state]));
const values = (preview: Preview, node: string, port = "out") =>
  preview
    .port(node, port)
    ?.frames.flatMap((frame) =>
      Array.from({ length: frame.length }, (_, row) => frame.column("value").get(row)),
    );

test("a sample is the first rows of each source; every node is told waiting, running, done, and then cached", async () => {
  const preview = new Preview();
  const plan = await planOf([source, { id: "a", kind: passMap }], ["s -> a"]);
  const first = await update(preview, plan, { rows: 5 });
  expect(first.told).toEqual({ s: ["waiting", "running", "done"], a: ["waiting", "running", "done"] });
  expect(values(preview, "a")).toEqual([0, 1, 2, 3, 4]);
  const again = await update(preview, plan, { rows: 5 });
  expect(again.told).toEqual({ s: ["cached"], a: ["cached"] });
  const more = await update(preview, plan, { rows: 6 });
  expect(more.told).toEqual({ s: ["waiting", "running", "done"], a: ["waiting", "running", "done"] });
});

test("a change in the middle computes what is behind it, and stops where the outcome is the same", async () => {
  const preview = new Preview();
  const calls: string[] = [];
  const counting = (name: string) => scripted(name, () => void calls.push(name));
  const [before, middle, behind] = ["before", "middle", "behind"].map(counting);
  const nodes = (variant: number): NodeSpec[] => [
    source,
    { id: "a", kind: before },
    { id: "b", kind: middle, params: { variant } },
    { id: "c", kind: behind },
  ];
  const wires = ["s -> a", "a -> b", "b -> c"];
  await update(preview, await planOf(nodes(0), wires));
  calls.length = 0;
  // The node runs again, gives the same, and nothing behind it has to.
  const { last } = await update(preview, await planOf(nodes(1), wires));
  expect(states(last)).toEqual({ s: "cached", a: "cached", b: "done", c: "cached" });
  expect(new Set(calls)).toEqual(new Set(["middle"]));
  // Back again: all of it is known.
  const back = await update(preview, await planOf(nodes(0), wires));
  expect(states(back.last)).toEqual({ s: "cached", a: "cached", b: "cached", c: "cached" });
});

test("a node that throws fails, and only what is behind it is skipped", async () => {
  const preview = new Preview();
  const fatal = scripted("fatal", () => {
    throw new Error("no good");
  });
  const plan = await planOf(
    [
      source,
      { id: "bad", kind: fatal, rescue: { onError: "stop" } },
      { id: "behind", kind: passMap },
      { id: "beside", kind: passMap },
    ],
    ["s -> bad", "bad -> behind", "s -> beside"],
  );
  const { last } = await update(preview, plan);
  expect(states(last)).toEqual({ s: "done", bad: "failed", behind: "skipped", beside: "done" });
  expect(last.bad.error?.message).toContain("no good");
});

test("rows that fail are counted, and stand at the error port", async () => {
  const preview = new Preview();
  const picky = scripted("picky", ({ frame, fail }) => {
    if (frame.length > 1) fail(1, { code: "BAD_ROW", cause: "odd" });
  });
  const plan = await planOf([source, { id: "a", kind: picky }], ["s -> a"]);
  const { last } = await update(preview, plan, { rows: 4 });
  expect(last.a.state).toBe("done");
  expect(last.a.result?.rowsFailed).toBe(1);
  expect(values(preview, "a")).toEqual([0, 2, 3]);
  expect(preview.port("a", "error")?.frames[0].column("error_code").get(0)).toBe("BAD_ROW");
});

test("a node with an issue fails with it; what is behind it is skipped, the rest shown", async () => {
  const preview = new Preview();
  const plan = await planOf(
    [
      { id: "broken", kind: countSource, params: { rows: "many" } },
      { id: "behind", kind: passMap },
      source,
      { id: "good", kind: passMap },
      { id: "left-out", kind: passMap, bypassed: true },
    ],
    ["broken -> behind", "s -> left-out", "left-out -> good", "s.nothing -> good"],
  );
  const { last } = await update(preview, plan);
  expect(states(last)).toEqual({
    broken: "failed",
    behind: "skipped",
    s: "done",
    good: "done",
    "left-out": "skipped",
  });
  expect(last.broken.error?.code).toBe("PARAM_INVALID");
});

test("an action does nothing, and shows what arrives", async () => {
  const preview = new Preview();
  const sink = collector();
  const plan = await planOf([source, { id: "sink", kind: sink.node }], ["s -> sink"]);
  const { last } = await update(preview, plan, { rows: 3 });
  expect(last.sink.state).toBe("done");
  expect(values(preview, "sink", "in")).toEqual([0, 1, 2]);
  expect(sink.frames).toEqual([]);
});

test("a kind that uses the network is not run, and what is behind it says that it waits for a run", async () => {
  const online: AnyNode = { ...countSource, kind: "online", effects: ["network"] };
  const plan = await planOf(
    [
      { id: "n", kind: online },
      { id: "a", kind: passMap },
      { id: "b", kind: passMap },
    ],
    ["n -> a", "a -> b"],
  );
  const { last } = await update(new Preview(), plan);
  expect(states(last)).toEqual({ n: "unasked", a: "beyond", b: "beyond" });
});

test("a kind that could use the network and does not, as it is set, is run", async () => {
  const here: AnyNode = { ...countSource, kind: "here", effects: ["network"], offline: () => true };
  const { last } = await update(new Preview(), await planOf([{ id: "n", kind: here }], []));
  expect(last.n.state).toBe("done");
});

/** Gives the length of a file as a row. */
const fileLength = defineNode({
  kind: "file-length",
  version: 1,
  category: "sources",
  title: "Length",
  summary: "For tests.",
  params: z.object({ path: text({ title: "Path", help: "Of the file." }) }),
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  schema: () => ({ outputs: { out: { fields: [] } } }),
  async produce({ params, host, out, node }) {
    const { length } = await host.files.readAll(params.path);
    await countSource.produce!({
      params: { rows: length, frameRows: 100 },
      out,
      node,
    } as never);
  },
});

test("a file that has changed is read again", async () => {
  const preview = new Preview();
  const files = memoryFiles({ "a.txt": "123" });
  const host = bareHost({ files });
  const plan = await planOf([{ id: "f", kind: fileLength, params: { path: "a.txt" } }], [], host);
  await update(preview, plan, { host });
  expect(values(preview, "f")).toHaveLength(3);
  expect((await update(preview, plan, { host })).last.f.state).toBe("cached");
  files.contents.set("a.txt", new TextEncoder().encode("12345"));
  expect((await update(preview, plan, { host })).last.f.state).toBe("done");
  expect(values(preview, "f")).toHaveLength(5);
});

test("an update that is cut short says nothing more, and the next one goes on from what there is", async () => {
  const preview = new Preview();
  const stop = new AbortController();
  let calls = 0;
  const slow = scripted("slow", () => {
    calls++;
    stop.abort();
  });
  const plan = await planOf(
    [source, { id: "a", kind: slow }, { id: "b", kind: passMap }],
    ["s -> a", "a -> b"],
  );
  const cut = await update(preview, plan, { signal: stop.signal });
  expect(states(cut.last)).toEqual({ s: "done", a: "running", b: "waiting" });
  const before = calls;
  const whole = await update(preview, plan);
  expect(states(whole.last)).toEqual({ s: "cached", a: "done", b: "done" });
  expect(calls).toBeGreaterThan(before);
});

test("a pinned node keeps its rows whatever changes before it, and nodes behind it go on from them", async () => {
  const preview = new Preview();
  const nodes = (rows: number, s = {}): NodeSpec[] => [
    { id: "s", kind: countSource, params: { rows }, ...s },
    { id: "a", kind: passMap },
    { id: "b", kind: passMap },
  ];
  const wires = ["s -> a", "a -> b"];
  const pinned = new Set(["a"]);
  await update(preview, await planOf(nodes(3), wires));
  const { last } = await update(preview, await planOf(nodes(5), wires), { pinned });
  expect(values(preview, "s")).toHaveLength(5);
  expect(values(preview, "a")).toEqual([0, 1, 2]);
  expect(values(preview, "b")).toEqual([0, 1, 2]);
  expect(last.a.state).toBe("cached");
  // Even when there is nothing before it any more.
  const broken = await planOf(nodes(5, { params: { rows: "many" } }), wires);
  expect(states((await update(preview, broken, { pinned })).last)).toMatchObject({
    s: "failed",
    a: "cached",
  });
  expect(values(preview, "b")).toEqual([0, 1, 2]);
  await update(preview, await planOf(nodes(5), wires));
  expect(values(preview, "b")).toHaveLength(5);
});

test("a pinned node without a result keeps the first it comes to; one that fails keeps none", async () => {
  const preview = new Preview();
  const pinned = new Set(["s"]);
  const of = (rows: unknown) => planOf([{ id: "s", kind: countSource, params: { rows } }], []);
  await update(preview, await of("many"), { pinned });
  await update(preview, await of(2), { pinned });
  await update(preview, await of(4), { pinned });
  expect(values(preview, "s")).toEqual([0, 1]);
});

test("old results go where there is no room for them, the present ones never", async () => {
  const preview = new Preview(1);
  const nodes = (rows: number) => [
    { id: "s", kind: countSource, params: { rows } },
    { id: "a", kind: passMap },
  ];
  const [one, two] = [await planOf(nodes(10), ["s -> a"]), await planOf(nodes(11), ["s -> a"])];
  await update(preview, one);
  expect(states((await update(preview, one)).last)).toEqual({ s: "cached", a: "cached" });
  await update(preview, two);
  expect(states((await update(preview, one)).last)).toEqual({ s: "done", a: "done" });
});

test("a node whose answers are not the same each time runs each time", async () => {
  const preview = new Preview();
  const clock: AnyNode = { ...countSource, kind: "clock", determinism: "clock" };
  const plan = await planOf([{ id: "t", kind: clock }], []);
  await update(preview, plan);
  expect((await update(preview, plan)).last.t.state).toBe("done");
});

test("rows that failed behind the sample are not counted: a source reads ahead in blocks", async () => {
  const lines = Array.from({ length: 3_000 }, (_, i) => `${i % 50 === 49 ? "n.v." : i},1\n`);
  const files = memoryFiles({ "in.csv": new TextEncoder().encode(`a,b\n${lines.join("")}`) });
  const host = { ...bareHost(), files };
  const failing: NodeSpec = { id: "s", kind: csv, params: { path: "in.csv" }, rescue: { onError: "skip" } };
  const preview = new Preview();
  const plan = await planOf([failing], [], host);
  const { last } = await update(preview, plan, { host, rows: 100 });
  const error = preview.port("s", "error")!;
  const failed = error.frames.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => Number(frame.column("error_place").get(row))),
  );
  expect([last.s.result?.rowsFailed, error.rows, failed]).toEqual([2, 2, [51, 101]]);
});
