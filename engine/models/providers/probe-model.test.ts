// The probe model is what its weights say, and its answers are told from others.

import { expect, test } from "vitest";
import { onnxModel } from "../onnx/build.ts";
import { openSession } from "../open-session.ts";
import { isRight, PROBE_BIAS, PROBE_FEEDS, PROBE_WEIGHTS, probeModel } from "./probe-model.ts";

/** The same bytes again; a change of the weights is told with what belongs into the file. */
function built(): Uint8Array {
  const tensor = (name: string, size: number) => ({ name, dtype: "float32", shape: ["N", size] }) as const;
  const columns = Float32Array.from({ length: 12 }, (_, i) => PROBE_WEIGHTS[i % 3][Math.floor(i / 3)]);
  return onnxModel({
    inputs: [tensor("x", 4)],
    outputs: [tensor("y", 3)],
    nodes: [
      { op: "Gemm", inputs: ["x", "w", "b"], outputs: ["z"] },
      { op: "Relu", inputs: ["z"], outputs: ["y"] },
    ],
    initializers: [
      { name: "w", dtype: "float32", shape: [4, 3], data: columns },
      { name: "b", dtype: "float32", shape: [3], data: Float32Array.from(PROBE_BIAS) },
    ],
  });
}

const { source } = probeModel("cpu");

test("its bytes are those of its weights", () => {
  if (source.kind !== "bytes") throw new Error("The probe model has no file.");
  expect(Buffer.from(source.bytes).toString("base64")).toBe(Buffer.from(built()).toString("base64"));
});

test("its answers are right on the processor, and others are not", async () => {
  const session = await openSession({ source, fetches: null, threads: 1, provider: "cpu" });
  const results = await session.run(PROBE_FEEDS);
  await session.release();
  expect(isRight(results)).toBe(true);
  const y = Float32Array.from(results.y.data as Float32Array);
  y[4] *= 1.01;
  expect(isRight({ y: { dtype: "float32", dims: [2, 3], data: y } })).toBe(false);
  expect(isRight({})).toBe(false);
});
