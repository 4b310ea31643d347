// Which models are stopped before the runtime sees them, and that the limits are those of the installed runtime.

import { InferenceSession } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { hugeOutput, int4Output } from "../../../tests/models/make-hostile.ts";
import * as make from "../../../tests/models/make.ts";
import { onnxModel, type OnnxModel } from "./build.ts";
import type { OnnxDtype } from "./dtypes.ts";
import { fixedBatch, modelWarnings } from "./warnings.ts";
import { refusals, riskyOperators } from "./refuse.ts";
import { scanModel } from "./scan.ts";

const relu: OnnxModel = {
  inputs: [{ name: "x", dtype: "float32", shape: ["N", 2] }],
  outputs: [{ name: "y", dtype: "float32", shape: ["N", 2] }],
  nodes: [{ op: "Relu", inputs: ["x"], outputs: ["y"] }],
};

const codes = (model: Uint8Array) => refusals(scanModel(model)).map(({ code }) => code);

async function opens(model: Uint8Array): Promise<boolean> {
  try {
    await (await InferenceSession.create(model, { logSeverityLevel: 4 })).release();
    return true;
  } catch {
    return false;
  }
}

describe("refusals", () => {
  test.each([
    ["opset 26", { opset: 26 }],
    ["opset 27", { opset: 27 }],
    ["ai.onnx.ml 5", { opset: { "": 17, "ai.onnx.ml": 5 } }],
    ["ai.onnx.ml 6", { opset: { "": 17, "ai.onnx.ml": 6 } }],
    ["com.microsoft 1", { opset: { "": 17, "com.microsoft": 1 } }],
    ["com.microsoft 2", { opset: { "": 17, "com.microsoft": 2 } }],
    ["IR version 13", { irVersion: 13 }],
    ["IR version 14", { irVersion: 14 }],
  ])("agrees with the runtime on %s", async (_, change: Partial<OnnxModel>) => {
    const model = onnxModel({ ...relu, ...change });
    expect(codes(model)).toEqual((await opens(model)) ? [] : ["MODEL_OPSET_UNSUPPORTED"]);
  });

  test("none for every model the tests run", () => {
    const good = [
      make.mlp(),
      make.fixedBatch1(),
      make.multiInput(),
      make.strings(),
      make.float16(),
      make.int64(),
      make.bool(),
    ];
    const special = [
      make.zipMapClassifier(),
      make.dynamicQuantized(),
      make.externalData().model,
      make.cnn(),
      make.slow({ layers: 1 }),
    ];
    expect([...good, ...special].flatMap(codes)).toEqual([]);
  });

  test.each<OnnxDtype>([
    "int4",
    "uint4",
    "int2",
    "uint2",
    "float4e2m1",
    "float8e5m2",
    "bfloat16",
    "complex64",
  ])("%s outputs are refused by name", (dtype) => {
    const model = onnxModel({ ...relu, outputs: [{ name: "y", dtype, shape: ["N", 2] }] });
    expect(refusals(scanModel(model))).toMatchObject([
      { code: "MODEL_OUTPUT_UNSUPPORTED", got: `${dtype}[N,2]` },
    ]);
  });

  test.each([
    [["N", 0], 'The model\'s input "x" is float32[N,0]: a dimension of 0 has no room for any value.'],
    [[0, 2], 'The model\'s input "x" is float32[0,2]: a dimension of 0 has no room for any value.'],
  ])("an input of %j is refused in words", (shape, message) => {
    const model = onnxModel({ ...relu, inputs: [{ name: "x", dtype: "float32", shape }] });
    expect(refusals(scanModel(model))).toMatchObject([{ code: "MODEL_INPUT_UNSUPPORTED", message }]);
  });

  test.each(["constructor", "toString", "hasOwnProperty", "x".repeat(300)])(
    "%s is a name like others",
    (name) => {
      const [input] = relu.inputs;
      const [output] = relu.outputs;
      const named = {
        inputs: [{ ...input, name }],
        outputs: [{ ...output, name: `${name}Out` }],
        nodes: [{ op: "Relu", inputs: [name], outputs: [`${name}Out`] }],
      };
      expect(codes(onnxModel(named))).toEqual([]);
      const own = onnxModel({
        ...relu,
        nodes: [{ op: "Relu", domain: name, inputs: ["x"], outputs: ["y"] }],
      });
      expect(codes(own)).toEqual(["MODEL_OP_UNKNOWN"]);
    },
  );

  test.each(["__proto__", ""])("%j names no input and no output", (name) => {
    const [input] = relu.inputs;
    const [output] = relu.outputs;
    expect(codes(onnxModel({ ...relu, inputs: [{ ...input, name }] }))).toEqual(["MODEL_INPUT_UNSUPPORTED"]);
    expect(codes(onnxModel({ ...relu, outputs: [{ ...output, name }] }))).toEqual([
      "MODEL_OUTPUT_UNSUPPORTED",
    ]);
  });

  test("the model that aborts the process is refused", () => {
    expect(codes(int4Output())).toEqual(["MODEL_OUTPUT_UNSUPPORTED"]);
  });

  test("several reasons are all told", () => {
    expect(
      codes(
        onnxModel({
          ...relu,
          opset: 99,
          nodes: [{ op: "Foo", domain: "a.b", inputs: ["x"], outputs: ["y"] }],
        }),
      ),
    ).toEqual(["MODEL_OPSET_UNSUPPORTED", "MODEL_OP_UNKNOWN"]);
  });
});

describe("riskyOperators", () => {
  test("names what can eat memory, and nothing in a plain network", () => {
    expect(riskyOperators(scanModel(hugeOutput()))).toEqual(["Expand"]);
    expect(riskyOperators(scanModel(make.mlp()))).toEqual([]);
    expect(riskyOperators(scanModel(make.cnn()))).toEqual([]);
  });
});

describe("modelWarnings", () => {
  test.each([
    ["a plain network", make.mlp(), []],
    ["a fixed batch", make.fixedBatch1(), ["MODEL_BATCH_FIXED"]],
    ["dynamic quantization", make.dynamicQuantized(), ["MODEL_BATCH_COUPLED"]],
    ["ZipMap", make.zipMapClassifier(), ["MODEL_OUTPUT_DROPPED"]],
    ["a memory eater", hugeOutput(), ["MODEL_RISKY"]],
    ["an old opset", onnxModel({ ...relu, opset: 6 }), ["MODEL_OPSET_OLD"]],
    [
      "an undeclared shape",
      onnxModel({ ...relu, inputs: [{ name: "x", dtype: "float32", shape: null }] }),
      ["MODEL_SHAPE_UNKNOWN"],
    ],
  ])("%s", (_, model, expected) => {
    expect(modelWarnings(scanModel(model)).map(({ code }) => code)).toEqual(expected);
  });

  test("a batch is fixed only when all inputs say the same size", () => {
    const second = (shape: number[]) =>
      onnxModel({
        ...relu,
        inputs: [
          { name: "x", dtype: "float32", shape: [1, 2] },
          { name: "z", dtype: "float32", shape },
        ],
      });
    expect([fixedBatch(scanModel(second([1, 5]))), fixedBatch(scanModel(second([2, 5])))]).toEqual([1, null]);
  });
});
