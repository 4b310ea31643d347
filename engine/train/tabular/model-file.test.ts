// The file says what the trees say, for every kind of target, whatever the columns are called and whatever is missing.

import { ALONE } from "../crew/crew.ts";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { sales, tableOf } from "../../../tests/support/train-tables.ts";
import { rowsWhere } from "./columns.ts";
import { encodeColumns } from "./encode.ts";
import { chooseColumns } from "./features.ts";
import { fitTrees } from "./fit-trees.ts";
import { modelFile, outputNames } from "./model-file.ts";
import { answersOf } from "./predict.ts";
import { Scorer } from "./scorer.ts";
import { readTarget } from "./target.ts";

const { price, town, note, amount, grade, sold } = sales(600);
/** Names that a graph gives itself, and one that is no name anywhere else. */
const columns = {
  features: price,
  class: note,
  words_0: town,
  "grün & 'x'": town.map((value) => value && `${value}!`),
};

test.each([
  ["a number", { ...columns, y: amount }, null, null],
  ["quantiles", { ...columns, y: amount }, null, [0.05, 0.5, 0.75, 0.95]],
  ["two numbers as classes", { ...columns, y: sold }, null, null],
  ["two words", { ...columns, y: sold.map((value) => (value ? "yes" : "no")) }, null, null],
  ["three words", { ...columns, y: grade }, null, null],
  ["whole numbers as classes", { ...columns, y: grade.map((value) => value.length - 5) }, "class", null],
] as const)("%s", async (_, of, as, quantiles) => {
  const table = tableOf(of);
  const { task, values } = readTarget(table, { name: "y", as, quantiles });
  const { sources } = chooseColumns(table, "y", new Set());
  const learn = rowsWhere(table.rows, (row) => row < 400);
  const encoded = encodeColumns(sources, task, values, learn, 1);
  const fitting = fitTrees(
    { columns: encoded.columns, target: values, task, learn },
    { trees: 30, seed: 1, time: null, crew: ALONE },
  );
  let step = fitting.next();
  while (!step.done) step = fitting.next();
  const names = outputNames(
    "y",
    task,
    table.columns.map(({ name }) => name),
  );
  const bytes = modelFile({ names, task, encodings: encoded.encodings, fitted: step.value, metadata: {} });

  const asked = rowsWhere(table.rows, (row) => row >= 400);
  const said = answersOf(task, new Scorer(step.value), encoded.columns, asked);
  const session = await InferenceSession.create(bytes);
  expect(session.inputNames).toEqual(Object.keys(columns));
  const feeds = Object.fromEntries(
    Object.entries(columns).map(([name, cells]) => {
      const own = Array.from(asked, (row) => cells[row]);
      const tensor = own.some((cell) => typeof cell === "string")
        ? new Tensor(
            "string",
            own.map((cell) => (cell ?? "") as string),
            [own.length, 1],
          )
        : new Tensor(
            "float32",
            Float32Array.from(own, (cell) => (cell ?? NaN) as number),
            [own.length, 1],
          );
      return [name, tensor];
    }),
  );
  const results = await session.run(feeds);
  await session.release();
  if (task.kind !== "classes") {
    const outputs = task.kind === "number" ? [names.number] : names.quantiles;
    expect(session.outputNames).toEqual(outputs);
    outputs.forEach((name, k) => {
      const own = Array.from(results[name].data as Float32Array);
      // The runtime may add up in another order: some units in the last place of a float32.
      own.forEach((value, i) =>
        expect(Math.abs(value - said[k][i])).toBeLessThan(1e-5 * Math.abs(value) + 1e-5),
      );
    });
    return;
  }
  const shares = results[names.shares].data as Float32Array;
  const labels = Array.from(results[names.label].data as ArrayLike<unknown>, String);
  const count = task.names.length;
  Array.from(asked, (_row, i) => {
    const own = said.map((share) => share[i]);
    own.forEach((share, k) => expect(shares[i * count + k]).toBeCloseTo(share, 5));
    const best = own.indexOf(Math.max(...own));
    // Shares that are equal but for rounding may fall either way.
    if (own.filter((share) => share > own[best] - 1e-5).length === 1)
      expect(labels[i]).toBe(task.names[best]);
  });
});

test("words that nobody has seen, and none, are told by what all rows say", async () => {
  const codes = [{ words: ["a"], values: [2], other: 5 }];
  const leaf = (value: number) => ({
    features: 1,
    base: 0,
    gain: new Float64Array(1),
    trees: [
      {
        feature: Int32Array.of(0, -1, -1),
        threshold: Float32Array.of(3, 0, 0),
        left: Int32Array.of(1, -1, -1),
        right: Int32Array.of(2, -1, -1),
        missingLeft: Uint8Array.of(0, 0, 0),
        value: Float32Array.of(0, value, 2 * value),
      },
    ],
  });
  const task = { kind: "number" } as const;
  const names = outputNames("y", task, ["w"]);
  const bytes = modelFile({
    names,
    task,
    encodings: [{ source: "w", codes }],
    fitted: [leaf(10)],
    metadata: {},
  });
  const session = await InferenceSession.create(bytes);
  const { y_predicted: y } = await session.run({ w: new Tensor("string", ["a", "other", ""], [3, 1]) });
  await session.release();
  expect(Array.from(y.data as Float32Array)).toEqual([10, 20, 20]);
});

test("answers never take the name of a column that is there", () => {
  const number = outputNames("y", { kind: "number" }, ["y_predicted", "y_predicted_2"]);
  expect(number.number).toBe("y_predicted_3");
  const quantiles = outputNames("y", { kind: "quantiles", alphas: [0.025, 0.5, 0.999] }, ["y_p50"]);
  expect(quantiles.quantiles).toEqual(["y_p2.5", "y_p50_2", "y_p99.9"]);
});
