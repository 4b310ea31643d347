// That sessions answer what the model computes, for every element type, and refuse feeds that do not fit with words.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { badOpset, int4Output, unknownOp } from "../../tests/models/make-hostile.ts";
import * as make from "../../tests/models/make.ts";
import { systemClock } from "../host/clock.ts";
import { diskFiles } from "../host/files.ts";
import type { ModelOptions, Tensor } from "../sdk/services.ts";
import { createModels } from "./models.ts";

let folder = "";
let models: ReturnType<typeof createModels>;
const warnings: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-session-"));
  const log = { debug: () => {}, warn: (message: string) => void warnings.push(message) };
  models = createModels({ files: diskFiles(folder), clock: systemClock, log });
});
afterEach(() => {
  warnings.length = 0;
});
afterAll(async () => {
  await models.close();
  await rm(folder, { recursive: true });
});

async function open(bytes: Uint8Array, options?: ModelOptions) {
  await writeFile(join(folder, "model.onnx"), bytes);
  return models.open("model.onnx", options);
}

const floats = (values: readonly number[], ...dims: number[]): Tensor => ({
  dtype: "float32",
  dims,
  data: Float32Array.from(values),
});
const ramp = (length: number) => Array.from({ length }, (_, i) => (i % 17) / 17 - 0.5);

describe("every element type goes in and out", () => {
  test("float16 as bits", async () => {
    const x: Tensor = { dtype: "float16", dims: [1, 2], data: Uint16Array.of(0x3c00, 0xc000) };
    const { y } = await (await open(make.float16())).run({ x });
    expect(y).toEqual({ dtype: "float16", dims: [1, 2], data: Uint16Array.of(0x4000, 0xc400) });
  });

  test("int64", async () => {
    const x: Tensor = { dtype: "int64", dims: [1, 2], data: BigInt64Array.of(2n ** 60n, -1n) };
    const { y } = await (await open(make.int64())).run({ x });
    expect(y).toEqual({ dtype: "int64", dims: [1, 2], data: BigInt64Array.of(2n ** 61n, -2n) });
  });

  test("bool", async () => {
    const x: Tensor = { dtype: "bool", dims: [1, 2], data: Uint8Array.of(1, 0) };
    const { y } = await (await open(make.bool())).run({ x });
    expect(y).toEqual({ dtype: "bool", dims: [1, 2], data: Uint8Array.of(0, 1) });
  });

  test("text", async () => {
    const word: Tensor = { dtype: "string", dims: [3, 1], data: ["blue", "größer", ""] };
    const { code, same } = await (await open(make.strings())).run({ word });
    expect(code.data).toEqual(BigInt64Array.of(2n, -1n, -1n));
    expect(same).toEqual(word);
  });

  test("several inputs and outputs of different types", async () => {
    const session = await open(make.multiInput());
    const age: Tensor = { dtype: "int64", dims: [2, 1], data: BigInt64Array.of(5n, 50n) };
    const { score, isOld } = await session.run({
      price: floats([1, 2], 2, 1),
      volume: floats([10, 20], 2, 1),
      age,
    });
    expect([...score.data]).toEqual([17, 74]);
    expect(isOld).toEqual({ dtype: "bool", dims: [2, 1], data: Uint8Array.of(0, 1) });
  });
});

