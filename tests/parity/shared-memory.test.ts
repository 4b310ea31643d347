// Blocks of a file are memory that is used again: whatever a workflow does with its frames, each row is written as it was.
// The answers are computed here, line by line, without any code of Millrace. What is given back is overwritten (see
// tests/setup/poison-arenas.ts), so a frame that is looked at too late cannot give the right answer.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod/mini";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { nodeHost } from "../../engine/host/host.ts";
import { createModels } from "../../engine/models/models.ts";
import { defineNode } from "../../engine/sdk/define-node.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { table } from "../../engine/sdk/ports.ts";
import type { Frame } from "../../engine/frames/frame.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { runWorkflow, type NodeSpec } from "../support/run-workflow.ts";

/** About 4 MB: eight blocks. */
const ROWS = 60_000;

interface Row {
  readonly line: string;
  readonly id: number;
  readonly a: number;
  readonly b: number;
  readonly word: string;
}

const rows: Row[] = Array.from({ length: ROWS }, (_, id) => {
  const a = Math.round(Math.sin(id) * 1e6) / 1e6;
  const b = Math.round(Math.cos(id * 7) * 1e9) / 1e4;
  const word = `w${id % 97}${"x".repeat(id % 13)}`;
  return { id, a, b, word, line: `${id},${a},${b},${word}` };
});

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-memory-"));
  await writeFile(join(folder, "in.csv"), `id,a,b,word\n${rows.map(({ line }) => line).join("\n")}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

type Spec = readonly [
  id: string,
  kind: string | AnyNode,
  params: Record<string, unknown>,
  rescue?: NodeSpec["rescue"],
];

async function run(
  specs: readonly Spec[],
  edges: readonly string[],
  ...outputs: string[]
): Promise<string[][]> {
  const files = diskFiles(folder);
  const log = { debug: () => {}, warn: () => {} };
  const models = createModels({ files, clock: systemClock, log });
  const host = nodeHost({ files, models, log, output: { print: () => {}, width: 0 } });
  const nodes = await Promise.all(
    [["csv", "csv", { path: "in.csv" }] as Spec, ...specs].map(async ([id, name, params, rescue]) => {
      const kind = typeof name === "string" ? (await nodeKinds[name]()).default : name;
      return { id, kind, params, ...(rescue && { rescue }) };
    }),
  );
  const { summary } = await runWorkflow(nodes, edges, { host });
  expect(summary.error).toBeNull();
  await models.close();
  const texts = await Promise.all(outputs.map((name) => readFile(join(folder, name), "utf8")));
  return texts.map((text) => text.trimEnd().split("\n"));
}

const file = (path: string, columns: readonly string[] = []) => ({ path, columns });

test("rows that two sinks write, behind a filter each", async () => {
  const [low, high] = await run(
    [
      ["low", "filter", { condition: "a < 0.0" }],
      ["high", "filter", { condition: "b > 50000.0" }],
      ["w1", "write-csv", file("low.csv")],
      ["w2", "write-csv", file("high.csv", ["word", "id"])],
    ],
    ["csv -> low", "csv -> high", "low -> w1", "high -> w2"],
    "low.csv",
    "high.csv",
  );
  expect(low.slice(1)).toEqual(rows.filter(({ a }) => a < 0).map(({ line }) => line));
  expect(high.slice(1)).toEqual(rows.filter(({ b }) => b > 50_000).map(({ word, id }) => `${word},${id}`));
});

test("branches, one of them held up by a retrying node", async () => {
  const branches = [{ id: "pos", label: "positive", condition: "a > 0.0" }];
  const [positive, rest] = await run(
    [
      ["split", "branch", { branches }],
      ["again", "formula", { columns: { twice: "a * 2.0" } }, { retries: 2, backoffMs: 1 }],
      ["w1", "write-csv", file("positive.csv", ["id", "twice"])],
      ["w2", "write-jsonl", file("rest.jsonl", ["id", "word"])],
    ],
    ["csv -> split", "split.pos -> again", "again -> w1", "split.otherwise -> w2"],
    "positive.csv",
    "rest.jsonl",
  );
  expect(positive.slice(1)).toEqual(
    rows.filter(({ a }) => a > 0).map(({ id, a }) => `${id},${String(a * 2)}`),
  );
  expect(rest).toEqual(rows.filter(({ a }) => !(a > 0)).map(({ id, word }) => JSON.stringify({ id, word })));
});

test("a node that remembers rows of earlier frames", async () => {
  const columns = [{ name: "before", column: "b", of: "lag", rows: 5000 }];
  const [out] = await run(
    [
      ["window", "window", { columns }],
      ["w", "write-csv", file("window.csv", ["id", "b", "before"])],
    ],
    ["csv -> window", "window -> w"],
    "window.csv",
  );
  expect(out.slice(1)).toEqual(
    rows.map(({ id, b }, i) => `${id},${b},${i < 5000 ? "" : String(rows[i - 5000].b)}`),
  );
});

test("a kind that gives its frames on when all have come", async () => {
  const hoard = defineNode({
    kind: "hoard",
    version: 1,
    category: "control",
    title: "Hoard",
    summary: "Keeps all frames to the end.",
    params: z.object({}),
    inputs: { in: table() },
    outputs: { out: table() },
    effects: [],
    determinism: "pure",
    state: "whole",
    schema: ({ inputs }) => ({ outputs: { out: inputs.in } }),
    open: (): Frame[] => [],
    process: (frame, { state }) => void state.push(frame),
    async end({ state, out }) {
      for (const frame of state) await out.out(frame);
    },
  });
  const [out] = await run(
    [
      ["hoard", hoard, {}],
      ["w", "write-csv", file("hoard.csv")],
    ],
    ["csv -> hoard", "hoard -> w"],
    "hoard.csv",
  );
  expect(out.slice(1)).toEqual(rows.map(({ line }) => line));
});

test("two ways that meet again, one with fewer rows", async () => {
  const [out] = await run(
    [
      ["odd", "filter", { condition: "id % 2.0 == 1.0" }],
      ["few", "filter", { condition: "id % 10.0 == 0.0" }],
      ["union", "union", {}],
      ["w", "write-csv", file("union.csv")],
    ],
    ["csv -> odd", "csv -> few", "odd -> union", "few -> union", "union -> w"],
    "union.csv",
  );
  expect(out.slice(1)).toEqual(
    rows.filter(({ id }) => id % 2 === 1 || id % 10 === 0).map(({ line }) => line),
  );
});

test("numbers scaled side by side and one by one", async () => {
  const [out] = await run(
    [
      ["both", "standardize", { columns: ["a", "b"], mean: [0.5, 10], scale: [2, 4], output: "ab" }],
      ["apart", "standardize", { columns: ["b", "id"], mean: [1, 2], scale: [8, 0.5], output: "bi" }],
      ["u1", "unpack", { column: "ab", names: ["a1", "b1"] }],
      ["u2", "unpack", { column: "bi", names: ["b2", "i2"] }],
      ["w", "write-csv", file("scaled.csv", ["id", "a1", "b1", "b2", "i2"])],
    ],
    ["csv -> both", "both -> apart", "apart -> u1", "u1 -> u2", "u2 -> w"],
    "scaled.csv",
  );
  out.slice(1).forEach((line, i) => {
    const { id, a, b } = rows[i];
    const wanted = [(a - 0.5) / 2, (b - 10) / 4, (b - 1) / 8, (id - 2) / 0.5].map(Math.fround);
    expect(line.split(",").map((text, k) => (k === 0 ? Number(text) : Math.fround(Number(text))))).toEqual([
      id,
      ...wanted,
    ]);
  });
});
