// onnx with the runtime itself: small models of every kind of input, against answers computed by hand.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { systemClock } from "../../../engine/host/clock.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { createModels } from "../../../engine/models/models.ts";
import { onnxModel } from "../../../engine/models/onnx/build.ts";
import { run } from "../../../engine/runtime/run.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import * as models from "../../../tests/models/make.ts";
import { bareHost, planOf } from "../../../tests/support/run-workflow.ts";
import { collector, countSource, passProcess } from "../../../tests/support/test-nodes.ts";
import onnx from "./onnx.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "onnx-node-"));
});

afterAll(() => rm(folder, { recursive: true }));

async function score(
  model: Uint8Array,
  schema: Schema,
  rows: Record<string, Cell>[],
  params: Record<string, unknown> = {},
) {
  await writeFile(join(folder, "m.onnx"), model);
  const service = createModels({
    files: diskFiles(folder),
    clock: systemClock,
    log: { debug: () => {}, warn: () => {} },
  });
  try {
    const result = await runNode(onnx, {
      params: { model: "m.onnx", placement: "inline", ...params },
      inputs: { in: [frameOf(schema, rows)] },
      host: { models: service },
    });
    const [out] = result.outputs.out ?? [];
    return { ...result, table: out && Array.from({ length: out.length }, (_, row) => out.row(row)) };
  } finally {
    await service.close();
  }
}

test("one column for each input, number types narrowed to the model's", async () => {
  const fields = ["age", "volume", "price"].map((name) => field(name, "float64"));
  const rows = [
    { age: 11, volume: 0.5, price: 2 },
    { age: 10, volume: 1, price: -1 },
  ];
  const { table, failed } = await score(models.multiInput(), { fields }, rows);
  expect(failed).toEqual([]);
  expect(table).toEqual([
    { ...rows[0], score: 15.5, isOld: true },
    { ...rows[1], score: 9, isOld: false },
  ]);
});

test("text in, numbers and text out", async () => {
  const rows = [{ word: "green" }, { word: "ünknown" }];
  const { table } = await score(models.strings(), { fields: [field("word", "text")] }, rows);
  expect(table).toEqual([
    { word: "green", code: 1n, same: "green" },
    { word: "ünknown", code: -1n, same: "ünknown" },
  ]);
});

test.each([
  ["float16", models.float16(), { y0: 3, y1: -1 }],
  ["int64", models.int64(), { y0: 4n, y1: -2n }],
] as const)("a model of %s", async (dtype, model, answer) => {
  const fields = [field("x0", "float64"), field("x1", "float64")];
  const { table } = await score(model, { fields }, [
    { x0: dtype === "int64" ? 2 : 1.5, x1: dtype === "int64" ? -1 : -0.5 },
  ]);
  expect(table).toMatchObject([answer]);
});

test("shares of an MLP sum to 1, row by row the same as in one batch", async () => {
  const fields = Array.from({ length: 16 }, (_, i) => field(`x${i}`, "float64"));
  const rows = Array.from({ length: 40 }, (_, row) =>
    Object.fromEntries(fields.map(({ name }, i) => [name, Math.sin(row * 16 + i)])),
  );
  const { table } = await score(models.mlp(), { fields }, rows);
  expect(table).toHaveLength(40);
  for (const row of table) expect(Number(row.y0) + Number(row.y1) + Number(row.y2)).toBeCloseTo(1, 5);
  const [alone] = (await score(models.mlp(), { fields }, rows.slice(7, 8))).table;
  for (const name of ["y0", "y1", "y2"]) expect(Number(table[7][name])).toBeCloseTo(Number(alone[name]), 5);
});

test("a model fixed at one row scores all rows and says so", async () => {
  const fields = Array.from({ length: 4 }, (_, i) => field(`x${i}`, "float64"));
  const rows = [1, 2, 3].map((n) => Object.fromEntries(fields.map(({ name }) => [name, n])));
  const { table, issues } = await score(models.fixedBatch1(), { fields }, rows);
  expect(table).toHaveLength(3);
  expect(issues).toMatchObject([{ code: "MODEL_BATCH_FIXED" }]);
});

