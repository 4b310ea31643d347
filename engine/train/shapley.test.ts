// The values of the trees are Shapley's: against the definition over all orders, and against what they must add up to.

import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { trainBoostedTrees } from "./boost.ts";
import { seededRandom } from "./random.ts";
import { shapleyTrees } from "./shapley.ts";
import { boostedTreesToOnnx } from "./to-onnx.ts";
import { predictTrees, type BoostedTrees } from "./tree.ts";

const FEATURES = 4;
const random = seededRandom(3);
const background = table(60);
const asked = table(25);
const target = Float64Array.from(background[0], (value, row) => {
  const other = background[1][row];
  return (Number.isNaN(value) ? 1 : value) * other + (background[2][row] > 0.3 ? 2 : 0);
});
const model = trainBoostedTrees(background, target, { trees: 12, maxLeaves: 5, minLeafRows: 4, seed: 2 });

/** Numbers with gaps in the first column. */
function table(rows: number): Float64Array[] {
  return Array.from({ length: FEATURES }, (_, feature) =>
    Float64Array.from({ length: rows }, (_, row) => (feature === 0 && row % 5 === 2 ? NaN : random.normal())),
  );
}

/** By the definition: the mean over all orders of what a feature changes, the rest taken from each background row. */
function byDefinition(of: BoostedTrees, row: number): number[] {
  const orders = permutations([0, 1, 2, 3]);
  const answer = (own: ReadonlySet<number>) => {
    const mixed = background.map((column, f) => (own.has(f) ? column.map(() => asked[f][row]) : column));
    const answers = predictTrees(of, mixed);
    return answers.reduce((sum, value) => sum + value, 0) / answers.length;
  };
  const values = [0, 0, 0, 0];
  for (const order of orders)
    order.forEach((feature, i) => {
      const before = answer(new Set(order.slice(0, i)));
      values[feature] += (answer(new Set(order.slice(0, i + 1))) - before) / orders.length;
    });
  return values;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

describe("Shapley values as trees, in onnxruntime", () => {
  const shapley = shapleyTrees(model, background);

  async function answers(): Promise<{ value: Float32Array; factors: Float32Array }> {
    const bytes = boostedTreesToOnnx({
      input: "x",
      outputs: [{ name: "value", trees: model }],
      factors: { name: "factors", of: shapley },
    });
    const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
    const rows = asked[0].length;
    const packed = Float32Array.from({ length: rows * FEATURES }, (_, i) => {
      return asked[i % FEATURES][Math.floor(i / FEATURES)];
    });
    const { value, factors } = await session.run({ x: new Tensor("float32", packed, [rows, FEATURES]) });
    await session.release();
    expect(factors.dims).toEqual([rows, FEATURES]);
    return { value: value.data as Float32Array, factors: factors.data as Float32Array };
  }

  test("are those of the definition, missing values included", async () => {
    expect(asked[0].slice(0, 16).some(Number.isNaN)).toBe(true);
    const { factors } = await answers();
    for (let row = 0; row < 16; row++) {
      const wanted = byDefinition(model, row);
      wanted.forEach((value, feature) => expect(factors[row * FEATURES + feature]).toBeCloseTo(value, 5));
    }
  });

  test("add up from the mean answer of the background to the answer of the row", async () => {
    const { value, factors } = await answers();
    const mean = predictTrees(model, background).reduce((sum, one) => sum + one, 0) / background[0].length;
    expect(shapley.base).toBeCloseTo(mean, 5);
    value.forEach((answer, row) => {
      const sum = factors.slice(row * FEATURES, (row + 1) * FEATURES).reduce((a, b) => a + b, shapley.base);
      expect(sum).toBeCloseTo(answer, 5);
    });
  });

  test("give nothing to a feature that no tree asks about", async () => {
    const [first, second, third] = background;
    const narrow = trainBoostedTrees([first, second, third, new Float64Array(60)], target, {
      trees: 5,
      maxLeaves: 4,
    });
    const used = shapleyTrees(narrow, background).trees.flatMap(({ weights }) => weights!.flat());
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter(({ target: feature }) => feature === 3)).toEqual([]);
  });
});

test("a tree with many splits is refused: its leaves would be too many", () => {
  const column = Float64Array.from({ length: 400 }, (_, row) => row);
  const large = trainBoostedTrees([column], column, { trees: 1, maxLeaves: 20, minLeafRows: 5 });
  expect(() => shapleyTrees(large, [column])).toThrow("8 are the most");
});