describe("outputs", () => {
  test("a ZipMap's list of maps comes as the tensor it was made of", async () => {
    const session = await open(make.zipMapClassifier());
    expect(session.outputs.map(({ name, shape }) => [name, shape])).toEqual([
      ["output_label", ["N"]],
      ["output_probability", ["N", 3]],
    ]);
    const answer = await session.run({ float_input: floats([2, 0, 0, 2], 2, 2) });
    expect([...answer.output_label.data]).toEqual([0n, 1n]);
    expect(answer.output_probability.dims).toEqual([2, 3]);
  });

  test("only those asked for are computed; one that is not there is refused", async () => {
    const session = await open(make.zipMapClassifier(), { outputs: ["output_label"] });
    expect(Object.keys(await session.run({ float_input: floats([2, 0], 1, 2) }))).toEqual(["output_label"]);
    await expect(open(make.mlp(), { outputs: ["z"] })).rejects.toMatchObject({
      code: "MODEL_OUTPUT_UNKNOWN",
      details: { expected: "one of y", got: "z" },
    });
  });

  test("no rows are answered with the right shape", async () => {
    const session = await open(make.multiInput());
    const none = floats([], 0, 1);
    const age: Tensor = { dtype: "int64", dims: [0, 1], data: new BigInt64Array(0) };
    expect(await session.run({ price: none, volume: none, age })).toEqual({
      score: { dtype: "float32", dims: [0, 1], data: new Float32Array(0) },
      isOld: { dtype: "bool", dims: [0, 1], data: new Uint8Array(0) },
    });
  });

  test("weights beside the file are found from any current folder", async () => {
    const { model, data } = make.externalData("factors.bin");
    await writeFile(join(folder, "factors.bin"), data);
    const { y } = await (await open(model)).run({ x: floats([1, 2], 1, 2) });
    expect([...y.data]).toEqual([3, -2]);
  });
});

describe("feeds that do not fit", () => {
  const row = floats(ramp(16), 1, 16);
  test.each([
    ["a missing input", {}, "MODEL_INPUT_MISSING", 'the inputs "x"', 'nothing for "x"'],
    ["an unknown input", { x: row, extra: row }, "MODEL_INPUT_UNKNOWN", 'the inputs "x"', "extra"],
    [
      "another element type",
      { x: { dtype: "float64", dims: [1, 16], data: new Float64Array(16) } },
      "MODEL_INPUT_DTYPE",
      "float32",
      "float64",
    ],
    ["another rank", { x: floats(ramp(16), 16) }, "MODEL_INPUT_RANK", "float32[N,16]", "float32[16]"],
    ["another size", { x: floats(ramp(30), 2, 15) }, "MODEL_INPUT_SHAPE", "float32[N,16]", "float32[2,15]"],
    ["too few values", { x: floats(ramp(16), 2, 16) }, "MODEL_INPUT_SIZE", "32 values", "16 values"],
  ] satisfies [string, Record<string, Tensor>, string, string, string][])(
    "%s",
    async (_, feeds, code, expected, got) => {
      const session = await open(make.mlp());
      await session.run({ x: row });
      await expect(session.run(feeds)).rejects.toMatchObject({
        code,
        details: { expected, got, file: "model.onnx" },
      });
      expect((await session.run({ x: row })).y.dims).toEqual([1, 3]);
    },
  );

  test("inputs with different numbers of rows", async () => {
    const session = await open(make.multiInput());
    const age: Tensor = { dtype: "int64", dims: [3, 1], data: new BigInt64Array(3) };
    await expect(
      session.run({ price: floats([1, 2], 2, 1), volume: floats([1, 2], 2, 1), age }),
    ).rejects.toMatchObject({ code: "MODEL_INPUT_ROWS", details: { expected: "2 rows", got: "3 rows" } });
  });
});

test.each([
  ["an output that would abort the process", int4Output(), "MODEL_OUTPUT_UNSUPPORTED"],
  ["an unknown operator", unknownOp(), "MODEL_OP_UNKNOWN"],
  ["an unsupported opset", badOpset(), "MODEL_OPSET_UNSUPPORTED"],
  ["text", new TextEncoder().encode("id,x\n1,2\n"), "MODEL_NOT_ONNX"],
])("%s is refused", async (_, bytes, code) => {
  await expect(open(bytes)).rejects.toMatchObject({ code, details: { file: "model.onnx" } });
});

test("a session that is closed says so", async () => {
  const session = await open(make.mlp());
  const running = session.run({ x: floats(ramp(16), 1, 16) });
  await session.close();
  expect((await running).y.dims).toEqual([1, 3]);
  await expect(session.run({ x: floats(ramp(16), 1, 16) })).rejects.toMatchObject({ code: "MODEL_CLOSED" });
});

test("a batch of many runs is finished before its session closes", async () => {
  const session = await open(make.mlp(), { maxBatch: 2 });
  const running = session.run({ x: floats(ramp(16 * 101), 101, 16) });
  await session.close();
  expect((await running).y.dims).toEqual([101, 3]);
});
