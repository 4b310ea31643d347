// How fast are rows in memory grouped and joined, against the same query in DuckDB on one thread? Synthetic numbers.

import { createRequire } from "node:module";
import { FixedColumn } from "../../engine/frames/column.ts";
import { field, Frame } from "../../engine/frames/frame.ts";
import { run } from "../../engine/runtime/run.ts";
import { defineNode } from "../../engine/sdk/define-node.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { table as tablePort } from "../../engine/sdk/ports.ts";
import aggregate from "../../nodes/prepare/aggregate/aggregate.ts";
import join from "../../nodes/prepare/join/join.ts";
import * as z from "zod/mini";
import { bareHost, planOf, type NodeSpec } from "../../tests/support/run-workflow.ts";
import { interleave, perSecond, ratio, table, type Variant } from "../lib/interleave.ts";
import { drop } from "./kinds.ts";

const ROWS = 1_000_000;
const KEYS = 10_000;
const FRAME_ROWS = 8192;
const GOAL = 0.9;
/** A run takes 30 ms: what else happens on the machine meanwhile needs many of them to cancel out. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 41);
const schema = { fields: [field("k", "float64", false), field("v", "float64", false)] };

/** Keys in an order that jumps about; the same numbers as the query below makes. Those with fractions are looked up another way. */
function frames(rows: number, source: string, fraction = 0): readonly Frame[] {
  return Array.from({ length: Math.ceil(rows / FRAME_ROWS) }, (_, i) => {
    const from = i * FRAME_ROWS;
    const length = Math.min(FRAME_ROWS, rows - from);
    const of = (value: (row: number) => number) => {
      const values = Float64Array.from({ length }, (__, row) => value(from + row));
      return new FixedColumn({ type: "float64" }, length, { values, validity: null });
    };
    const columns = [of((row) => ((row * 7919) % KEYS) + fraction), of((row) => row / 3)];
    return new Frame(schema, columns, length, { source, unit: "row", from, to: from + length, ids: null });
  });
}

function give(kind: string, given: readonly Frame[]): AnyNode {
  return defineNode({
    kind,
    version: 1,
    category: "sources",
    title: "Given rows",
    summary: "Gives frames that are there.",
    params: z.object({}),
    inputs: {},
    outputs: { out: tablePort() },
    effects: [],
    determinism: "pure",
    state: "none",
    schema: () => ({ outputs: { out: schema } }),
    async produce({ out }) {
      for (const frame of given) await out.out(frame);
    },
  });
}

function millrace(name: string, nodes: readonly NodeSpec[], edges: readonly string[]): Variant {
  return {
    name,
    async measure() {
      const plan = await planOf(nodes, edges);
      const start = performance.now();
      const { outcome } = await run(plan, { host: bareHost() }).done;
      if (outcome !== "done") throw new Error(`The run ended as ${outcome}.`);
      return (ROWS / (performance.now() - start)) * 1000;
    },
  };
}

interface Duck {
  run(sql: string): Promise<unknown>;
  stream(sql: string): Promise<{ fetchChunk(): Promise<Chunk | null> }>;
}
interface Chunk {
  readonly rowCount: number;
  readonly columnCount: number;
  getColumnVector(column: number): unknown;
}

/** All chunks of the answer, each column looked at once: no value is made an object on either side. */
function duckdb(name: string, duck: Duck, sql: string, expected: number): Variant {
  return {
    name,
    async measure() {
      const start = performance.now();
      const answer = await duck.stream(sql);
      let rows = 0;
      for (
        let chunk = await answer.fetchChunk();
        chunk && chunk.rowCount > 0;
        chunk = await answer.fetchChunk()
      ) {
        for (let column = 0; column < chunk.columnCount; column++) chunk.getColumnVector(column);
        rows += chunk.rowCount;
      }
      if (rows !== expected) throw new Error(`DuckDB gave ${rows} rows, not ${expected}.`);
      return (ROWS / (performance.now() - start)) * 1000;
    },
  };
}

/** It is installed beside the baselines, not in the product. */
async function openDuck(): Promise<Duck> {
  const load = createRequire(new URL("../../../bench/package.json", import.meta.url));
  const { DuckDBInstance } = load("@duckdb/node-api") as {
    DuckDBInstance: {
      create(path: string, options: Record<string, string>): Promise<{ connect(): Promise<Duck> }>;
    };
  };
  const duck = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  const select = (rows: number, fraction = 0) =>
    `select ((i * 7919) % ${KEYS})::double + ${fraction} k, i / 3.0::double v from range(${rows}) t(i)`;
  await duck.run(`create table given as ${select(ROWS)}`);
  await duck.run(`create table fractions as ${select(ROWS, 0.25)}`);
  await duck.run(`create table other as ${select(KEYS)}`);
  return duck;
}

const rows = { id: "rows", kind: give("given", frames(ROWS, "rows")) };
const other = { id: "other", kind: give("other", frames(KEYS, "other")) };
/** Reads a new column, so that it is really made. */
const sink = (column: string) => ({ id: "sink", kind: drop(column) });
const columns = [
  { name: "n", of: "count" },
  { name: "s", of: "sum", column: "v" },
  { name: "m", of: "mean", column: "v" },
];
const duck = await openDuck();
const fractions = { id: "rows", kind: give("fractions", frames(ROWS, "rows", 0.25)) };
const grouped = (source: NodeSpec) =>
  millrace(
    "Millrace",
    [source, { id: "node", kind: aggregate, params: { key: ["k"], columns } }, sink("m")],
    ["rows -> node", "node -> sink"],
  );
/** `fsum` and `favg` keep what rounding takes away, as Millrace does; the plain ones do not. */
const query = (from: string, sum = "sum", mean = "avg") =>
  duckdb("DuckDB", duck, `select k, count(*), ${sum}(v), ${mean}(v) from ${from} group by k`, KEYS);
const suites: readonly (readonly [string, Variant, Variant])[] = [
  [`aggregate into ${KEYS} groups (count, sum, mean)`, grouped(rows), query("given")],
  ["the same, DuckDB with exact sums", grouped(rows), query("given", "fsum", "favg")],
  ["the same, keys with fractions", grouped(fractions), query("fractions")],
  [
    `join with ${KEYS} rows`,
    millrace(
      "Millrace",
      [rows, other, { id: "node", kind: join, params: { leftKey: ["k"] } }, sink("v_right")],
      ["rows -> node", "other -> node.table", "node -> sink"],
    ),
    duckdb("DuckDB", duck, "select given.*, other.v w from given join other on given.k = other.k", ROWS),
  ],
];
const results: string[][] = [];
for (const [what, own, theirs] of suites) {
  const [a, b] = await interleave([own, theirs], ROUNDS);
  const { text } = ratio(a, b);
  results.push([what, perSecond(a.median), perSecond(b.median), text, `≥ ${GOAL}`]);
}
console.log(table(["1M rows in memory, one thread", "Millrace", "DuckDB", "ratio", "goal"], results));
