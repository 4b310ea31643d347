// That the models the tests use are what they say: each is opened and run once by the runtime itself.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { badOpset, hugeOutput, int4Output, unknownOp } from "./make-hostile.ts";
import * as make from "./make.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-make-"));
});
afterAll(() => rm(folder, { recursive: true }));

const quiet = { logSeverityLevel: 3 } as const;

async function run(model: Uint8Array | string, feeds: Record<string, Tensor>, fetches?: string[]) {
  const session = await (typeof model === "string"
    ? InferenceSession.create(model, quiet)
    : InferenceSession.create(model, quiet));
  const results = await (fetches ? session.run(feeds, fetches) : session.run(feeds));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data, dims }]) => [
      name,
      { data: Array.from<unknown>(data as never[]), dims },
    ]),
  );
}

const floats = (values: number[], dims: number[]) => new Tensor("float32", Float32Array.from(values), dims);
const sum = (values: unknown[]) => (values as number[]).reduce((total, value) => total + value, 0);

describe("valid models", () => {
  test("mlp gives probabilities for any number of rows", async () => {
    const { y } = await run(make.mlp(), {
      x: floats(
        Array.from({ length: 32 }, (_, i) => i / 32),
        [2, 16],
      ),
    });
    expect(y.dims).toEqual([2, 3]);
    expect(sum(y.data)).toBeCloseTo(2, 5);
  });

  test("fixedBatch1 takes one row and refuses two", async () => {
    const { y } = await run(make.fixedBatch1(), { x: floats([1, 2, 3, 4], [1, 4]) });
    expect(y.dims).toEqual([1, 2]);
    await expect(
      run(make.fixedBatch1(), { x: floats(new Array<number>(8).fill(0), [2, 4]) }),
    ).rejects.toThrow("Got: 2 Expected: 1");
  });

  test("multiInput adds its columns", async () => {
    const age = new Tensor("int64", BigInt64Array.of(5n, 50n), [2, 1]);
    const { score, isOld } = await run(make.multiInput(), {
      price: floats([1, 2], [2, 1]),
      volume: floats([10, 20], [2, 1]),
      age,
    });
    expect(score.data).toEqual([17, 74]);
    expect(isOld.data.map(Number)).toEqual([0, 1]);
  });

  test("strings encodes words and gives them back", async () => {
    const { code, same } = await run(make.strings(), {
      word: new Tensor("string", ["blue", "größer"], [2, 1]),
    });
    expect(code.data).toEqual([2n, -1n]);
    expect(same.data).toEqual(["blue", "größer"]);
  });

  test("float16, int64 and bool compute in their own type", async () => {
    const half = await run(make.float16(), {
      x: new Tensor("float16", Uint16Array.of(0x3c00, 0xc000), [1, 2]),
    });
    expect(half.y.data).toEqual([0x4000, 0xc400]);
    const big = await run(make.int64(), { x: new Tensor("int64", BigInt64Array.of(2n ** 60n, -1n), [1, 2]) });
    expect(big.y.data).toEqual([2n ** 61n, -2n]);
    const flags = await run(make.bool(), { x: new Tensor("bool", Uint8Array.of(1, 0), [1, 2]) });
    expect(flags.y.data.map(Number)).toEqual([0, 1]);
  });

  test("zipMapClassifier gives its label but not its map", async () => {
    const feeds = { float_input: floats([2, 0], [1, 2]) };
    const { output_label } = await run(make.zipMapClassifier(), feeds, ["output_label"]);
    expect(output_label.data).toEqual([0n]);
    await expect(run(make.zipMapClassifier(), feeds)).rejects.toThrow();
  });

  test("dynamicQuantized answers differently alone and in a batch", async () => {
    const small = [0.11, -0.07, 0.05, 0.02, -0.03, 0.09, 0.01, -0.12];
    const large = small.map((value) => value * 100);
    const alone = await run(make.dynamicQuantized(), { x: floats(small, [1, 8]) });
    const together = await run(make.dynamicQuantized(), { x: floats([...small, ...large], [2, 8]) });
    const difference = Math.max(
      ...alone.y.data.map((value, i) => Math.abs((value as number) - (together.y.data[i] as number))),
    );
    expect(difference).toBeGreaterThan(1e-2);
  });

  test("externalData reads its weights from the file beside it", async () => {
    const { model, data } = make.externalData("factors.bin");
    await writeFile(join(folder, "model.onnx"), model);
    await writeFile(join(folder, "factors.bin"), data);
    const { y } = await run(join(folder, "model.onnx"), { x: floats([1, 2], [1, 2]) });
    expect(y.data).toEqual([3, -2]);
  });

  test("cnn and slow give one answer a row", async () => {
    const image = floats(new Array<number>(2 * 784).fill(0.5), [2, 1, 28, 28]);
    expect((await run(make.cnn(), { image })).y.dims).toEqual([2, 10]);
    const { y } = await run(make.slow({ layers: 2 }), { x: floats([1, 1, 1, 1, 2, 2, 2, 2], [2, 4]) });
    expect(y.dims).toEqual([2, 1]);
  });
});

/** Runs a model on one row in a Node process of its own. */
async function runInChild(
  name: string,
  model: Uint8Array,
): Promise<{ readonly signal: unknown; readonly output: string }> {
  const path = join(folder, name);
  await writeFile(path, model);
  const script = `const { InferenceSession, Tensor } = require("onnxruntime-node");
    InferenceSession.create(${JSON.stringify(path)}, { logSeverityLevel: 4 })
      .then((session) => { console.log("loaded"); return session.run({ x: new Tensor("float32", new Float32Array(2), [1, 2]) }); })
      .then(({ y }) => console.log("ran", y.data.length, process.resourceUsage().maxRSS));`;
  return new Promise((resolve) => {
    execFile(process.execPath, ["-e", script], (error, output) =>
      resolve({ signal: error?.signal ?? null, output }),
    );
  });
}

describe("hostile models", () => {
  test.each(["int4", "uint4"] as const)("%s outputs load and then abort the process", async (dtype) => {
    expect(await runInChild(`${dtype}.onnx`, int4Output(dtype))).toEqual({
      signal: "SIGABRT",
      output: "loaded\n",
    });
  });

  test("hugeOutput makes its gigabytes out of two numbers", async () => {
    const { output } = await runInChild("huge.onnx", hugeOutput({ gigabytes: 0.125 }));
    const [, elements, maxRssKib] = /ran (\d+) (\d+)/.exec(output) ?? [];
    expect(Number(elements) * 4).toBe(2 ** 27);
    expect(Number(maxRssKib)).toBeGreaterThan(2 ** 17);
  });

  test.each([
    ["an unknown operator", unknownOp(), "No Op registered for Transmogrify"],
    [
      "an unknown domain",
      unknownOp("com.example"),
      "com.example:Transmogrify(-1) is not a registered function/op",
    ],
    ["an opset of the future", badOpset(), "Opset 99 is under development"],
  ])("%s does not load", async (_, model, message) => {
    await expect(InferenceSession.create(model, quiet)).rejects.toThrow(message);
  });
});
