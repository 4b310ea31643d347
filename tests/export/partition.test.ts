// Exported programs in parts, as a job of several machines starts them: by flag or by environment.

import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { mlp } from "../models/make.ts";
import { workspace } from "../cli/millrace.ts";
import { exported, logOf, program } from "./exported.ts";

const work = workspace();
let folder: string;

beforeAll(async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => `${i},${i % 100 === 7 ? "x" : i % 9},"a\n${i}"`);
  await work.write("rows.csv", `id,a,note\n${rows.join("\n")}\n`);
  await work.write("m.onnx", mlp({ inputs: 1, hidden: [4], outputs: 2 }));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", types: { a: "float64" } }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a"] } }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> model", "model -> write"],
  );
  folder = await exported(work, "flow.millrace.json", "program");
  await cp(work.path("rows.csv"), join(folder, "rows.csv"));
});

const output = (name: string) => readFile(join(folder, name), "utf8");

describe("a program in parts", () => {
  test.each([1, 2, 7])("writes what it writes as a whole, by %i processes", async (count) => {
    expect(await program(folder)).toMatchObject({ code: 3 });
    const numbers = Array.from({ length: count }, (_, i) => i + 1);
    const parts = await Promise.all(numbers.map((i) => program(folder, ["--partition", `${i}/${count}`])));
    expect(parts.map(({ code }) => code)).toEqual(numbers.map(() => 3));
    const join = async (ending: string) =>
      (await Promise.all(numbers.map((i) => output(`out.${i}-of-${count}.csv${ending}`)))).join("");
    expect(await join("")).toBe(await output("out.csv"));
    expect(await join(".failed.jsonl")).toBe(await output("out.csv.failed.jsonl"));
    const ends = parts.map((part) => logOf(part).at(-1));
    expect(ends.map(({ partition }) => partition)).toEqual(numbers.map((i) => `${i}/${count}`));
    expect(ends.reduce((sum, { rows }) => sum + (rows as number), 0)).toBe(3000);
  });

  test.each([
    [{ PIPELINE_PARTITION: "2/3" }, "2-of-3"],
    [{ PIPELINE_PARTITION_INDEX: "0", PIPELINE_PARTITIONS: "4" }, "1-of-4"],
    [{ PIPELINE_PARTITION: "", PIPELINE_PARTITION_INDEX: "11", PIPELINE_PARTITIONS: "12" }, "12-of-12"],
  ])("does the part that %j says", async (env, part) => {
    expect(await program(folder, [], env)).toMatchObject({ code: 3 });
    expect(await output(`out.${part}.csv`)).not.toBe("");
  });

  test("goes by its flag before its environment, and computes its samples as a whole", async () => {
    const env = { PIPELINE_PARTITION: "1/2" };
    await rm(join(folder, "out.1-of-2.csv"), { force: true });
    await program(folder, ["--partition", "3/3"], env);
    await expect(output("out.1-of-2.csv")).rejects.toThrow("ENOENT");
    expect(await program(folder, ["--selftest"], env)).toMatchObject({ code: 0 });
  });

  test.each<[string[], NodeJS.ProcessEnv, string]>([
    [["--partition", "0/3"], {}, "--partition must say which part of how many"],
    [[], { PIPELINE_PARTITION: "4/3" }, "PIPELINE_PARTITION must say"],
    [[], { PIPELINE_PARTITION_INDEX: "3", PIPELINE_PARTITIONS: "3" }, "PIPELINE_PARTITION_INDEX and"],
    [[], { PIPELINE_PARTITION_INDEX: "3" }, "PIPELINE_PARTITION_INDEX and"],
    [["--limit", "9"], { PIPELINE_PARTITION: "1/3" }, "A limit of rows is for the whole"],
    [["--selftest", "--partition", "1/3"], {}, "computes its samples as a whole"],
  ])("refuses %j with %j in words", async (args, env, words) => {
    const refused = await program(folder, args, env);
    expect(refused.code).toBe(2);
    const [first] = logOf(refused);
    expect(first).toMatchObject({ level: "error", code: "USAGE_PARTITION" });
    expect(first.message).toContain(words);
    expect(first.hint).toBeTruthy();
  });

  test("refuses what its nodes forbid", async () => {
    await work.flow(
      "limit.millrace.json",
      [
        ["rows", "csv", { path: "rows.csv" }],
        ["first", "limit", { rows: 10 }],
        ["write", "write-csv", { path: "first.csv" }],
      ],
      ["rows -> first", "first -> write"],
    );
    const limited = await exported(work, "limit.millrace.json", "limited");
    await cp(work.path("rows.csv"), join(limited, "rows.csv"));
    const refused = await program(limited, ["--partition", "1/2"]);
    expect(refused.code).toBe(2);
    expect(logOf(refused)).toEqual([
      expect.objectContaining({ level: "error", code: "PARTITION_STATE", place: "node first" }),
    ]);
    expect(await program(limited)).toMatchObject({ code: 3 });
  });
});
