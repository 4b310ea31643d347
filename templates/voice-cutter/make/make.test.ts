// The figures on the card are those of the committed files, and the model is the one that it speaks of.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { evaluate, readStretches } from "./evaluate.ts";
import { stretchesOf } from "./speak.ts";

const bytes = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url));
const text = (path: string) => bytes(path).toString("utf8");

const found = readStretches(text("expected/out/segments.csv"), {
  path: "path",
  start: "segment_start",
  end: "segment_end",
});
const truth = readStretches(text("data/spoken.csv"), { path: "path", start: "start", end: "end" });
const lengths = text("data/lengths.csv").trimEnd().split("\n").slice(1);
const seconds = Object.fromEntries(
  lengths.map((line) => {
    const [path, length] = line.split(",");
    return [path, Number(length)];
  }),
);

test("metrics.json and the card say what the expected table is worth", () => {
  const metrics = evaluate(found, truth, seconds);
  expect(metrics).toEqual(JSON.parse(text("metrics.json")));
  const card = text("card.md");
  for (const value of [metrics.precision, metrics.recall, metrics.f1])
    expect(card).toContain(value.toFixed(3));
  expect(card).toContain(`${metrics.frames}, ${metrics.speechFrames}`);
});

test("speech is found where it is, and none where nobody speaks", () => {
  const { f1, falseAlarmsNobody } = evaluate(found, truth, seconds);
  expect(f1).toBeGreaterThanOrEqual(0.95);
  expect(falseAlarmsNobody).toBe(0);
});

test("the model is the file that the card names", () => {
  const model = bytes("models/silero_vad_16k_op15.onnx");
  expect(text("card.md")).toContain(createHash("sha256").update(model).digest("hex"));
});

test("a measure that counts: half of the speech found is a recall of a half", () => {
  const truth = [{ path: "a", start: 0, end: 3.2 }];
  const half = evaluate([{ path: "a", start: 0, end: 1.6 }], truth, { a: 6.4 });
  expect(half).toMatchObject({ frames: 200, speechFrames: 100, precision: 1, recall: 0.5, f1: 0.667 });
});

test("a voice is where it is loud, short breaks included", () => {
  const samples = new Float32Array(16_000);
  samples.fill(0.1, 3200, 6400);
  samples.fill(0.1, 8000, 9600);
  samples.fill(0.1, 14_400, 16_000);
  expect(stretchesOf(samples)).toEqual([
    [3200, 9600],
    [14_400, 16_000],
  ]);
});
