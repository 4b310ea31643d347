// What surgery promises: the changed model opens in the runtime and computes the same numbers.

import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import * as make from "../../../tests/models/make.ts";
import { onnxModel, type OnnxModel } from "./build.ts";
import { scanModel } from "./scan.ts";
import { stripZipMap } from "./strip-zip-map.ts";
import { exposeTensor, setBatch } from "./surgery.ts";

async function run(
  model: Uint8Array,
  feeds: Record<string, Tensor>,
): Promise<Record<string, { dims: readonly number[]; data: number[] }>> {
  const session = await InferenceSession.create(model, { logSeverityLevel: 4 });
  const results = await session.run(feeds);
  return Object.fromEntries(
    Object.entries(results).map(([name, { dims, data }]) => [
      name,
      { dims, data: Array.from(data as ArrayLike<number | bigint>, Number) },
    ]),
  );
}

const floats = (values: number[], dims: number[]) => new Tensor("float32", Float32Array.from(values), dims);

describe("stripZipMap", () => {
  test("the scores come out under the name the list of maps had, the label stays", async () => {
    const results = await run(stripZipMap(make.zipMapClassifier()), {
      float_input: floats([2, 0, 0, 2], [2, 2]),
    });
    expect(results.output_label.data).toEqual([0, 1]);
    expect(results.output_probability.dims).toEqual([2, 3]);
    // Softmax of the three linear scores 2, -2 and 1 of the row (2, 0).
    const exps = [2, -2, 1].map(Math.exp);
    const total = exps.reduce((sum, exp) => sum + exp, 0);
    results.output_probability.data
      .slice(0, 3)
      .forEach((score, i) => expect(score).toBeCloseTo(exps[i] / total, 6));
  });

  test("the new output says its shape", () => {
    const { outputs, zipMaps, opsets } = scanModel(stripZipMap(make.zipMapClassifier()));
    expect(outputs[1]).toEqual({
      name: "output_probability",
      kind: "tensor",
      dtype: "float32",
      dtypeNumber: 1,
      shape: ["", 3],
    });
    expect(zipMaps).toEqual([]);
    expect(opsets).toEqual({ "": 17, "ai.onnx.ml": 3 });
  });

  test("a model without ZipMap stays the same bytes", () => {
    const model = make.mlp();
    expect(stripZipMap(model)).toBe(model);
  });
});

describe("setBatch", () => {
  test("frees a batch of one, and the rows answer as before", async () => {
    const fixed = make.fixedBatch1();
    const { bytes, unsafe } = setBatch(fixed, "N");
    expect(unsafe).toEqual([]);
    expect(scanModel(bytes).inputs[0]).toMatchObject({ shape: ["N", 4] });
    const rows = [
      [1, 2, 3, 4],
      [4, 3, 2, 1],
    ];
    const together = (await run(bytes, { x: floats(rows.flat(), [2, 4]) })).y.data;
    const alone = await Promise.all(
      rows.map(async (row) => (await run(fixed, { x: floats(row, [1, 4]) })).y.data),
    );
    together.forEach((value, i) => expect(value).toBeCloseTo(alone.flat()[i], 6));
  });

  test("fixes an open batch, in outputs too", async () => {
    const { bytes } = setBatch(make.mlp({ inputs: 4 }), 2);
    expect(scanModel(bytes).outputs[0]).toMatchObject({ shape: [2, 3] });
    await expect(run(bytes, { x: floats([1, 2, 3, 4], [1, 4]) })).rejects.toThrow("Got: 1 Expected: 2");
  });

  test("says when a constant shape holds the old batch size", () => {
    const folded = (shape: bigint[]): OnnxModel => ({
      inputs: [{ name: "x", dtype: "float32", shape: [1, 2, 2] }],
      outputs: [{ name: "y", dtype: "float32", shape: [1, 4] }],
      nodes: [{ op: "Reshape", name: "fold", inputs: ["x", "shape"], outputs: ["y"] }],
      initializers: [{ name: "shape", dtype: "int64", shape: [2], data: BigInt64Array.from(shape) }],
    });
    expect(setBatch(onnxModel(folded([1n, 4n])), "N").unsafe).toEqual([
      'Reshape "fold" makes the fixed shape [1,4], whose first size is the old batch.',
    ]);
    expect(setBatch(onnxModel(folded([-1n, 4n])), "N").unsafe).toEqual([]);
  });
});

describe("exposeTensor", () => {
  test("a hidden layer becomes an output", async () => {
    const { h1 } = await run(exposeTensor(make.mlp({ inputs: 4, hidden: [8] }), "h1"), {
      x: floats([1, 2, 3, 4], [1, 4]),
    });
    expect(h1.dims).toEqual([1, 8]);
    expect(Math.min(...h1.data)).toBeGreaterThanOrEqual(0);
  });

  test("a tensor that no node makes is refused", () => {
    expect(() => exposeTensor(make.mlp(), "nothing")).toThrow(
      'No node of the model makes a tensor "nothing".',
    );
  });
});
