// That a session called directly and one by the public interface give the same answers and the same errors.

import { beforeAll, describe, expect, test } from "vitest";
import type * as Ort from "onnxruntime-node";
import * as make from "../../tests/models/make.ts";
import type { Tensor } from "../sdk/services.ts";
import type { TensorDtype } from "../frames/types.ts";
import { asDirect, loadDirect, openDirect, type Direct } from "./direct-session.ts";
import { sessionOptions, type Feeds, type ModelSource, type OrtSession } from "./ort-session.ts";
import { onnxModel } from "./onnx/build.ts";
import { openPublic } from "./public-session.ts";
import { loadOnnxruntime } from "./runtime.ts";

let ort: typeof Ort;
let direct: Direct;
beforeAll(async () => {
  ort = await loadOnnxruntime();
  const known = await loadDirect();
  if (!known) throw new Error("The inner interface of onnxruntime-node is not the one we know any more.");
  direct = known;
});

async function openBoth(bytes: Uint8Array, fetches: string[] | null = null): Promise<OrtSession[]> {
  const source: ModelSource = { kind: "bytes", bytes, external: [] };
  const options = sessionOptions({ source, threads: 1, fetches: null, provider: "cpu" });
  return [openDirect(direct, source, options, fetches), await openPublic(ort, source, options, fetches)];
}

/** What a run answers, or the message it fails with. */
async function outcome(session: OrtSession, feeds: Feeds): Promise<unknown> {
  try {
    return await session.run(feeds);
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

async function both(bytes: Uint8Array, feeds: Feeds, fetches: string[] | null = null): Promise<unknown> {
  const [inner, outer] = await openBoth(bytes, fetches);
  const got = await outcome(inner, feeds);
  expect(got).toEqual(await outcome(outer, feeds));
  await Promise.all([inner.release(), outer.release()]);
  return got;
}

/** Gives its input back. */
function identity(dtype: TensorDtype): Uint8Array {
  return onnxModel({
    inputs: [{ name: "x", dtype, shape: ["N", 2] }],
    outputs: [{ name: "y", dtype, shape: ["N", 2] }],
    nodes: [{ op: "Identity", inputs: ["x"], outputs: ["y"] }],
  });
}

const dims = [1, 2];
test.each([
  { dtype: "float32", dims, data: Float32Array.of(1.5, NaN) },
  { dtype: "float64", dims, data: Float64Array.of(1 / 3, -0) },
  { dtype: "float16", dims, data: Uint16Array.of(0x3c00, 0xc000) },
  { dtype: "int64", dims, data: BigInt64Array.of(2n ** 62n, -1n) },
  { dtype: "uint64", dims, data: BigUint64Array.of(2n ** 63n, 0n) },
  { dtype: "int32", dims, data: Int32Array.of(-7, 2 ** 31 - 1) },
  { dtype: "uint32", dims, data: Uint32Array.of(7, 2 ** 32 - 1) },
  { dtype: "int16", dims, data: Int16Array.of(-7, 7) },
  { dtype: "uint16", dims, data: Uint16Array.of(7, 65535) },
  { dtype: "int8", dims, data: Int8Array.of(-128, 7) },
  { dtype: "uint8", dims, data: Uint8Array.of(255, 7) },
  { dtype: "bool", dims, data: Uint8Array.of(1, 0) },
  { dtype: "string", dims, data: ["größer", ""] },
] satisfies Tensor[])("$dtype", async (x) => {
  expect(await both(identity(x.dtype), { x })).toEqual({ y: x });
});

test("no rows, and part of a larger buffer", async () => {
  const none: Tensor = { dtype: "float32", dims: [0, 2], data: new Float32Array(0) };
  expect(await both(identity("float32"), { x: none })).toEqual({ y: none });
  const part: Tensor = { dtype: "float32", dims, data: Float32Array.of(1, 2, 3, 4).subarray(1, 3) };
  expect(await both(identity("float32"), { x: part })).toEqual({
    y: { ...part, data: Float32Array.of(2, 3) },
  });
});

test("several inputs and outputs, and only those asked for", async () => {
  const column = (values: number[]): Tensor => ({
    dtype: "float32",
    dims: [2, 1],
    data: Float32Array.from(values),
  });
  const age: Tensor = { dtype: "int64", dims: [2, 1], data: BigInt64Array.of(5n, 50n) };
  const feeds = { price: column([1, 2]), volume: column([10, 20]), age };
  expect(Object.keys((await both(make.multiInput(), feeds)) as object)).toEqual(["score", "isOld"]);
  expect(await both(make.multiInput(), feeds, ["isOld"])).toEqual({
    isOld: { dtype: "bool", dims: [2, 1], data: Uint8Array.of(0, 1) },
  });
});

describe("what the runtime refuses, it refuses in the same words", () => {
  const x: Tensor = { dtype: "float32", dims, data: Float32Array.of(1, 2) };
  test.each([
    ["another element type", { x: { ...x, dtype: "float64", data: Float64Array.of(1, 2) } }],
    ["another rank", { x: { ...x, dims: [2] } }],
    ["another size", { x: { ...x, dims: [2, 1] } }],
    ["shared memory", { x: { ...x, data: new Float32Array(new SharedArrayBuffer(8)) } }],
  ] satisfies [string, Feeds][])("%s", async (_, feeds) => {
    expect(await both(identity("float32"), feeds)).toEqual(expect.any(String));
  });

  test("a file that is no model", async () => {
    const opened = openBoth(new TextEncoder().encode("id,x"));
    await expect(opened).rejects.toThrow(/protobuf/i);
  });

  test("a run after release", async () => {
    for (const session of await openBoth(identity("float32"))) {
      await session.release();
      expect(await outcome(session, { x })).toMatch(/disposed/i);
    }
  });
});

test("the public session answers what is under way before it is released", async () => {
  const [, session] = await openBoth(identity("float32"));
  const x: Tensor = { dtype: "float32", dims, data: Float32Array.of(1, 2) };
  const running = session.run({ x });
  await session.release();
  expect(await running).toEqual({ y: x });
});

class Other {
  run(): void {}
}
test.each([
  ["nothing in it", {}],
  ["no session", { binding: {}, initOrt: () => {} }],
  ["a session of other methods", { binding: { InferenceSession: Other }, initOrt: () => {} }],
])("a version with %s is left alone", (_, module) => {
  expect(asDirect(module)).toBeNull();
});
