// What users read when the runtime refuses: made from the real messages of the installed runtime.

import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { badOpset, unknownOp } from "../../../tests/models/make-hostile.ts";
import * as make from "../../../tests/models/make.ts";
import { onnxModel, type OnnxModel } from "./build.ts";
import { explainRuntimeError } from "./error-text.ts";

const quiet = { logSeverityLevel: 4 } as const;

/** The explanation of what goes wrong when a model is opened and, if that works, run. */
async function failure(model: Uint8Array, feeds: Record<string, Tensor> = {}, fetches?: string[]) {
  try {
    const session = await InferenceSession.create(model, quiet);
    await (fetches ? session.run(feeds, fetches) : session.run(feeds));
  } catch (error) {
    return explainRuntimeError((error as Error).message);
  }
  throw new Error("nothing went wrong");
}

const row = (size: number, dims = [1, size]) => new Tensor("float32", new Float32Array(size), dims);
const small = make.mlp({ inputs: 4 });
const x = { name: "x", dtype: "float32", shape: ["N", 2] } as const;
const y = { name: "y", dtype: "float32", shape: null } as const;
const oneNode = (op: string, more: Partial<OnnxModel> = {}): Uint8Array =>
  onnxModel({
    inputs: [x],
    outputs: [y],
    nodes: [{ op, name: "here", inputs: ["x"], outputs: ["y"] }],
    ...more,
  });

describe("explainRuntimeError", () => {
  test("a wrong element type names both types", async () => {
    const wrong = await failure(small, { x: new Tensor("float64", new Float64Array(4), [1, 4]) });
    expect(wrong).toMatchObject({ code: "MODEL_INPUT_DTYPE", expected: "float32", got: "float64" });
  });

  test("a wrong rank and wrong sizes name the input, the dimension and both sizes", async () => {
    expect(await failure(small, { x: row(4, [4]) })).toMatchObject({
      code: "MODEL_INPUT_RANK",
      message: 'The input "x" has 1 dimensions, but the model wants 2.',
    });
    expect(await failure(small, { x: row(5) })).toMatchObject({
      code: "MODEL_INPUT_SHAPE",
      expected: "4 in dimension 1",
      got: "5 in dimension 1",
    });
  });

  test("several wrong sizes are all named", async () => {
    expect((await failure(make.fixedBatch1(), { x: row(6, [2, 3]) })).got).toBe(
      "2 in dimension 0, 3 in dimension 1",
    );
  });

  test.each([
    ["a missing input", small, {}, "MODEL_INPUT_MISSING"],
    ["an unknown operator", unknownOp(), {}, "MODEL_OP_UNKNOWN"],
    ["an operator of an unknown set", unknownOp("com.example"), {}, "MODEL_OP_UNKNOWN"],
    ["an operator without a kernel", oneNode("Relu", { opset: 1 }), {}, "MODEL_OP_UNKNOWN"],
    ["an opset of the future", badOpset(), {}, "MODEL_OPSET_UNSUPPORTED"],
    ["an IR version of the future", oneNode("Relu", { irVersion: 99 }), {}, "MODEL_OPSET_UNSUPPORTED"],
    ["text", new TextEncoder().encode("x0,x1\n1,2\n"), {}, "MODEL_CORRUPT"],
    ["a cut file", small.subarray(0, 900), {}, "MODEL_CORRUPT"],
    ["an empty file", new Uint8Array(0), {}, "MODEL_EMPTY"],
    ["missing weights", make.externalData("is-not-there.bin").model, {}, "MODEL_EXTERNAL_MISSING"],
    ["weights outside", make.externalData("../factors.bin").model, {}, "MODEL_EXTERNAL_PATH"],
    ["weights at an absolute path", make.externalData("/factors.bin").model, {}, "MODEL_EXTERNAL_PATH"],
    ["a list of maps", make.zipMapClassifier(), { float_input: row(2) }, "MODEL_OUTPUT_UNSUPPORTED"],
    [
      "a cast to bfloat16",
      oneNode("Identity", { inputs: [{ ...x, dtype: "bfloat16" }], outputs: [{ ...y, dtype: "bfloat16" }] }),
      {},
      "MODEL_OUTPUT_UNSUPPORTED",
    ],
    ["an output nobody makes", oneNode("Relu", { outputs: [{ ...y, name: "z" }] }), {}, "MODEL_INVALID"],
  ])("%s", async (_, model, feeds: Record<string, Tensor>, code) => {
    const problem = await failure(model, feeds);
    expect(problem.code).toBe(code);
    expect(problem.hint).not.toBe("");
    expect(problem.message).not.toMatch(/onnxruntime_src|::/);
  });

  test("an unknown output is named", async () => {
    expect(await failure(small, { x: row(4) }, ["z"])).toMatchObject({
      code: "MODEL_OUTPUT_UNKNOWN",
      got: "z",
    });
  });

  test("a failure in the middle names the operator and says the reason without C++", async () => {
    const constant = { name: "shape", dtype: "int64", shape: [1], data: BigInt64Array.of(3n) } as const;
    const nodes = [{ op: "Reshape", name: "fold", inputs: ["x", "shape"], outputs: ["y"] }];
    const { code, message } = await failure(oneNode("", { nodes, initializers: [constant] }), { x: row(2) });
    expect(code).toBe("MODEL_RUN_FAILED");
    expect(message).toMatch(/^The model failed in its Reshape operator "fold": /);
    expect(message).toContain("Input shape:{1,2}, requested shape:{3}");
    expect(message).not.toMatch(/::|\.h:/);
  });

  test("a number for which a table has no entry is named, with the tokenizer as the likely cause", async () => {
    const table = { name: "words", dtype: "float32", shape: [10, 1], data: new Float32Array(10) } as const;
    const nodes = [{ op: "Gather", name: "embed", inputs: ["words", "ids"], outputs: ["y"] }];
    const inputs = [{ name: "ids", dtype: "int64", shape: ["N", "T"] }] as const;
    const model = oneNode("", { nodes, inputs: [...inputs], initializers: [table] });
    const ids = new Tensor("int64", BigInt64Array.of(3n, 30521n), [1, 2]);
    const problem = await failure(model, { ids });
    expect(problem).toMatchObject({
      code: "MODEL_INDEX_OUTSIDE",
      expected: "numbers from 0 to 9",
      got: "30521",
    });
    expect(problem.hint).toContain("tokenizer.json");
  });

  test("too much memory at once says how much", async () => {
    const model = oneNode("ConstantOfShape", { inputs: [{ name: "x", dtype: "int64", shape: ["k"] }] });
    const problem = await failure(model, { x: new Tensor("int64", BigInt64Array.of(10n ** 12n), [1]) });
    expect(problem).toMatchObject({ code: "MODEL_MEMORY", got: "4000000000000 bytes" });
  });

  test("a message nobody has seen before is passed on with a code", () => {
    expect(explainRuntimeError("Error: the moon is full")).toMatchObject({
      code: "MODEL_FAILED",
      message: "The model could not be run: the moon is full",
    });
  });
});
