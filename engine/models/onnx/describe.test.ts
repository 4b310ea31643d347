// What planning learns of a model, and which error each unusable file gives.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { badOpset, int4Output, unknownOp } from "../../../tests/models/make-hostile.ts";
import * as make from "../../../tests/models/make.ts";
import { diskFiles } from "../../host/files.ts";
import { onnxModel, type ValueInfo } from "./build.ts";
import { describeModel } from "./describe.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-describe-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function facts(model: Uint8Array, name = "model.onnx") {
  await writeFile(join(folder, name), model);
  return describeModel(diskFiles(folder), name);
}

/** A model that passes its inputs on; for questions about what a file declares. */
function declaring(inputs: readonly ValueInfo[], outputs: readonly ValueInfo[]): Uint8Array {
  return onnxModel({
    inputs,
    outputs,
    nodes: [{ op: "Identity", inputs: [inputs[0].name], outputs: [outputs[0].name] }],
  });
}

const x = { name: "x", dtype: "float32", shape: ["N", 2] } as const;
const y = { ...x, name: "y" } as const;

describe("describeModel", () => {
  test("tells inputs, outputs, opset, producer and metadata", async () => {
    const model = make.mlp({ seed: 9 });
    expect(await facts(model)).toEqual({
      path: "model.onnx",
      inputs: [{ name: "x", dtype: "float32", shape: ["N", 16] }],
      outputs: [{ name: "y", dtype: "float32", shape: ["N", 3] }],
      dropped: [],
      opset: 17,
      producer: "millrace",
      metadata: { purpose: "test", seed: "9" },
    });
  });

  test("a list of maps is dropped and comes back as the scores it is made of", async () => {
    const { outputs, dropped, inputs } = await facts(make.zipMapClassifier());
    expect(inputs).toEqual([{ name: "float_input", dtype: "float32", shape: ["N", 2] }]);
    expect(outputs).toEqual([
      { name: "output_label", dtype: "int64", shape: ["N"] },
      { name: "output_probability", dtype: "float32", shape: ["N", 3] },
    ]);
    expect(dropped).toEqual(["output_probability"]);
  });

  test("classes that are more than numbers give the scores their names", async () => {
    const { outputs } = await facts(make.zipMapClassifier(["no", "jein", "yes"]));
    expect(outputs).toEqual([
      { name: "output_label", dtype: "string", shape: ["N"] },
      { name: "output_probability", dtype: "float32", shape: ["N", 3], labels: ["no", "jein", "yes"] },
    ]);
    const twice = await facts(make.zipMapClassifier(["no", "no", "yes"]));
    expect(twice.outputs[1].labels).toBeUndefined();
  });

  test("open dimensions without a name get one; the first is the batch of all tensors", async () => {
    const { inputs, outputs } = await facts(
      declaring([{ ...x, shape: ["", "", 3] }], [{ ...y, shape: ["", ""] }]),
    );
    expect(inputs[0].shape).toEqual(["N", "x_1", 3]);
    expect(outputs[0].shape).toEqual(["N", "y_1"]);
  });

  test("names that the file uses itself are not taken again", async () => {
    const { inputs } = await facts(declaring([{ ...x, shape: ["", "N"] }], [{ ...y, shape: ["", "N"] }]));
    expect(inputs[0].shape).toEqual(["N_", "N"]);
  });

  test("a shape that is not declared is told apart from a scalar", async () => {
    const { inputs, outputs } = await facts(declaring([{ ...x, shape: null }], [{ ...y, shape: [] }]));
    expect(inputs[0]).toEqual({ name: "x", dtype: "float32", shape: [], anyRank: true });
    expect(outputs[0]).toEqual({ name: "y", dtype: "float32", shape: [] });
  });

  test.each([
    ["text", new TextEncoder().encode("x0,x1\n1,2\n"), "MODEL_NOT_ONNX"],
    ["nothing", new Uint8Array(0), "MODEL_EMPTY"],
    ["a cut file", make.mlp().subarray(0, 5000), "MODEL_CORRUPT"],
    ["an opset of the future", badOpset(), "MODEL_OPSET_UNSUPPORTED"],
    ["an operator set of its own", unknownOp("com.example"), "MODEL_OP_UNKNOWN"],
    ["int4 outputs", int4Output(), "MODEL_OUTPUT_UNSUPPORTED"],
    ["float8 inputs", declaring([{ ...x, dtype: "float8e4m3fn" }], [y]), "MODEL_INPUT_UNSUPPORTED"],
    [
      "a list of maps as input",
      declaring([{ name: "x", sequenceOfMap: { key: "int64", value: "float32" } }], [y]),
      "MODEL_INPUT_UNSUPPORTED",
    ],
    [
      "a list of maps that no ZipMap makes as the only output",
      declaring([x], [{ name: "y", sequenceOfMap: { key: "int64", value: "float32" } }]),
      "MODEL_OUTPUT_UNSUPPORTED",
    ],
    ["no outputs", onnxModel({ inputs: [x], outputs: [], nodes: [] }), "MODEL_OUTPUT_UNSUPPORTED"],
    ["weights that are not there", make.externalData("is-not-there.bin").model, "MODEL_EXTERNAL_MISSING"],
    ["weights in the folder above", make.externalData("../factors.bin").model, "MODEL_EXTERNAL_PATH"],
    [
      "weights in a folder above in Windows' way",
      make.externalData("a\\..\\..\\factors.bin").model,
      "MODEL_EXTERNAL_PATH",
    ],
    ["weights at an absolute path", make.externalData("/etc/hostname").model, "MODEL_EXTERNAL_PATH"],
    ["weights on a Windows drive", make.externalData("C:\\factors.bin").model, "MODEL_EXTERNAL_PATH"],
  ])("%s: %#", async (_, model, code) => {
    await expect(facts(model, "bad.onnx")).rejects.toMatchObject({
      code,
      details: { file: "bad.onnx", hint: expect.stringMatching(/\w{3}/) as string },
    });
  });

  test("external data that end too early are told with both sizes", async () => {
    await writeFile(join(folder, "short.bin"), new Uint8Array(3));
    await expect(facts(make.externalData("short.bin").model)).rejects.toMatchObject({
      code: "MODEL_EXTERNAL_MISSING",
      details: { expected: '"short.bin" beside the model, 8 bytes or more', got: "3 bytes" },
    });
  });

  test("no file and a folder keep their own codes", async () => {
    const files = diskFiles(folder);
    await expect(describeModel(files, "nothing.onnx")).rejects.toMatchObject({ code: "FILE_MISSING" });
    await expect(describeModel(files, ".")).rejects.toMatchObject({ code: "FILE_IS_FOLDER" });
  });
});
