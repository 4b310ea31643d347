// How much memory and room on the disk do the table kinds take for 10M rows, each with its bound set to 128 MB? Synthetic rows, a process for each.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FixedColumn, TextColumn } from "../../engine/frames/column.ts";
import { field, Frame } from "../../engine/frames/frame.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { diskScratch } from "../../engine/host/scratch.ts";
import { run } from "../../engine/runtime/run.ts";
import { defineNode } from "../../engine/sdk/define-node.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { table as tablePort } from "../../engine/sdk/ports.ts";
import type { Scratch } from "../../engine/sdk/services.ts";
import aggregate from "../../nodes/prepare/aggregate/aggregate.ts";
import deduplicate from "../../nodes/prepare/deduplicate/deduplicate.ts";
import join from "../../nodes/prepare/join/join.ts";
import sort from "../../nodes/prepare/sort/sort.ts";
import sql from "../../nodes/prepare/sql/sql.ts";
import window from "../../nodes/prepare/window/window.ts";
import * as z from "zod/mini";
import { bareHost, planOf, type NodeSpec } from "../../tests/support/run-workflow.ts";
import { perSecond, table } from "../lib/interleave.ts";
import { drop } from "./kinds.ts";

const ROWS = Number(process.env.BENCH_ROWS ?? 10_000_000);
const MEMORY_MB = 128;
const FRAME_ROWS = 8192;
const MB = 2 ** 20;
/** Prime: `row * STRIDE % ROWS` meets every number below `ROWS` once, in an order that jumps about. */
const STRIDE = 7_654_321;

const schema = {
  fields: [
    field("id", "float64", false),
    field("group", "float64", false),
    field("value", "float64", false),
    field("name", "text", false),
  ],
};

/** Rows that are made as they are wanted: nothing of them is kept. */
function rowsOf(rows: number): AnyNode {
  return defineNode({
    kind: `rows-${rows}`,
    version: 1,
    category: "sources",
    title: "Rows",
    summary: "Makes rows.",
    params: z.object({}),
    inputs: {},
    outputs: { out: tablePort() },
    effects: [],
    determinism: "pure",
    state: "none",
    schema: () => ({ outputs: { out: schema } }),
    async produce({ node, out }) {
      for (let from = 0; from < rows; from += FRAME_ROWS) {
        const length = Math.min(FRAME_ROWS, rows - from);
        const numbers = (of: (row: number) => number) => {
          const values = Float64Array.from({ length }, (_, row) => of(from + row));
          return new FixedColumn({ type: "float64" }, length, { values, validity: null });
        };
        const id = (row: number) => (row * STRIDE) % rows;
        const names = Array.from({ length }, (_, row) => `customer ${id(from + row) % 1_000_000}`);
        const columns = [
          numbers(id),
          numbers((row) => id(row) % 10_000),
          numbers((row) => row / 3),
          new TextColumn(length, names),
        ];
        const lineage = { source: node.id, unit: "row", from, to: from + length, ids: null } as const;
        await out.out(new Frame(schema, columns, length, lineage));
      }
    },
  });
}

const bound = { memoryMb: MEMORY_MB };
const count = { name: "n", of: "count" };
const sum = { name: "sum", of: "sum", column: "value" };
const many = rowsOf(ROWS);
const one = (kind: AnyNode, params: object) => ({
  nodes: [
    { id: "rows", kind: many },
    { id: "node", kind, params: { ...params } },
  ],
  edges: ["rows -> node"],
});

interface Case {
  readonly nodes: readonly NodeSpec[];
  readonly edges: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  "sort by a number": one(sort, { columns: ["id"], ...bound }),
  "sort by a text": one(sort, { columns: ["name"], ...bound }),
  "aggregate, 10,000 groups": one(aggregate, { key: ["group"], columns: [count, sum], ...bound }),
  "aggregate, a group for each row": one(aggregate, {
    key: ["id"],
    columns: [count, sum],
    maxGroups: 1e9,
    ...bound,
  }),
  "aggregate, medians of 10,000 groups": one(aggregate, {
    key: ["group"],
    columns: [{ name: "median", of: "median", column: "value" }],
    ...bound,
  }),
  "aggregate, 1M different texts": one(aggregate, {
    columns: [{ name: "names", of: "distinct", column: "name" }],
    ...bound,
  }),
  "deduplicate, the first of 10M": one(deduplicate, { key: ["id"], ...bound }),
  "deduplicate, the last of 1M texts": one(deduplicate, { key: ["name"], keep: "last", ...bound }),
  "join with 100,000 rows": {
    nodes: [
      { id: "rows", kind: many },
      { id: "table", kind: rowsOf(100_000) },
      { id: "node", kind: join, params: { leftKey: ["id"], how: "left", ...bound } },
    ],
    edges: ["rows -> node", "table -> node.table"],
  },
  "join with its own groups": {
    nodes: [
      { id: "rows", kind: many },
      { id: "groups", kind: aggregate, params: { key: ["group"], columns: [count, sum] } },
      { id: "node", kind: join, params: { leftKey: ["group"], ...bound } },
    ],
    edges: ["rows -> node", "rows -> groups", "groups -> node.table"],
  },
  "window, 10,000 keys": one(window, {
    key: ["group"],
    columns: [{ name: "mean", column: "value", of: "mean", rows: 10 }],
  }),
  sql: one(sql, {
    query: 'SELECT "group", count(*) AS n, sum(value) AS sum FROM "in" GROUP BY ALL ORDER BY 1',
    memoryMegabytes: MEMORY_MB,
  }),
};

/** Scratch files, with how much lies in them. */
function counted(scratch: Scratch, told: { now: number; most: number }): Scratch {
  return {
    async open() {
      const file = await scratch.open();
      let own = 0;
      return {
        get: (place) => file.get(place),
        async put(value) {
          const place = await file.put(value);
          own += place.bytes;
          told.now += place.bytes;
          told.most = Math.max(told.most, told.now);
          return place;
        },
        async close() {
          told.now -= own;
          own = 0;
          await file.close();
        },
      };
    },
  };
}

async function measure({ nodes, edges }: Case): Promise<object> {
  const sink = { id: "sink", kind: drop(null) };
  const told = { now: 0, most: 0 };
  const host = bareHost({ files: diskFiles(process.cwd()), scratch: counted(diskScratch(), told) });
  const plan = await planOf([...nodes, sink], [...edges, "node -> sink"], host);
  const start = performance.now();
  const { outcome, error } = await run(plan, { host }).done;
  if (outcome !== "done") throw new Error(`The run ended as ${outcome}: ${error?.message}`);
  const seconds = (performance.now() - start) / 1000;
  const peakMb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "latin1"))![1]) / 1024;
  return { rate: ROWS / seconds, peakMb, diskMb: told.most / MB, rows: sink.kind.seen.rows };
}

const [name] = process.argv.slice(2);
if (name && Object.hasOwn(cases, name)) console.log(JSON.stringify(await measure(cases[name])));
else {
  const lines = Object.keys(cases)
    .filter((each) => !name || each.startsWith(name))
    .map((each) => {
      const told = execFileSync(process.execPath, [fileURLToPath(import.meta.url), each], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
      });
      const { rate, peakMb, diskMb, rows } = JSON.parse(told) as Record<string, number>;
      return [each, perSecond(rate), `${Math.round(peakMb)} MB`, `${Math.round(diskMb)} MB`, String(rows)];
    });
  console.log(
    table(
      [`${ROWS / 1e6}M rows, ${MEMORY_MB} MB`, "rows", "peak memory", "on the disk", "rows given"],
      lines,
    ),
  );
}
