// What training promises: it finds what is there, quantiles hold, and nothing of it is left to chance.

import { expect, test } from "vitest";
import { trainBoostedTrees, type BoostOptions } from "./boost.ts";
import { coverage, meanAbsoluteError } from "./measure.ts";
import { seededRandom } from "./random.ts";
import { predictTrees } from "./tree.ts";

/** y = step of a + product of b and c, and an unimportant d; noise as asked. */
function known(rows: number, seed: number, noise: number) {
  const random = seededRandom(seed);
  const columns = Array.from({ length: 4 }, () =>
    Float64Array.from({ length: rows }, () => random.next() * 4 - 2),
  );
  const [a, b, c] = columns;
  const target = a.map((value, row) => (value > 0.5 ? 3 : 0) + b[row] * c[row] + noise * random.normal());
  return { columns, target };
}

test("learns steps and products from noisy rows", () => {
  const train = known(4_000, 1, 0.1);
  const test = known(1_000, 2, 0);
  const model = trainBoostedTrees(train.columns, train.target, {
    trees: 300,
    rowShare: 0.8,
    columnShare: 0.75,
  });
  const error = meanAbsoluteError(test.target, predictTrees(model, test.columns));
  const mean = train.target.reduce((sum, value) => sum + value, 0) / train.target.length;
  const constant = meanAbsoluteError(test.target, new Float64Array(1_000).fill(mean));
  expect(error).toBeLessThan(constant / 10);
  expect(model.gain[3]).toBeLessThan(0.1 * Math.min(model.gain[0], model.gain[1], model.gain[2]));
});

test("quantiles hold on unseen rows although the noise grows with a column", () => {
  const random = seededRandom(3);
  const make = (rows: number) => {
    const x = Float64Array.from({ length: rows }, () => random.next());
    return { x, y: x.map((value) => 10 * value + (0.2 + 2 * value) * random.normal()) };
  };
  const train = make(6_000);
  const test = make(3_000);
  const quantile = (alpha: number) => {
    const model = trainBoostedTrees([train.x], train.y, {
      loss: { kind: "quantile", alpha },
      trees: 150,
      maxLeaves: 12,
    });
    return predictTrees(model, [test.x]);
  };
  const [low, middle, high] = [0.1, 0.5, 0.9].map(quantile);
  expect(coverage(test.y, low, high)).toBeGreaterThan(0.76);
  expect(coverage(test.y, low, high)).toBeLessThan(0.84);
  expect(
    coverage(
      test.y,
      low.map(() => -Infinity),
      middle,
    ),
  ).toBeCloseTo(0.5, 1);
  // The band is wide where the noise is: 2.2 deviations of about 1 beside 0.2.
  const width = (from: number) =>
    meanOf(high.map((value, row) => value - low[row]).filter((_, row) => Math.abs(test.x[row] - from) < 0.1));
  expect(width(0.9)).toBeGreaterThan(3 * width(0.1));
});

test("the same seed gives the same model to the bit, another seed another one", () => {
  const { columns, target } = known(800, 5, 0.5);
  const train = (seed: number) =>
    trainBoostedTrees(columns, target, { trees: 40, rowShare: 0.5, columnShare: 0.5, seed });
  expect(train(1)).toEqual(train(1));
  expect(train(1)).not.toEqual(train(2));
});

test("stops when rows it does not learn from get worse, and keeps the best trees", () => {
  const train = known(300, 6, 3);
  const validation = known(300, 7, 3);
  const options: Partial<BoostOptions> = { trees: 2_000, minLeafRows: 2, learningRate: 0.3, seed: 1 };
  const all = trainBoostedTrees(train.columns, train.target, { ...options, trees: 200 });
  const stopped = trainBoostedTrees(train.columns, train.target, { ...options, validation, patience: 10 });
  expect(stopped.trees.length).toBeGreaterThan(0);
  expect(stopped.trees.length).toBeLessThan(100);
  const error = (model: typeof all) =>
    meanAbsoluteError(validation.target, predictTrees(model, validation.columns));
  expect(error(stopped)).toBeLessThan(error(all));
  expect(stopped.trees).toEqual(all.trees.slice(0, stopped.trees.length));
});

test("limits hold: leaves, depth and rows in a leaf", () => {
  const { columns, target } = known(500, 8, 0.5);
  const model = trainBoostedTrees(columns, target, { trees: 20, maxLeaves: 6, maxDepth: 3, minLeafRows: 40 });
  for (const tree of model.trees) {
    const leaves = tree.feature.filter((feature) => feature < 0).length;
    expect(leaves).toBeLessThanOrEqual(6);
    expect(depthOf(tree.left, tree.right, 0)).toBeLessThanOrEqual(3);
  }
});

test("a constant column, an empty one and few values are no trouble", () => {
  const columns = [
    new Float64Array(60).fill(3),
    new Float64Array(60).fill(NaN),
    Float64Array.from({ length: 60 }, (_, i) => i % 3),
  ];
  const target = Float64Array.from({ length: 60 }, (_, i) => (i % 3 === 1 ? 10 : 0));
  const model = trainBoostedTrees(columns, target, { minLeafRows: 5, trees: 300 });
  expect(meanAbsoluteError(target, predictTrees(model, columns))).toBeLessThan(0.01);
  expect(Array.from(model.gain.subarray(0, 2))).toEqual([0, 0]);
});

test.each([
  ["no columns", [], Float64Array.of(1), "at least 1"],
  ["uneven columns", [Float64Array.of(1, 2)], Float64Array.of(1), "Column 0 has 2 rows, the target 1"],
  ["no rows", [new Float64Array()], new Float64Array(), "there are no rows"],
  ["an unknown target", [Float64Array.of(1, 2)], Float64Array.of(1, NaN), "row 1 is NaN"],
])("%s are refused with what to do", (_, columns, target, message) => {
  expect(() => trainBoostedTrees(columns, target)).toThrow(message);
});

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function depthOf(left: Int32Array, right: Int32Array, node: number): number {
  return left[node] < 0
    ? 0
    : 1 + Math.max(depthOf(left, right, left[node]), depthOf(left, right, right[node]));
}
