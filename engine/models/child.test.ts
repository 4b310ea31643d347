// That models in child processes are stopped when they take too long or too much, and run again afterwards.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hugeOutput, int4Output } from "../../tests/models/make-hostile.ts";
import * as make from "../../tests/models/make.ts";
import { buildEntries, type BuiltEntries } from "../../tests/support/built-entries.ts";
import { systemClock } from "../host/clock.ts";
import { diskFiles } from "../host/files.ts";
import { RunCancelled } from "../sdk/errors.ts";
import type { ModelOptions, Tensor } from "../sdk/services.ts";
import { ModelChild } from "./child.ts";
import { createModels } from "./models.ts";
import { prepareModel } from "./prepared-model.ts";
import { trialOpen } from "./trial-open.ts";

const MIB = 2 ** 20;
let built: BuiltEntries;
let models: ReturnType<typeof createModels>;
beforeAll(async () => {
  built = await buildEntries();
  const log = { debug: () => {}, warn: () => {} };
  models = createModels({ files: diskFiles(built.folder), clock: systemClock, log, entry: built.entry });
});
afterAll(async () => {
  await models.close();
  await built.remove();
});

async function open(bytes: Uint8Array, options: ModelOptions) {
  await writeFile(join(built.folder, "model.onnx"), bytes);
  return models.open("model.onnx", options);
}

const rows = (count: number, columns: number): Tensor => ({
  dtype: "float32",
  dims: [count, columns],
  data: Float32Array.from({ length: count * columns }, (_, i) => i / 8),
});

test("a killable model answers like any other", async () => {
  const here = await open(make.mlp(), { placement: "inline" });
  const child = await open(make.mlp(), { killable: true });
  expect([child.placement, child.inFlight]).toEqual(["child", 1]);
  const feeds = { x: rows(5, 16) };
  expect(await child.run(feeds)).toEqual(await here.run(feeds));
});

test("text and int64 pass to a child and back", async () => {
  const session = await open(make.strings(), { killable: true });
  const { code, same } = await session.run({ word: { dtype: "string", dims: [1, 1], data: ["größer"] } });
  expect([code.data, same.data]).toEqual([BigInt64Array.of(-1n), ["größer"]]);
});

test("a run that takes too long is killed, the next one runs", async () => {
  const session = await open(make.slow({ layers: 4 }), { killable: true, timeoutMs: 600 });
  await expect(session.run({ x: rows(400, 4) })).rejects.toMatchObject({
    code: "MODEL_TIMEOUT",
    details: {
      expected: "an answer within 600 ms",
      file: "model.onnx",
      hint: expect.stringMatching(/timeout/) as string,
    },
  });
  expect((await session.run({ x: rows(1, 4) })).y.dims).toEqual([1, 1]);
});

test("after a run was killed, what gets it ready is the start of another process", async () => {
  const session = await open(make.slow({ layers: 20 }), { killable: true, timeoutMs: 100 });
  await expect(session.run({ x: rows(400, 4) })).rejects.toMatchObject({ code: "MODEL_TIMEOUT" });
  const timeOf = async (work: () => Promise<void> | undefined) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const start = await timeOf(() => session.ready?.());
  expect(await timeOf(() => session.ready?.())).toBeLessThan(start / 4);
});

test("a run in a child ends at once when the whole run has failed", async () => {
  const failure = new AbortController();
  const session = await open(make.slow({ layers: 20 }), { killable: true, signal: failure.signal });
  const running = session.run({ x: rows(400, 4) });
  failure.abort(new Error("failed elsewhere"));
  await expect(running).rejects.toThrow("failed elsewhere");
});

test("a run in a child is finished when the whole run is cancelled", async () => {
  const cancel = new AbortController();
  const session = await open(make.slow({ layers: 1 }), { killable: true, signal: cancel.signal });
  const running = session.run({ x: rows(3, 4) });
  cancel.abort(new RunCancelled());
  expect((await running).y.dims).toEqual([3, 1]);
});

describe("a model that eats memory", () => {
  test("is killed under its ceiling, and the session goes on", async () => {
    const session = await open(hugeOutput({ gigabytes: 1 }), { memoryLimit: 300 * MIB });
    await expect(session.run({ x: rows(1, 2) })).rejects.toMatchObject({
      code: "MODEL_MEMORY",
      details: {
        expected: "300 MiB or less",
        file: "model.onnx",
        hint: expect.stringMatching(/smaller batch/) as string,
      },
    });
    await expect(session.run({ x: rows(1, 2) })).rejects.toMatchObject({ code: "MODEL_MEMORY" });
  });

  test("but not too much goes on in this process after its trial", async () => {
    const session = await open(hugeOutput({ gigabytes: 0.001 }), {});
    expect(session.placement).toBe("child");
    const first = await session.run({ x: rows(1, 2) });
    const second = await session.run({ x: rows(1, 2) });
    expect(session.placement).toBe("inline");
    expect(second).toEqual(first);
  });
});

test("a model that aborts its process is an error in this one", async () => {
  await writeFile(join(built.folder, "abort.onnx"), int4Output());
  await writeFile(join(built.folder, "plain.onnx"), make.mlp({ inputs: 2, outputs: 2 }));
  const plain = await prepareModel(diskFiles(built.folder), "plain.onnx");
  // The checks refuse such a file; here it gets past them, as one that nobody has thought of would.
  const model = { ...plain, source: { kind: "path", path: join(built.folder, "abort.onnx") } } as const;
  const child = new ModelChild(built.entry("model-child"), model, systemClock);
  const limits = { timeoutMs: null, memory: null };
  await child.open(limits);
  await expect(child.run({ x: rows(1, 2) }, limits)).rejects.toMatchObject({
    code: "MODEL_CRASHED",
    details: { got: expect.stringMatching(/signal SIGABRT/) as string, file: "plain.onnx" },
  });
  expect(child.alive).toBe(false);
});

describe("a trial opening", () => {
  const trial = (path: string) =>
    trialOpen(path, {
      files: diskFiles(built.folder),
      clock: systemClock,
      entry: built.entry("model-child"),
    });

  test("of a good model tells how it went", async () => {
    await writeFile(join(built.folder, "good.onnx"), make.cnn());
    expect(await trial("good.onnx")).toMatchObject({ opened: true, provider: "cpu", risky: [] });
  });

  test("of anything else tells why not", async () => {
    await writeFile(join(built.folder, "bad.onnx"), make.mlp().subarray(0, 900));
    expect(await trial("bad.onnx")).toMatchObject({
      opened: false,
      error: { details: { file: "bad.onnx" } },
    });
    expect(await trial("none.onnx")).toMatchObject({ opened: false, error: { code: "FILE_MISSING" } });
  });
});
