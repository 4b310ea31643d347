// The model written says what the trees say, to the last bit, whatever the rows hold.

import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { trainBoostedTrees } from "./boost.ts";
import { seededRandom } from "./random.ts";
import { boostedTreesToOnnx } from "./to-onnx.ts";
import { predictTrees, type BoostedTrees } from "./tree.ts";

describe.each([1, 2, 3, 4, 5, 6])("forest %i", (seed) => {
  const random = seededRandom(seed);
  const columns = Array.from({ length: 5 }, (_, i) =>
    column(400, i === 4 ? 0 : 0.15 * i, () => random.normal()),
  );
  const target = Float64Array.from(
    { length: 400 },
    (_, row) => (columns[0][row] || 0) + 0.3 * random.normal(),
  );
  const loss = seed % 2 ? ({ kind: "squared" } as const) : ({ kind: "quantile", alpha: 0.8 } as const);
  const options = {
    loss,
    trees: 100,
    minLeafRows: 3,
    maxDepth: seed + 1,
    rowShare: 0.7,
    columnShare: 0.6,
    seed,
  };
  const model = trainBoostedTrees(columns, target, options);

  function column(rows: number, missing: number, value: () => number): Float64Array {
    return Float64Array.from({ length: rows }, () => (random.next() < missing ? NaN : value()));
  }

  test("answers rows it has seen, rows it has not and extreme values alike", async () => {
    const unseen = columns.map(() => column(300, 0.2, () => random.normal() * 3));
    const extreme = columns.map(() => Float64Array.of(NaN, Infinity, -Infinity, 0, -0, 1e39, -1e39, 1e-46));
    for (const rows of [columns, unseen, extreme]) await expectSame(model, rows);
  });

  test("values equal to a threshold, and the next ones to it, take the same side", async () => {
    const edges = columns.map((_, feature) => Float64Array.from(thresholds(model, feature).flatMap(around)));
    const length = Math.min(...edges.map((edge) => edge.length));
    expect(length).toBeGreaterThan(0);
    await expectSame(
      model,
      edges.map((edge) => edge.subarray(0, length)),
    );
  });
});

test("a missing value that matters has its own side, other values the other one, however large", async () => {
  const x = Float64Array.from({ length: 100 }, (_, row) => (row % 2 ? NaN : 7));
  const y = x.map((value) => (Number.isNaN(value) ? 10 : 0));
  const model = trainBoostedTrees([x], y, { trees: 50, learningRate: 0.3 });
  const asked = [Float64Array.of(NaN, 7, 1e30, -1e30, Infinity)];
  await expectSame(model, asked);
  expect(Array.from(predictTrees(model, asked), Math.round)).toEqual([10, 0, 0, 0, 0]);
});

test("a model without trees answers its base", async () => {
  const model = trainBoostedTrees([Float64Array.of(1, 2)], Float64Array.of(3, 5), { trees: 0 });
  await expectSame(model, [Float64Array.of(1, NaN)]);
  expect(Array.from(predictTrees(model, [Float64Array.of(1)]))).toEqual([4]);
});

test("ascending outputs never cross, and the middle one stays as learned", async () => {
  const constant = (base: number): BoostedTrees => ({
    features: 1,
    base,
    trees: [],
    gain: new Float64Array(1),
  });
  const outputs = [5, 1, 4, 3, 9].map((base, i) => ({ name: `q${i}`, trees: constant(base) }));
  const answers = await ask(boostedTreesToOnnx({ input: "x", outputs, ascending: true }), [
    Float64Array.of(0),
  ]);
  expect(outputs.map(({ name }) => answers[name][0])).toEqual([1, 1, 4, 4, 9]);
});

test("trees that learned the difference to a feature answer the whole", async () => {
  const model = trainBoostedTrees([Float64Array.of(1, 2), Float64Array.of(5, 6)], Float64Array.of(3, 5), {
    trees: 0,
  });
  const outputs = [
    { name: "low", trees: model, plusFeature: 1 },
    { name: "high", trees: model, plusFeature: 0 },
  ];
  const rows = [Float64Array.of(10, -10), Float64Array.of(1, 2)];
  const apart = await ask(boostedTreesToOnnx({ input: "x", outputs }), rows);
  expect([...apart.low, ...apart.high]).toEqual([5, 6, 14, -6]);
  const ordered = await ask(boostedTreesToOnnx({ input: "x", outputs, ascending: true }), rows);
  expect([...ordered.low, ...ordered.high]).toEqual([5, 6, 14, 6]);
});

test("equal models give equal bytes", () => {
  const train = () =>
    trainBoostedTrees([Float64Array.of(1, 2, 3, 4)], Float64Array.of(1, 2, 3, 5), { minLeafRows: 1 });
  const bytes = () => boostedTreesToOnnx({ input: "x", outputs: [{ name: "y", trees: train() }] });
  expect(Buffer.compare(bytes(), bytes())).toBe(0);
});

async function expectSame(model: BoostedTrees, columns: readonly Float64Array[]): Promise<void> {
  const { y } = await ask(
    boostedTreesToOnnx({ input: "x", outputs: [{ name: "y", trees: model }] }),
    columns,
  );
  const own = predictTrees(model, columns);
  expect(y.length).toBe(own.length);
  const worst = own.reduce((max, value, row) => Math.max(max, Math.abs(value - y[row])), 0);
  expect(worst).toBe(0);
}

async function ask(
  bytes: Uint8Array,
  columns: readonly Float64Array[],
): Promise<Record<string, Float32Array>> {
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
  const rows = columns[0].length;
  const packed = Float32Array.from({ length: rows * columns.length }, (_, i) => {
    return columns[i % columns.length][Math.floor(i / columns.length)];
  });
  const results = await session.run({ x: new Tensor("float32", packed, [rows, columns.length]) });
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]),
  );
}

function thresholds(model: BoostedTrees, feature: number): number[] {
  return model.trees.flatMap((tree) =>
    Array.from(tree.threshold).filter((_, node) => tree.feature[node] === feature),
  );
}

/** A float32 number and its neighbours. */
function around(value: number): number[] {
  const step = Math.max(Math.abs(value) * 1.2e-7, 1e-45);
  return [value, Math.fround(value + step), Math.fround(value - step)];
}
