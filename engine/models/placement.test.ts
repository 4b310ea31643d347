// That a model moves to where it runs best while it is used, answers the same everywhere, and ends cleanly in the middle of it.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as make from "../../tests/models/make.ts";
import { buildEntries, type BuiltEntries } from "../../tests/support/built-entries.ts";
import { systemClock } from "../host/clock.ts";
import { diskFiles } from "../host/files.ts";
import type { EntryName } from "../host/entries.ts";
import type { Tensor } from "../sdk/services.ts";
import { createModels } from "./models.ts";

let built: BuiltEntries;
beforeAll(async () => {
  built = await buildEntries();
  await writeFile(join(built.folder, "slow.onnx"), make.slow({ layers: 6 }));
  await writeFile(join(built.folder, "quick.onnx"), make.mlp());
});
afterAll(() => built.remove());

function createTestModels(entry: (name: EntryName) => string = built.entry) {
  const log = { debug: () => {}, warn: () => {} };
  return createModels({ files: diskFiles(built.folder), clock: systemClock, log, entry });
}

const x: Tensor = { dtype: "float32", dims: [1, 4], data: Float32Array.of(1, 2, 3, 4) };

test("long runs move to a lane while they go on, with the same answers, and close in the middle of it", async () => {
  const models = createTestModels();
  const session = await models.open("slow.onnx");
  expect(session.placement).toBe("inline");
  const first = await session.run({ x });
  for (let run = 0; run < 100 && session.inFlight === 1; run++)
    expect(await session.run({ x })).toEqual(first);
  expect(session.placement).toMatch(/^[12] lanes?$/);
  const running = Array.from({ length: 12 }, async () => session.run({ x }));
  await models.close();
  expect(await Promise.all(running)).toEqual(new Array(12).fill(first));
});

test("long runs stay where they can when lanes do not open", async () => {
  const models = createTestModels((name) => join(built.folder, "not-there", name));
  const session = await models.open("slow.onnx");
  const first = await session.run({ x });
  for (let run = 0; run < 20; run++) expect(await session.run({ x })).toEqual(first);
  expect(session.placement).toMatch(/^inline/);
  await models.close();
});

test("runs of microseconds stay inline", async () => {
  const models = createTestModels();
  const session = await models.open("quick.onnx");
  const row: Tensor = { dtype: "float32", dims: [1, 16], data: new Float32Array(16).fill(0.5) };
  const first = await session.run({ x: row });
  for (let run = 0; run < 5_000; run++) await session.run({ x: row });
  expect(await session.run({ x: row })).toEqual(first);
  expect(session.placement).toBe("inline");
  await models.close();
});
