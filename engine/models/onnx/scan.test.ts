// What a scan tells of a model, and that nothing in the bytes can make it throw.

import { describe, expect, test } from "vitest";
import * as make from "../../../tests/models/make.ts";
import { onnxModel } from "./build.ts";
import { scanModel } from "./scan.ts";

describe("scanModel", () => {
  test("reads versions, producer, metadata and operators", () => {
    const scan = scanModel(make.mlp({ seed: 4 }));
    expect(scan).toMatchObject({
      irVersion: 8,
      opsets: { "": 17 },
      producer: "millrace",
      hasGraph: true,
      damage: null,
    });
    expect(scan.metadata).toEqual({ seed: "4", purpose: "test" });
    expect(scan.operators).toEqual({ Gemm: 3, Relu: 2, Softmax: 1 });
  });

  test("reads inputs and outputs with open and fixed dimensions", () => {
    const scan = scanModel(make.mlp({ inputs: 16, outputs: 3 }));
    expect(scan.inputs).toEqual([
      { name: "x", kind: "tensor", dtype: "float32", dtypeNumber: 1, shape: ["N", 16] },
    ]);
    expect(scanModel(make.fixedBatch1()).outputs[0]).toMatchObject({ name: "y", shape: [1, 2] });
  });

  test("counts weights by element type", () => {
    const { weights } = scanModel(make.mlp({ inputs: 16, hidden: [64, 64], outputs: 3 }));
    const elements = 16 * 64 + 64 + 64 * 64 + 64 + 64 * 3 + 3;
    expect(weights).toEqual({ float32: { tensors: 6, elements, bytes: 4 * elements } });
  });

  test("an input that has an initializer is no input", () => {
    const x = { name: "x", dtype: "float32", shape: ["N", 1] } as const;
    const w = { name: "w", dtype: "float32", shape: [1] } as const;
    const model = onnxModel({
      inputs: [x, w],
      outputs: [{ ...x, name: "y" }],
      nodes: [{ op: "Mul", inputs: ["x", "w"], outputs: ["y"] }],
      initializers: [{ ...w, data: Float32Array.of(2) }],
    });
    expect(scanModel(model).inputs.map((input) => input.name)).toEqual(["x"]);
  });

  test("finds ZipMap with its classes, and the list of maps it makes", () => {
    const scan = scanModel(make.zipMapClassifier());
    const zipMap = { input: "scores", output: "output_probability", classes: 3 };
    expect(scan.zipMaps).toEqual([{ ...zipMap, labels: ["0", "1", "2"] }]);
    const labels = ["no", "jein", "yes"] as const;
    expect(scanModel(make.zipMapClassifier(labels)).zipMaps).toEqual([{ ...zipMap, labels }]);
    expect(scan.outputs[1]).toEqual({
      name: "output_probability",
      kind: "sequence",
      text: "sequence of map to float32",
    });
    expect(scan.opsets).toEqual({ "": 17, "ai.onnx.ml": 3 });
  });

  test("counts operators and constants of subgraphs, without mixing up their inputs and outputs", () => {
    const inner = { name: "t", dtype: "float32", shape: [1] } as const;
    const branch = {
      graph: {
        name: "inner",
        inputs: [],
        outputs: [inner],
        nodes: [{ op: "Identity", inputs: ["one"], outputs: ["t"] }],
        initializers: [{ name: "one", dtype: "float32" as const, shape: [1], data: Float32Array.of(1) }],
      },
    };
    const scan = scanModel(
      onnxModel({
        inputs: [{ name: "flag", dtype: "bool", shape: [] }],
        outputs: [{ name: "y", dtype: "float32", shape: null }],
        nodes: [
          {
            op: "If",
            inputs: ["flag"],
            outputs: ["y"],
            attributes: { then_branch: branch, else_branch: branch },
          },
        ],
      }),
    );
    expect(scan.operators).toEqual({ If: 1, Identity: 2 });
    expect(scan.weights.float32.tensors).toBe(2);
    expect(scan.graphName).toBe("graph");
    expect(scan.outputs).toEqual([
      { name: "y", kind: "tensor", dtype: "float32", dtypeNumber: 1, shape: null },
    ]);
  });

  test("names the pieces of external files", () => {
    const { external } = scanModel(make.externalData("deep/factors.bin").model);
    expect(external).toEqual([{ tensor: "factors", location: "deep/factors.bin", offset: 0, length: 8 }]);
  });

  test("dimensions written as -1 are open, sizes beyond 32 bits are kept", () => {
    const shape = [-1, 2 ** 40];
    const scan = scanModel(
      onnxModel({ inputs: [{ name: "x", dtype: "float32", shape }], outputs: [], nodes: [] }),
    );
    expect(scan.inputs[0]).toMatchObject({ shape: ["", 2 ** 40] });
  });

  test("names from the file cannot touch the scan's own objects", () => {
    const scan = scanModel(
      onnxModel({
        inputs: [],
        outputs: [],
        nodes: [],
        metadata: JSON.parse('{"__proto__":"x"}') as Record<string, string>,
      }),
    );
    expect(Object.keys(scan.metadata)).toEqual(["__proto__"]);
  });

  test.each([
    ["nothing", new Uint8Array(0), null],
    ["a cut file", make.mlp().subarray(0, 1000), "a field that is longer than what holds it"],
    ["an endless number", new Uint8Array(20).fill(255), "a number that does not end"],
    ["field number zero", Uint8Array.of(0, 1), "a field without a valid number"],
    ["a group", Uint8Array.of(0x0b), "a field of the unknown wire type 3"],
  ])("%s gives a scan that says so", (_, bytes, what) => {
    expect(scanModel(bytes).damage?.what ?? null).toBe(what);
  });

  test("graphs nested without end are damage, not an overflow", () => {
    let graph = new Uint8Array(0);
    for (let level = 0; level < 200; level++) graph = field(1, field(5, field(6, graph)));
    expect(scanModel(field(7, graph)).damage?.what).toBe("graphs nested too deeply");
  });
});

/** A length-delimited field. */
function field(number: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const size: number[] = [];
  for (let rest = payload.length; size.length === 0 || rest > 0; rest = Math.floor(rest / 128)) {
    size.push((rest % 128) + (rest >= 128 ? 128 : 0));
  }
  return Uint8Array.from([number * 8 + 2, ...size, ...payload]);
}
