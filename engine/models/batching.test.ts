// How batches of any size meet models: split, looped, padded, and row by row where rows influence each other.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as make from "../../tests/models/make.ts";
import { systemClock } from "../host/clock.ts";
import { diskFiles } from "../host/files.ts";
import type { ModelOptions, ModelSession, Tensor } from "../sdk/services.ts";
import { createModels } from "./models.ts";
import { onnxModel, type OnnxModel } from "./onnx/build.ts";

let folder = "";
let models: ReturnType<typeof createModels>;
const warnings: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-batching-"));
  const log = { debug: () => {}, warn: (message: string) => void warnings.push(message) };
  models = createModels({ files: diskFiles(folder), clock: systemClock, log });
});
afterEach(() => {
  warnings.length = 0;
});
afterAll(async () => {
  await models.close();
  await rm(folder, { recursive: true });
});

async function open(bytes: Uint8Array, options?: ModelOptions) {
  await writeFile(join(folder, "model.onnx"), bytes);
  return models.open("model.onnx", options);
}

/** Rows of values that differ in size, so that what quantizes by a batch shows. */
function table(rows: number, columns: number): Tensor {
  const data = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i) * (1 + (i % 7) ** 3));
  return { dtype: "float32", dims: [rows, columns], data };
}

async function rowByRow(session: ModelSession, x: Tensor): Promise<number[]> {
  const values: number[] = [];
  const columns = x.dims[1];
  for (let row = 0; row < x.dims[0]; row++) {
    const data = (x.data as Float32Array).subarray(row * columns, (row + 1) * columns);
    const { y } = await session.run({ x: { dtype: "float32", dims: [1, columns], data } });
    values.push(...(y.data as Float32Array));
  }
  return values;
}

function close(actual: Tensor, expected: readonly number[]): void {
  expect(actual.data.length).toBe(expected.length);
  // Float32 products of another batch size are added up in another order.
  expected.forEach((value, i) => expect(Number(actual.data[i])).toBeCloseTo(value, 5));
}

describe("an open batch", () => {
  test.each([
    [1, 0],
    [7, 3],
    [9, 3],
    [10_000, 0],
    [100, 1],
  ])("%i rows with at most %i a run are answered in order", async (rows, maxBatch) => {
    const x = table(rows, 16);
    const { y } = await (await open(make.mlp(), { maxBatch })).run({ x });
    expect(y.dims).toEqual([rows, 3]);
    close(y, await rowByRow(await open(make.mlp()), x));
  });

  test("of large rows is split too", async () => {
    const session = await open(make.cnn());
    const image: Tensor = {
      dtype: "float32",
      dims: [700, 1, 28, 28],
      data: Float32Array.from({ length: 700 * 784 }, (_, i) => Math.cos(i)),
    };
    const { y } = await session.run({ image });
    expect(y.dims).toEqual([700, 10]);
    const last = { ...image, dims: [1, 1, 28, 28], data: (image.data as Float32Array).subarray(699 * 784) };
    close({ ...y, data: (y.data as Float32Array).slice(-10) } as Tensor, [
      ...((await session.run({ image: last })).y.data as Float32Array),
    ]);
  });

  test("is free where rows do not influence each other", async () => {
    const session = await open(make.mlp());
    await session.run({ x: table(20, 16) });
    expect(session.batching).toEqual({ kind: "free" });
    expect(warnings).toEqual([]);
  });
});

describe("a batch fixed in the file", () => {
  test("of one is looped", async () => {
    const session = await open(make.fixedBatch1());
    expect(session.batching).toEqual({ kind: "fixed", size: 1 });
    const x = table(5, 4);
    const { y } = await session.run({ x });
    expect(y.dims).toEqual([5, 2]);
    close(y, await rowByRow(session, x));
  });

  test.each([1, 4, 6, 9])("of four takes %i rows, the last run filled up", async (rows) => {
    const session = await open(make.mlp({ batch: 4 }));
    expect(session.batching).toEqual({ kind: "fixed", size: 4 });
    const { y } = await session.run({ x: table(rows, 16) });
    expect(y.dims).toEqual([rows, 3]);
    close(y, await rowByRow(await open(make.mlp()), table(rows, 16)));
  });

  test("whose answer is one for all rows cannot be joined, and says so", async () => {
    const mean = onnxModel({
      inputs: [{ name: "x", dtype: "float32", shape: [2, 2] }],
      outputs: [{ name: "y", dtype: "float32", shape: [1, 1] }],
      nodes: [{ op: "ReduceMean", inputs: ["x"], outputs: ["y"] }],
    });
    const session = await open(mean);
    expect((await session.run({ x: table(2, 2) })).y.dims).toEqual([1, 1]);
    await expect(session.run({ x: table(4, 2) })).rejects.toMatchObject({
      code: "MODEL_OUTPUT_SHAPE",
      details: { got: "[1,1]" },
    });
  });
});

describe("a batch of one that is to be freed", () => {
  const free = { freeBatch: true } as const;

  test("takes many rows at once, with the answers of one at a time", async () => {
    const x = table(40, 4);
    const session = await open(make.fixedBatch1(), free);
    const { y } = await session.run({ x });
    expect(session.batching).toEqual({ kind: "free" });
    expect(session.inputs[0].shape.slice(1)).toEqual([4]);
    close(y, await rowByRow(await open(make.fixedBatch1()), x));
    expect(warnings).toEqual([]);
  });

  test("is looped as before, and said, where a shape in the file holds it", async () => {
    const session = await open(reshaping([1, 4]), free);
    expect(session.batching).toEqual({ kind: "fixed", size: 1 });
    const x = table(5, 4);
    close((await session.run({ x })).y, [...(x.data as Float32Array)]);
    expect(warnings).toEqual([expect.stringMatching(/cannot be freed.*Reshape.*\[1,4\]/)]);
  });

  test("goes back to one row where several fail together or answer otherwise", async () => {
    for (const bytes of [squeezing(), averaging()]) {
      const x = table(5, 3);
      const alone = await rowByRow(await open(bytes), x);
      warnings.length = 0;
      const session = await open(bytes, free);
      close((await session.run({ x })).y, alone);
      expect(session.batching).toEqual({ kind: "coupled", size: 1 });
      expect(warnings).toHaveLength(1);
    }
  });

  test("of more than one row, or one that is open, stays as it is", async () => {
    expect((await open(make.mlp({ batch: 4 }), free)).batching).toEqual({ kind: "fixed", size: 4 });
    expect((await open(make.mlp(), free)).batching).toEqual({ kind: "free" });
    expect(warnings).toEqual([]);
  });
});

