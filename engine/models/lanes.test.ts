// That lanes compute what the model computes, leave frames alone, and end without taking the process with them.

import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as make from "../../tests/models/make.ts";
import { buildEntries, type BuiltEntries } from "../../tests/support/built-entries.ts";
import { systemClock } from "../host/clock.ts";
import { diskFiles } from "../host/files.ts";
import type { ModelOptions, ModelSession, Tensor } from "../sdk/services.ts";
import { createModels } from "./models.ts";

let built: BuiltEntries;
let models: ReturnType<typeof createModels>;
beforeAll(async () => {
  built = await buildEntries({ "close-early": "tests/support/close-early.ts" });
  const log = { debug: () => {}, warn: () => {} };
  models = createModels({ files: diskFiles(built.folder), clock: systemClock, log, entry: built.entry });
});
afterAll(async () => {
  await models.close();
  await built.remove();
});

async function open(bytes: Uint8Array, placement: "inline" | "lane" | "lane-2"): Promise<ModelSession> {
  await writeFile(join(built.folder, "model.onnx"), bytes);
  return models.open("model.onnx", { placement });
}

describe("a kind that knows that runs are long", () => {
  const opened = async (threads: number, options: ModelOptions) => {
    await writeFile(join(built.folder, "model.onnx"), make.mlp());
    const log = { debug: () => {}, warn: () => {} };
    const parts = { files: diskFiles(built.folder), clock: systemClock, log, entry: built.entry, threads };
    const own = createModels(parts);
    const { placement } = await own.open("model.onnx", options);
    await own.close();
    return placement;
  };

  test.each([
    [2, 1, "1 lane"],
    [2, 2, "2 lanes"],
    [1, 2, "inline"],
  ])("with %i threads it gets of %i lanes: %s", async (threads, lanes, expected) => {
    expect(await opened(threads, { lanes })).toBe(expected);
  });

  test("a place that somebody has chosen counts more", async () => {
    expect(await opened(2, { lanes: 2, placement: "inline" })).toBe("inline");
  });
});

describe.each([
  ["lane", "1 lane", 2],
  ["lane-2", "2 lanes", 4],
] as const)("%s", (placement, words, inFlight) => {
  test("says where it runs and how much it takes at once", async () => {
    const session = await open(make.mlp(), placement);
    expect([session.placement, session.inFlight]).toEqual([words, inFlight]);
  });

  test("answers runs in flight each with its own rows, and keeps the frame's buffer", async () => {
    const inline = await open(make.mlp(), "inline");
    const session = await open(make.mlp(), placement);
    const frame = Float32Array.from({ length: 16 * 40 }, (_, i) => Math.sin(i));
    const before = frame.slice();
    const rows = Array.from({ length: 40 }, (_, row): { x: Tensor } => ({
      x: { dtype: "float32", dims: [1, 16], data: frame.subarray(row * 16, row * 16 + 16) },
    }));
    const answers = await Promise.all(rows.map(async (feeds) => session.run(feeds)));
    const expected = await Promise.all(rows.map(async (feeds) => inline.run(feeds)));
    expect(answers).toEqual(expected);
    expect(frame).toEqual(before);
  });

  test("answers what is in flight before it closes", async () => {
    const session = await open(make.slow({ layers: 1 }), placement);
    const x: Tensor = { dtype: "float32", dims: [1, 4], data: Float32Array.of(1, 2, 3, 4) };
    const running = [1, 2, 3, 4, 5].map(async () => session.run({ x }));
    await session.close();
    expect((await Promise.all(running)).map(({ y }) => y.dims)).toEqual(new Array(5).fill([1, 1]));
    await expect(session.run({ x })).rejects.toMatchObject({ code: "MODEL_CLOSED" });
  });
});

test("text, bool and int64 pass through a lane", async () => {
  const words = await open(make.strings(), "lane");
  const word: Tensor = { dtype: "string", dims: [2, 1], data: ["blue", "größer"] };
  const { code, same } = await words.run({ word });
  expect([code.data, same.data]).toEqual([BigInt64Array.of(2n, -1n), ["blue", "größer"]]);
  const flags = await open(make.bool(), "lane");
  const x: Tensor = { dtype: "bool", dims: [1, 2], data: Uint8Array.of(1, 0) };
  expect((await flags.run({ x })).y.data).toEqual(Uint8Array.of(0, 1));
});

test("this thread stays free while a lane computes", async () => {
  const session = await open(make.slow({ layers: 8 }), "lane");
  const x: Tensor = { dtype: "float32", dims: [1, 4], data: Float32Array.of(1, 2, 3, 4) };
  let answered = false;
  const running = Promise.resolve(session.run({ x })).then(() => (answered = true));
  let turns = 0;
  while (!answered) {
    await new Promise(setImmediate);
    turns++;
  }
  await running;
  // Inline, the run would be one of the first two turns and the loop would end with it.
  expect(turns).toBeGreaterThan(100);
});

test.each(["lane-2", "inline"])(
  "a process that closes its models while they run in %s exits with 0",
  async (placement) => {
    await writeFile(join(built.folder, "slow.onnx"), make.slow({ layers: 4 }));
    const script = join(built.folder, "close-early.mjs");
    const ended = await new Promise((resolve) =>
      execFile(process.execPath, [script, built.folder, "slow.onnx", placement], (error, stdout, stderr) =>
        resolve({ error: error?.message ?? null, stdout, stderr }),
      ),
    );
    expect(ended).toEqual({ error: null, stdout: "8 answers, closed\n", stderr: "" });
  },
);
