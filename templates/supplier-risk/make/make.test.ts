// The model that ships is the one its program makes, it was not tested on what it learned from, and its factors add up.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { predictTrees } from "../../../engine/train/tree.ts";
import { factorValues } from "./evaluate.ts";
import { makePlaybook } from "./main.ts";
import { deliveredBefore, labelled, SAMPLE_WEEK, TEST_FROM, TRAIN_UNTIL } from "./split.ts";
import { WEEK_MS } from "./world.ts";

const { files, market, split, model, metrics } = makePlaybook();

test.each(Object.keys(files))("%s is reproduced to the bit (else: npm run make:supplier-risk)", (name) => {
  const committed = readFileSync(new URL(`../${name}`, import.meta.url));
  expect(Buffer.compare(files[name], committed)).toBe(0);
});

describe("held out by time", () => {
  test("every order to learn from had been delivered before the first one of the test was placed", () => {
    expect(split.train.every(({ delivered }) => delivered < TRAIN_UNTIL)).toBe(true);
    expect(
      split.validation.every(({ placed, delivered }) => placed >= TRAIN_UNTIL && delivered < TEST_FROM),
    ).toBe(true);
    expect(split.test.every(({ placed }) => placed >= TEST_FROM)).toBe(true);
    expect(SAMPLE_WEEK).toBeGreaterThanOrEqual(TEST_FROM);
  });

  test("a record holds nothing that was delivered on its Monday or later, or more than a year before", () => {
    const record = deliveredBefore(SAMPLE_WEEK, market.orders);
    const days = record.map(({ delivered }) => delivered);
    expect(days).toEqual([...days].sort((a, b) => a - b));
    expect(days.at(-1)).toBeLessThan(SAMPLE_WEEK);
    expect(days[0]).toBeGreaterThanOrEqual(SAMPLE_WEEK - 52 * WEEK_MS);
  });

  test("what is known of an order does not change by what comes later", () => {
    const some = split.test.slice(0, 40);
    const until = some.at(-1).placed;
    const past = market.orders.filter(({ placed }) => placed <= until);
    expect(labelled(some, { ...market, orders: past })).toEqual(labelled(some, market));
  });
});

test("on synthetic orders the model beats the record, and nothing beats the rules themselves", () => {
  const { auc, brier, asked } = metrics;
  expect(auc.model).toBeGreaterThan(auc.record + 0.05);
  expect(auc.model).toBeLessThan(auc.rules);
  expect(brier.model).toBeLessThan(Math.min(brier.record, brier.share));
  expect(asked.model.precision).toBeGreaterThan(asked.record.precision);
});

test("onnxruntime gives chances and factors as the trees do, and the factors add up to the chance", async () => {
  const { columns } = labelled(split.test.slice(0, 300), market);
  expect(columns.some((column) => column.includes(NaN))).toBe(true);
  const [rows, width] = [columns[0].length, columns.length];
  const packed = Float32Array.from(
    { length: rows * width },
    (_, i) => columns[i % width][Math.floor(i / width)],
  );
  const session = await InferenceSession.create(model.onnx, { intraOpNumThreads: 1 });
  const { risk, factors } = await session.run({ features: new Tensor("float32", packed, [rows, width]) });
  await session.release();
  expect(Array.from(risk.data as Float32Array)).toEqual(Array.from(predictTrees(model.trees, columns)));
  const byHand = factorValues(model.factors, columns);
  const found = factors.data as Float32Array;
  for (let row = 0; row < rows; row++) {
    const own = found.slice(row * width, (row + 1) * width);
    own.forEach((value, feature) => expect(value).toBeCloseTo(byHand[feature][row], 5));
    expect(own.reduce((sum, value) => sum + value, model.factors.base)).toBeCloseTo(
      (risk.data as Float32Array)[row],
      4,
    );
  }
});

test("what ships says that it is synthetic, and what its factors do not mean", () => {
  const [card, readme] = ["card.md", "README.md"].map((name) =>
    readFileSync(new URL(`../${name}`, import.meta.url), "utf8"),
  );
  for (const page of [card, readme]) expect(page).toMatch(/synthetic/);
  expect(card).toContain("not the world");
  expect(readme).toContain("They explain the model, not the world");
});