/** `x[1,n]` → `y[1,n]` by these nodes. */
function fixedAtOne(
  columns: number,
  nodes: OnnxModel["nodes"],
  initializers: OnnxModel["initializers"] = [],
): Uint8Array {
  const value = { dtype: "float32", shape: [1, columns] } as const;
  return onnxModel({
    inputs: [{ name: "x", ...value }],
    outputs: [{ name: "y", ...value }],
    nodes,
    initializers,
  });
}

const reshaping = (shape: readonly number[]) =>
  fixedAtOne(
    4,
    [{ op: "Reshape", inputs: ["x", "shape"], outputs: ["y"] }],
    [{ name: "shape", dtype: "int64", shape: [2], data: BigInt64Array.from(shape, BigInt) }],
  );

/** Takes the batch away and puts it back, which works for a batch of one only. */
const squeezing = () =>
  fixedAtOne(
    3,
    [
      { op: "Squeeze", inputs: ["x", "axis"], outputs: ["row"] },
      { op: "Unsqueeze", inputs: ["row", "axis"], outputs: ["y"] },
    ],
    [{ name: "axis", dtype: "int64", shape: [1], data: BigInt64Array.of(0n) }],
  );

/** Adds the mean of the batch: the row again for a batch of one. */
const averaging = () =>
  fixedAtOne(3, [
    { op: "ReduceMean", inputs: ["x"], outputs: ["mean"], attributes: { axes: { ints: [0] } } },
    { op: "Add", inputs: ["x", "mean"], outputs: ["y"] },
  ]);

/** Rows minus the mean of their batch: coupled, with plain operators only. */
function centred(): Uint8Array {
  return onnxModel({
    inputs: [{ name: "x", dtype: "float32", shape: ["N", 3] }],
    outputs: [{ name: "y", dtype: "float32", shape: ["N", 3] }],
    nodes: [
      { op: "ReduceMean", inputs: ["x"], outputs: ["mean"], attributes: { axes: { ints: [0] } } },
      { op: "Sub", inputs: ["x", "mean"], outputs: ["y"] },
    ],
  });
}

describe("a model whose rows influence each other", () => {
  test.each([
    ["by dynamic quantization", make.dynamicQuantized(), 8, "its operator DynamicQuantizeLinear quantizes"],
    ["by plain operators", centred(), 3, 'its output "y" differs'],
  ])("%s answers the same in every batch, and says so once", async (_, bytes, columns, words) => {
    const x = table(30, columns);
    const alone = await rowByRow(await open(bytes), x);
    warnings.length = 0;
    const session = await open(bytes);
    const first = await session.run({ x });
    await session.run({ x });
    expect([...first.y.data]).toEqual(alone);
    expect(session.batching).toEqual({ kind: "coupled", size: 1 });
    expect(warnings).toEqual([expect.stringContaining(words)]);
  });

  test("keeps the batch size of the workflow, the last batch filled up with its last row", async () => {
    const session = await open(centred(), { coupledBatch: 4 });
    expect(session.batching).toEqual({ kind: "coupled", size: 4 });
    const x: Tensor = {
      dtype: "float32",
      dims: [5, 3],
      data: Float32Array.of(0, 0, 0, 2, 2, 2, 0, 0, 0, 2, 2, 2, 7, 7, 7),
    };
    const { y } = await session.run({ x });
    expect([...y.data]).toEqual([-1, -1, -1, 1, 1, 1, -1, -1, -1, 1, 1, 1, 0, 0, 0]);
    expect(warnings).toEqual([]);
  });
});

describe("rows that are made where they are used", () => {
  const size = 400;
  const average = (batch: string | number) =>
    onnxModel({
      inputs: [{ name: "x", dtype: "float32", shape: [batch, 1, size, size] }],
      outputs: [{ name: "y", dtype: "float32", shape: [batch, 1, 1, 1] }],
      nodes: [{ op: "GlobalAveragePool", inputs: ["x"], outputs: ["y"] }],
    });
  const rows = (count: number): Tensor => ({
    dtype: "float32",
    dims: [count, 1, size, size],
    fill: (row, out, offset) => void out.fill((row + 1) as never, offset, offset + size * size),
    get data(): never {
      throw new Error("All of them were made at once.");
    },
  });

  test.each([
    ["a free batch, picture by picture", "N", {}],
    ["a free batch, as many as were asked for", "N", { maxBatch: 2 }],
    ["one fixed row", 1, {}],
    ["a fixed batch that is filled up", 3, {}],
    ["lanes", "N", { placement: "lane-2" }],
    ["a process of its own", 1, { killable: true }],
  ] as const)("%s", async (_, batch, options) => {
    const session = await open(average(batch), options);
    for (const count of [7, 5, 1, 1]) {
      const { y } = await session.run({ x: rows(count) });
      expect([...(y.data as Float32Array)]).toEqual(Array.from({ length: count }, (_, row) => row + 1));
    }
  });
});
