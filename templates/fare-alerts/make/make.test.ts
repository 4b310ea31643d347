// The model that ships is the one its program makes, it was not tested on what it learned from, and it is worth having.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { makeFeatures } from "./features.ts";
import { makePlaybook } from "./main.ts";
import { TEST_FROM } from "./split.ts";
import { predictOrdered, QUANTILES } from "./train.ts";
import { CLASSES, DAY_MS } from "./world.ts";

const { files, split, sample, model, metrics } = makePlaybook();

test.each(Object.keys(files))("%s is reproduced to the bit (else: npm run make:fare-alerts)", (name) => {
  const committed = readFileSync(new URL(`../${name}`, import.meta.url));
  expect(Buffer.compare(files[name], committed)).toBe(0);
});

describe("held out by time", () => {
  test("every trip to learn from had departed before the first one of the test was offered", () => {
    const lastDeparture = Math.max(...split.train.map(({ departs }) => departs));
    const firstDay = Math.min(...split.test.map(({ rows }) => rows[0].day));
    expect(lastDeparture).toBeLessThan(firstDay);
    expect(Math.max(...split.validation.map(({ departs }) => departs))).toBeLessThan(firstDay);
  });

  test("the sample that ships comes from the test time, day by day", () => {
    expect(sample.length).toBeGreaterThan(1_000);
    expect(sample[0].day).toBeGreaterThanOrEqual(TEST_FROM);
    const days = sample.map(({ day }) => day);
    expect(days).toEqual([...days].sort((a, b) => a - b));
  });

  test("the features of a day do not depend on later days", () => {
    const { rows } = split.test[0];
    const before = makeFeatures(rows.slice(0, 25));
    expect(before).toEqual(makeFeatures(rows).map((column) => column.slice(0, 25)));
  });
});

test("a trip has one row a day until it departs or is sold out, and never a class that was not there", () => {
  const dearest = CLASSES.at(-1).times / CLASSES[0].times;
  for (const { departs, rows } of split.test) {
    rows.forEach(({ day }, i) => expect(day).toBe(rows[0].day + i * DAY_MS));
    expect(rows.at(-1)!.day).toBeLessThan(departs);
    const fares = rows.map(({ fare }) => fare);
    // A sale takes a fifth off, fares are whole euros.
    expect(Math.max(...fares) / Math.min(...fares)).toBeLessThan((dearest / 0.8) * 1.03);
    expect(rows.every(({ seats }) => seats === null || seats > 0)).toBe(true);
  }
});

test("on the synthetic test part the model beats what one knows without it, and its band holds what it promises", () => {
  const { maeRise, auc, coverageP10P90, widthP10P90, alerts } = metrics;
  expect(maeRise.model).toBeLessThan(0.8 * Math.min(maeRise.usualRise, maeRise.fareStays));
  expect(auc.model).toBeGreaterThan(auc.usualRise + 0.1);
  expect(coverageP10P90.model).toBeGreaterThan(0.75);
  expect(coverageP10P90.model).toBeLessThan(0.85);
  expect(widthP10P90.model).toBeLessThan(widthP10P90.usualRise);
  expect(alerts.model.right).toBeGreaterThan(alerts.usualRise.right);
  expect(alerts.model.count).toBeGreaterThan(100);
});

test("onnxruntime answers a trip as the trees do, rows with missing values included", async () => {
  const { rows } = split.test.find((trip) => trip.rows.some(({ seats }) => seats === null))!;
  const columns = makeFeatures(rows);
  const session = await InferenceSession.create(model.onnx, { intraOpNumThreads: 1 });
  const packed = Float32Array.from({ length: rows.length * columns.length }, (_, i) => {
    return columns[i % columns.length][Math.floor(i / columns.length)];
  });
  const results = await session.run({
    features: new Tensor("float32", packed, [rows.length, columns.length]),
  });
  await session.release();
  const own = predictOrdered(model, columns);
  QUANTILES.forEach(({ name }, i) => {
    expect(Array.from(results[name].data as Float32Array)).toEqual(Array.from(own[i]));
  });
});

test("what ships says that it is synthetic", () => {
  const pages = ["card.md", "README.md"].map((name) =>
    readFileSync(new URL(`../${name}`, import.meta.url), "utf8"),
  );
  for (const page of pages) expect(page).toMatch(/synthetic/);
  expect(metrics.synthetic).toBe(true);
});
