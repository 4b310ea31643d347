// union in a run: branches come together in the old order, other sources follow, schemas agree or are made to.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { TextColumn } from "../../../engine/frames/column.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import { RawRows, type Dialect } from "../../../engine/frames/raw-rows.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { number } from "../../../engine/sdk/params.ts";
import * as z from "zod/mini";
import { runWorkflow } from "../../../tests/support/run-workflow.ts";
import { collector, countSource } from "../../../tests/support/test-nodes.ts";
import { mergeRows } from "../../_shared/merge-rows.ts";
import union from "./union.ts";

const common = {
  version: 1,
  category: "control",
  title: "Test",
  summary: "A kind for tests.",
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
} as const;

/** Keeps rows whose value modulo `of` is `rest`; empty frames go on. */
const modulo = defineNode({
  ...common,
  kind: "modulo",
  params: z.object({
    of: number({ title: "Of", help: "Divisor.", default: 3 }),
    rest: number({ title: "Rest", help: "Remainder.", default: 0 }),
  }),
  schema: ({ inputs }) => ({ outputs: inputs.in ? { out: inputs.in } : {} }),
  map(frame, { params: { of, rest } }) {
    const rows = Array.from({ length: frame.length }, (_, row) => row);
    return frame.take(Int32Array.from(rows.filter((row) => Number(frame.columns[0].get(row)) % of === rest)));
  },
});

const part = (id: string, rest: number) => ({ id, kind: modulo, params: { of: 3, rest } });

test("branches of one source come together in the old order", async () => {
  const { node, rowIds } = collector();
  const { summary } = await runWorkflow(
    [
      { id: "count", kind: countSource, params: { rows: 5000, frameRows: 7 } },
      part("a", 2),
      part("b", 0),
      part("c", 1),
      { id: "union", kind: union },
      { id: "sink", kind: node },
    ],
    ["count -> a", "count -> b", "count -> c", "a -> union", "b -> union", "c -> union", "union -> sink"],
  );
  expect(summary.outcome).toBe("done");
  expect(rowIds()).toEqual(Array.from({ length: 5000 }, (_, i) => i));
});

test("different sources come one after the other, in the order of the wires", async () => {
  const { node, frames, rowIds } = collector();
  const { summary } = await runWorkflow(
    [
      { id: "b", kind: countSource, params: { rows: 300, frameRows: 1 } },
      { id: "a", kind: countSource, params: { rows: 20, frameRows: 4 } },
      { id: "union", kind: union },
      { id: "sink", kind: node },
    ],
    ["a -> union", "b -> union", "union -> sink"],
  );
  expect(summary.outcome).toBe("done");
  expect(frames[0].lineage.source).toBe("a");
  const ids = (count: number) => Array.from({ length: count }, (_, i) => i);
  expect(rowIds()).toEqual([...ids(20), ...ids(300)]);
});

test("one wire is passed on as it is", async () => {
  const frame = frameOf({ fields: [field("n", "float64")] }, [{ n: 1 }, { n: 2 }]);
  const { outputs } = await runNode(union, { inputs: { in: [frame] } });
  expect(outputs.out.map((out) => [out.columns[0], out.lineage])).toEqual([
    [frame.columns[0], frame.lineage],
  ]);
});

test("untouched bytes stay with their rows through a merge", () => {
  const bytes = new TextEncoder().encode("1.50,a\n2.0,b\n3e0,c\n");
  const dialect: Dialect = {
    delimiter: 44,
    quote: 34,
    nullWords: [""],
    decimalComma: false,
    encoding: "utf-8",
  };
  const raw = new RawRows(bytes, Int32Array.of(0, 7, 13), Int32Array.of(6, 12, 18), 2, dialect, false);
  const columns = [TextColumn.raw({ rows: raw, field: 0 }), TextColumn.raw({ rows: raw, field: 1 })];
  const schema: Schema = { fields: [field("n", "text"), field("t", "text")] };
  const lineage = { source: "s", unit: "row", from: 0, to: 3, ids: null } as const;
  const whole = new Frame(schema, columns, 3, lineage);
  const parts = [whole.take(Int32Array.of(1)), whole.take(Int32Array.of(0, 2))];
  const merged = mergeRows(parts, Int32Array.of(1, 0, 2), lineage);
  const cells = merged.columns.map(({ verbatim }) =>
    [0, 1, 2].map((row) => verbatim?.rows.cell(row, verbatim.field)),
  );
  expect(cells).toEqual([
    ["1.50", "2.0", "3e0"],
    ["a", "b", "c"],
  ]);
  expect(merged.columns[0].verbatim?.rows).toBe(merged.columns[1].verbatim?.rows);
});

const plan = (schemas: Schema[], missing = "refuse") =>
  union.schema({
    params: union.params.parse({ missing }),
    inputs: { in: schemas[0] },
    wires: { in: schemas },
    facts: null,
  });

const ab: Schema = { fields: [field("a", "float64", false), field("b", "text", false)] };

test("columns agree by name, in the order of the first wire", () => {
  const ba: Schema = { fields: [ab.fields[1], { ...ab.fields[0], nullable: true }] };
  const { outputs, issues } = plan([ab, ba]);
  expect(issues).toEqual([]);
  expect(outputs.out?.fields).toEqual([{ ...ab.fields[0], nullable: true }, ab.fields[1]]);
});

test.each<[string, Schema, string]>([
  ["COLUMN_MISSING", { fields: [ab.fields[0]] }, "refuse"],
  ["COLUMN_TYPE", { fields: [ab.fields[0], field("b", "float64")] }, "null"],
  [
    "COLUMN_MISSING",
    { fields: [...ab.fields, field("t", { type: "tensor", dtype: "float32", shape: [2] })] },
    "null",
  ],
])("%s is said where wires do not agree", (code, other, missing) => {
  expect(plan([ab, other], missing).issues).toMatchObject([{ code, severity: "error", port: "in" }]);
});

test("missing columns may be empty", async () => {
  const { node, frames } = collector();
  const wide = defineNode({
    ...common,
    kind: "wide",
    params: z.object({}),
    schema: ({ inputs }) => ({
      outputs: inputs.in ? { out: { fields: [...inputs.in.fields, field("extra", "text", false)] } } : {},
    }),
    map: (frame, { outputs }) =>
      frame.with(
        [{ name: "extra", column: new TextColumn(frame.length, frame.columns[0].length ? ["x", "x"] : []) }],
        outputs.out,
      ),
  });
  await runWorkflow(
    [
      { id: "a", kind: countSource, params: { rows: 2, frameRows: 2 } },
      { id: "b", kind: countSource, params: { rows: 2, frameRows: 2 } },
      { id: "wide", kind: wide },
      { id: "union", kind: union, params: { missing: "null" } },
      { id: "sink", kind: node },
    ],
    ["a -> union", "b -> wide", "wide -> union", "union -> sink"],
  );
  expect(frames.map((frame) => frame.column("extra").get(0))).toEqual([null, "x"]);
});