test("the list of maps that scikit-learn exports becomes number columns", async () => {
  const fields = [field("a", "float64"), field("b", "float64")];
  const { table, schemas } = await score(models.zipMapClassifier(), { fields }, [{ a: 3, b: 0 }]);
  expect(schemas.out?.fields.map(({ name }) => name)).toEqual([
    "a",
    "b",
    "output_label",
    "output_probability0",
    "output_probability1",
    "output_probability2",
  ]);
  expect(table[0].output_label).toBe(0n);
});

test("scores are called by their classes where that is asked for, and by their numbers else", async () => {
  const schema: Schema = { fields: [field("a", "float32"), field("b", "float32")] };
  const model = models.zipMapClassifier(["no", "jein", "yes"]);
  const columns = async (params: Record<string, unknown>) => {
    const { table } = await score(model, schema, [{ a: 2, b: 0 }], params);
    return Object.keys(table[0]).slice(2);
  };
  const numbered = ["output_label", "output_probability0", "output_probability1", "output_probability2"];
  expect(await columns({})).toEqual(numbered);
  const named = [
    "output_label",
    "output_probability_no",
    "output_probability_jein",
    "output_probability_yes",
  ];
  expect(await columns({ scoreNames: "classes" })).toEqual(named);
  expect(await columns({ scoreNames: "classes", outputNames: { output_probability: "p" } })).toEqual([
    "output_label",
    "p_no",
    "p_jein",
    "p_yes",
  ]);
});

test("a cancel is heard while short frames wait for a model in this thread", async () => {
  await writeFile(join(folder, "slow.onnx"), models.slow({ layers: 1 }));
  const host = bareHost({
    files: diskFiles(folder),
    models: createModels({
      files: diskFiles(folder),
      clock: systemClock,
      log: { debug: () => {}, warn: () => {} },
    }),
  });
  const sink = collector();
  const params = { model: "slow.onnx", placement: "inline", inputs: { x: 1 } };
  const nodes = [
    { id: "source", kind: countSource, params: { rows: 200_000, frameRows: 1 } },
    { id: "pass", kind: passProcess },
    { id: "model", kind: onnx, params: { ...params, maxBatch: 1 } },
    { id: "sink", kind: sink.node },
  ];
  const stop = new AbortController();
  const plan = await planOf(nodes, ["source -> pass", "pass -> model", "model -> sink"], host);
  const running = run(plan, { host, signal: stop.signal });
  while (sink.frames.length === 0) await new Promise(setImmediate);
  const seen = sink.frames.length;
  stop.abort();
  expect((await running.done).outcome).toBe("cancelled");
  // Those of the turn in which the cancel came, and the frame that was under way.
  expect(sink.frames.length - seen).toBeLessThanOrEqual(1);
});

test.each([
  ["constructor", "toString", "hasOwnProperty"],
  ["a".repeat(300), "b".repeat(300), "c".repeat(300)],
])("inputs and an output may be called %s, %s and %s", async (first, second, sum) => {
  const tensor = (name: string) => ({ name, dtype: "float32", shape: ["N", 1] }) as const;
  const model = onnxModel({
    inputs: [tensor(first), tensor(second)],
    outputs: [tensor(sum)],
    nodes: [{ op: "Add", inputs: [first, second], outputs: [sum] }],
  });
  const fields = [first, second].map((name) => field(name, "float64"));
  const rows = [{ [first]: 1, [second]: 2 }];
  const { table, issues } = await score(model, { fields }, rows);
  expect(issues).toEqual([]);
  expect(table).toEqual([{ ...rows[0], [sum]: 3 }]);
  const { table: said } = await score(model, { fields }, rows, {
    inputs: { [first]: second, [second]: 10 },
    outputNames: { [sum]: "total" },
  });
  expect(said).toEqual([{ ...rows[0], total: 12 }]);
});
