// Model files and models that do not fit: refused before anything runs, with what to do about it?

import { describe, expect, test } from "vitest";
import { hugeOutput } from "../models/make-hostile.ts";
import { modelFileCases, modelInputCases } from "./cases/models.ts";
import { expectReadable, millrace } from "./support/cli.ts";
import { flowOf } from "./support/bad-case.ts";
import { expectRefused, workspaceOf } from "./support/refused.ts";

describe("a model file", () => {
  test.each(modelFileCases.map((bad) => [bad.name, bad] as const))("with %s is refused", async (_, bad) => {
    await expectRefused(bad);
  });

  test.each(modelFileCases.map((bad) => [bad.name, bad] as const))("with %s is inspected", async (_, bad) => {
    const space = await workspaceOf(bad);
    const result = await millrace(space.folder, ["inspect", "m.onnx", "--json"]);
    expectReadable(result);
    expect(result.exit).toBe(2);
    const { refusals } = JSON.parse(result.stdout) as { refusals: readonly Record<string, string>[] };
    const found = refusals.find(({ code }) => code === bad.code);
    expect(found?.message).toMatch(bad.message);
    expect(found?.hint).toMatch(bad.next);
  });
});

describe("rows for a model", () => {
  test.each(modelInputCases.map((bad) => [bad.name, bad] as const))("with %s are refused", async (_, bad) => {
    await expectRefused(bad);
  });
});

test("a model that eats memory is stopped at its ceiling, and the old output stays", async () => {
  await expectRefused({
    name: "a gigabyte for each row",
    files: { "in.csv": "x0,x1\n1,2\n3,4\n", "m.onnx": hugeOutput({ gigabytes: 1 }) },
    flow: flowOf([
      ["input", "csv", { path: "in.csv" }],
      ["model", "onnx", { model: "m.onnx", outputs: "tensor", memoryLimitMb: 300 }],
      ["output", "write-csv", { path: "out.csv", columns: ["x0"] }],
    ]),
    exit: 1,
    code: "MODEL_MEMORY",
    place: "node model",
    message: /more memory than it may.*Expand/,
    next: "smaller batch, raise the node's memory limit",
  });
});
