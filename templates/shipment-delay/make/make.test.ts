// The model that ships is the one its program makes, it was not tested on what it learned from, and it is worth having.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { expectedShipmentDelay } from "../../../tests/parity/shipment-delay-oracle.ts";
import { predictOrdered } from "./evaluate.ts";
import { FEATURE_NAMES, makeFeatures } from "./features.ts";
import { makePlaybook } from "./main.ts";
import { rowsInTime, TEST_FROM } from "./split.ts";
import { QUANTILES } from "./train.ts";

const { files, split, sample, model, metrics } = makePlaybook();

test.each(Object.keys(files))("%s is reproduced to the bit (else: npm run make:shipment-delay)", (name) => {
  const committed = readFileSync(new URL(`../${name}`, import.meta.url));
  expect(Buffer.compare(files[name], committed)).toBe(0);
});

describe("held out by time", () => {
  test("every training voyage had ended before the first one of the test began", () => {
    const lastDelivery = Math.max(...split.train.map((voyage) => voyage.deliveredMs));
    const firstReport = Math.min(...split.test.map((voyage) => voyage.rows[0].time));
    expect(lastDelivery).toBeLessThan(firstReport);
    expect(Math.max(...split.validation.map((voyage) => voyage.deliveredMs))).toBeLessThan(firstReport);
  });

  test("the sample that ships comes from the test time, in the order of the reports", () => {
    expect(sample.length).toBeGreaterThan(1_000);
    const times = sample.map((row) => row.time);
    expect(times[0]).toBeGreaterThanOrEqual(TEST_FROM);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test("the features of a report do not depend on later reports", () => {
    const some = sample.slice(0, 700);
    const { columns } = makeFeatures(some);
    const before = makeFeatures(some.slice(0, 400)).columns;
    expect(before).toEqual(columns.map((column) => column.slice(0, 400)));
  });
});

test("the sample's file holds what the sample holds: nothing the model sees is lost in the CSV", async () => {
  const { features, rows } = await expectedShipmentDelay(new URL("../", import.meta.url));
  expect(features).toEqual(makeFeatures(sample));
  expect(rows.map((row) => row.container)).toEqual(sample.map((row) => row.container));
  expect(new Set(rows.map((row) => row.decision)).size).toBe(3);
});

test("voyages run forward in time and end after their last report", () => {
  for (const { rows, deliveredMs } of split.test) {
    const times = [...rows.map((row) => row.time), deliveredMs];
    for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThan(times[i - 1]);
  }
});

test("the model beats every naive guess, and its band holds what it promises", () => {
  const { model: own, ...naive } = metrics.maeHours;
  expect(own).toBeLessThan(0.95 * Math.min(...Object.values(naive)));
  expect(metrics.coverageP10P90.model).toBeGreaterThan(0.75);
  expect(metrics.coverageP10P90.model).toBeLessThan(0.85);
  expect(metrics.widthHours.model).toBeLessThan(0.6 * metrics.widthHours.quantilesPerRoute);
});

test("onnxruntime answers the sample as the trees do, rows with missing values included", async () => {
  const { columns } = makeFeatures(sample);
  expect(columns.some((column) => column.includes(NaN))).toBe(true);
  const session = await InferenceSession.create(model.onnx, { intraOpNumThreads: 1 });
  const packed = Float32Array.from({ length: sample.length * columns.length }, (_, i) => {
    return columns[i % columns.length][Math.floor(i / columns.length)];
  });
  const results = await session.run({
    features: new Tensor("float32", packed, [sample.length, columns.length]),
  });
  const own = predictOrdered(model, { columns });
  QUANTILES.forEach(({ name }, i) => {
    expect(Array.from(results[name].data as Float32Array)).toEqual(Array.from(own[i]));
  });
});

test("what ships is small and says that it is synthetic", () => {
  expect(files["data/events.csv"].length).toBeLessThan(400_000);
  expect(files["models/delay.onnx"].length).toBeLessThan(400_000);
  expect(new TextDecoder().decode(files["card.md"])).toMatch(/everything here is synthetic/i);
  expect(metrics.synthetic).toBe(true);
  expect(FEATURE_NAMES.length).toBe(new Set(FEATURE_NAMES).size);
  expect(rowsInTime(split.test).length).toBe(metrics.split.test.reports);
});
