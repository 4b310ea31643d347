// The forest tells strange rows from usual ones, the file that ships answers as it does, and the figures are those of the sample.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../engine/train/random.ts";
import { predictTrees } from "../../../engine/train/tree.ts";
import { expectedSensorAnomaly, oracleMotes } from "../../../tests/parity/sensor-anomaly-oracle.ts";
import { evaluateMote } from "./evaluate.ts";
import { growForest, meanCuts } from "./forest.ts";
import { FEATURE_NAMES, makeFeatures } from "./features.ts";
import { toOnnx, type Metrics } from "./main.ts";
import { readMotes } from "./readings.ts";
import { eventsCsv, readingsCsv } from "./sample.ts";

const folder = new URL("../", import.meta.url);
const metrics = JSON.parse(readFileSync(new URL("metrics.json", folder), "utf8")) as Metrics;

test.each([
  [1, 0],
  [2, 1],
  [3, 2 * 1.5 - 4 / 3],
])("%i rows are set apart by %f cuts on average", (rows, cuts) => {
  expect(meanCuts(rows)).toBeCloseTo(cuts, 12);
});

describe("an isolation forest of usual rows", () => {
  const random = seededRandom(5);
  const columns = [0, 1, 2, 3].map(() => Float64Array.from({ length: 2_000 }, () => random.normal()));
  const forest = growForest(columns, { trees: 40, rows: 128 }, seededRandom(1));
  const rows = [0, 1, 2, 3].map((feature) => Float64Array.of(0, 0.5, feature === 2 ? 9 : 0, -7));

  test("scores what is far out in one feature or in all higher than what is not", () => {
    const [centre, near, oneOut, allOut] = predictTrees(forest, rows);
    expect(Math.max(centre, near)).toBeLessThan(0.55);
    expect(oneOut).toBeGreaterThan(near + 0.1);
    expect(allOut).toBeGreaterThan(0.7);
  });

  test("is the same for the same seed, and another for another", () => {
    const again = growForest(columns, { trees: 40, rows: 128 }, seededRandom(1));
    expect(again).toEqual(forest);
    expect(growForest(columns, { trees: 40, rows: 128 }, seededRandom(2)).trees).not.toEqual(forest.trees);
  });

  test("answers in onnxruntime as its trees do", async () => {
    const session = await InferenceSession.create(toOnnx(forest), { intraOpNumThreads: 1 });
    const packed = Float32Array.from({ length: 16 }, (_, i) => rows[i % 4][Math.floor(i / 4)]);
    const { score } = await session.run({ features: new Tensor("float32", packed, [4, 4]) });
    await session.release();
    expect(Array.from(score.data as Float32Array)).toEqual(Array.from(predictTrees(forest, rows)));
  });
});

test("a table of the package becomes motes, each with its readings in order", () => {
  const csv =
    "reading,mote_id,indoor,humidity,temperature,label\r\n1,1,1,45.93,27.97,0\r\n2,1,1,46,28,1\r\n1,4,0,40,25,0\r\n2,4,0,41,24,1\r\n";
  const motes = readMotes("single", csv);
  expect(motes.map(({ name, place, role }) => [name, place, role])).toEqual([
    ["single-1", "indoor", "limits"],
    ["single-4", "outdoor", "test"],
  ]);
  expect(readingsCsv(motes).split("\n").slice(1, 4)).toEqual([
    "2010-05-09T00:00:00Z,single-1,indoor,45.93,27.97",
    "2010-05-09T00:00:00Z,single-4,outdoor,40,25",
    "2010-05-09T00:00:05Z,single-1,indoor,46,28",
  ]);
  expect(eventsCsv(motes)).toContain("single-4,2010-05-09T00:00:05Z,2010-05-09T00:00:05Z,1\n");
  expect(() => readMotes("single", csv.replace("\n2,1", "\n3,1"))).toThrow("Reading 2 of single-1");
});

test("features look back only, and only at their own mote", () => {
  const humidity = Float64Array.of(40, 42, 41);
  const temperature = Float64Array.of(20, 20, 26);
  const features = makeFeatures({ humidity, temperature });
  expect(features.map((column) => column[2])).toEqual([0, 4, 1, Math.sqrt(12)]);
  expect(features.map((column) => column[0])).toEqual([0, 0, 0, 0]);
  const before = makeFeatures({ humidity: humidity.slice(0, 2), temperature: temperature.slice(0, 2) });
  expect(before).toEqual(features.map((column) => column.slice(0, 2)));
  expect(features).toHaveLength(FEATURE_NAMES.length);
});

test("the figures of card and metrics are those of the readings and the model that ship", async () => {
  const motes = oracleMotes(folder);
  const { scores } = await expectedSensorAnomaly(folder);
  for (const mote of motes) {
    const figures = evaluateMote(mote, scores.get(mote.name)!, metrics.limits, metrics.rules);
    expect(metrics.test[mote.name]).toEqual(figures);
  }
  expect(motes.map(({ name }) => name)).toEqual(Object.keys(metrics.test));
});

test("no mote is learned from and measured on, and the model beats both rules on each", () => {
  const learned = new Set(metrics.train.map(({ mote }) => mote).concat(metrics.limits.mote));
  for (const [mote, { auc, model, ruleNeverFalse, ruleTuned }] of Object.entries(metrics.test)) {
    expect(learned.has(mote)).toBe(false);
    expect(auc).toBeGreaterThan(0.95);
    expect(model.f1).toBeGreaterThan(Math.max(ruleNeverFalse.f1, ruleTuned.f1) + 0.1);
  }
});
