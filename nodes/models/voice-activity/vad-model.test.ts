// vad-model: what the inputs and outputs of Silero's files say, version by version.

import { expect, test } from "vitest";
import type { ModelFacts, TensorSpec } from "../../../engine/sdk/services.ts";
import { planVadModel } from "./vad-model.ts";

const spec = (name: string, dtype: "float32" | "int64", shape: readonly (number | string)[]) =>
  ({ name, dtype, shape }) as TensorSpec;
const facts = (inputs: readonly TensorSpec[], outputs: readonly TensorSpec[]) =>
  ({ path: "m.onnx", inputs, outputs }) as unknown as ModelFacts;
const wishes = { rate: 16_000, window: null, context: null, state: {} };
const sound = spec("input", "float32", ["batch", "samples"]);
const rate = spec("sr", "int64", []);
const output = spec("output", "float32", ["batch", 1]);

test("version 4 runs with its own windows, and is told to take steady tones for speech", () => {
  const [h, c] = ["h", "c"].map((name) => spec(name, "float32", [2, "batch", 64]));
  const [hn, cn] = ["hn", "cn"].map((name) => spec(name, "float32", [2, "batch", 64]));
  const { model, issues } = planVadModel(facts([sound, rate, h, c], [output, hn, cn]), wishes);
  expect(model).toMatchObject({ window: 1536, context: 0, sound: "input", probability: "output" });
  expect(model!.states.map(({ shape }) => shape)).toEqual([
    [2, 1, 64],
    [2, 1, 64],
  ]);
  expect(issues).toMatchObject([{ code: "MODEL_VAD_OLD", severity: "warning", path: "params.model" }]);
  expect(issues[0].message).toContain("takes steady tones for speech");
});

test("versions 5 and 6 have windows of 32 ms with what was before them, at either rate", () => {
  const state = spec("state", "float32", [2, "batch", 128]);
  const next = spec("stateN", "float32", [2, "batch", 128]);
  const given = facts([sound, state, rate], [output, next]);
  expect(planVadModel(given, wishes)).toMatchObject({ model: { window: 512, context: 64 }, issues: [] });
  expect(planVadModel(given, { ...wishes, rate: 8000 }).model).toMatchObject({ window: 256, context: 32 });
});
