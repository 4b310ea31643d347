// What is refused, by `millrace export` and by an exported program, and what it leaves behind.

import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { ended, workspace } from "../cli/millrace.ts";
import { mlp } from "../models/make.ts";
import { copied, edit, exported, logOf, program } from "./exported.ts";

const work = workspace();
let folder: string;

beforeAll(async () => {
  await work.write("rows.csv", "id,a,b\n1,0.5,1\n2,1.5,2\n");
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a", "b"] } }],
      ["write", "write-csv", { path: "out.csv", nullText: "API_TOKEN" }],
    ],
    ["rows -> model", "model -> write"],
  );
  folder = await exported(work, "flow.millrace.json", "program");
  await cp(work.path("rows.csv"), join(folder, "rows.csv"));
});

describe("a program", () => {
  test("without its packages says which, and the command that brings them", async () => {
    const copy = await copied(folder, "bare");
    await rm(join(copy, "node_modules"));
    const refused = await program(copy, ["--selftest"]);
    expect(refused.code).toBe(2);
    const [error] = logOf(refused);
    expect(error).toMatchObject({ code: "PIPELINE_PACKAGE_MISSING", level: "error" });
    expect(error.message).toContain("onnxruntime-node");
    expect(error.hint).toBe(`Run \`npm ci\` in ${copy}.`);
  });

  test("with the libraries of another platform says for which they are", async () => {
    const platform = process.platform === "win32" ? "linux-x64" : "win32-x64";
    const args = ["--target", "vendored", "--platform", platform];
    const { code } = await work.millrace(["export", "flow.millrace.json", "-o", "elsewhere", ...args]);
    expect(code).toBe(0);
    const refused = await program(work.path("elsewhere"));
    expect(refused.code).toBe(2);
    expect(logOf(refused)[0]).toMatchObject({
      code: "PIPELINE_PLATFORM",
      expected: `${process.platform}-${process.arch}`,
      got: platform,
      hint: expect.stringContaining("--target vendored --platform") as string,
    });
    expect(await program(work.path("elsewhere"), ["--help"])).toMatchObject({ code: 0 });
  });

  // No kind that comes with Millrace has a secret: in this copy every text param is one.
  test("says which secret is missing before it reads anything, and needs none for its self-test", async () => {
    const copy = await copied(folder, "secret");
    const chunks = join(copy, "runtime/chunks");
    const run = (await readdir(chunks)).find((name) => name.startsWith("run-"))!;
    await edit(join(chunks, run), /anyText, "text",/, 'anyText, "secret",');
    const missing = ["--input", "none.csv"];
    for (const env of [{}, { API_TOKEN: "" }]) {
      const refused = await program(copy, missing, env);
      expect(refused.code).toBe(2);
      expect(logOf(refused)).toEqual([
        expect.objectContaining({
          code: "PIPELINE_SECRET_MISSING",
          message: "The secret API_TOKEN is not set (write: null).",
          place: "node write",
        }),
      ]);
    }
    expect(logOf(await program(copy, missing, { API_TOKEN: "x" }))[0]).toMatchObject({
      code: "FILE_MISSING",
    });
    expect(await program(copy, ["--selftest"])).toMatchObject({ code: 0 });
    expect(await program(copy, ["--help"])).toMatchObject({ code: 0 });
  });

  test("says with --check whether it could run, and writes nothing", async () => {
    expect(await program(folder, ["--check"])).toMatchObject({ code: 0, stdout: "" });
    expect(await readdir(folder)).not.toContain("out.csv");
    const refused = await program(folder, ["--check", "--input", "none.csv"]);
    expect(refused.code).toBe(2);
    expect(logOf(refused)[0]).toMatchObject({ code: "FILE_MISSING" });
  });

  test("that writes no file leaves failed rows in the current folder: its own may be read-only", async () => {
    await work.write("bad.csv", "id,a\n1,2\n2,x\n");
    await work.flow(
      "printed.millrace.json",
      [
        ["rows", "csv", { path: "bad.csv", types: { a: "float64" } }],
        ["print", "print-table", {}],
      ],
      ["rows -> print"],
    );
    const printed = await exported(work, "printed.millrace.json", "printed");
    expect(await program(printed, ["--input", "bad.csv"])).toMatchObject({ code: 3 });
    expect(await work.names()).toContain("pipeline.failed.jsonl");
    expect(await readdir(printed)).not.toContain("pipeline.failed.jsonl");
  });

  test("that was edited by hand runs as edited, and its self-test says what has changed", async () => {
    const copy = await copied(folder, "edited");
    await edit(join(copy, "pipeline.mjs"), '["a", "b"]', '["b", "a"]');
    expect(await program(copy)).toMatchObject({ code: 0 });
    const tested = await program(copy, ["--selftest"]);
    expect(tested.code).toBe(1);
    expect(logOf(tested)[0]).toMatchObject({ code: "SELFTEST_DIFFERS" });
    expect(logOf(tested)[0].message).toMatch(/^model\.model\.jsonl, line 1, column y0 differs/);
  });

  test.skipIf(process.platform !== "linux")("says in words that its output may not be written", async () => {
    const refused = await program(folder, ["--output", "/sys/out.csv"]);
    expect(refused.code).toBe(2);
    expect(logOf(refused)[0]).toMatchObject({
      level: "error",
      code: expect.stringMatching(/^(FILE|OUTPUT)_/) as string,
    });
  });
});

describe("export", () => {
  test.skipIf(process.platform !== "linux")("says in words that the folder may not be written", async () => {
    const refused = await work.millrace(["export", "flow.millrace.json", "-o", "/sys/program"]);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toMatch(/^error FILE_(DENIED|FAILED|READ_ONLY)/);
    expect(refused.stderr).not.toContain("fault in Millrace");
  });

  test("refuses a placeholder node with its name and its kind", async () => {
    await work.flow(
      "placeholder.millrace.json",
      [
        ["rows", "csv", { path: "rows.csv" }],
        ["beam", "teleport"],
        ["out", "write-csv", { path: "out.csv" }],
      ],
      ["rows -> beam", "beam -> out"],
    );
    const refused = await work.millrace(["export", "placeholder.millrace.json", "-o", "placeholder"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/error KIND_UNKNOWN .*node beam[\s\S]*"teleport"/);
    expect(await work.names()).not.toContain("placeholder");
  });

  test("refuses a workflow whose model is gone, as validate does", async () => {
    await work.flow(
      "no-model.millrace.json",
      [
        ["rows", "csv", { path: "rows.csv" }],
        ["model", "onnx", { model: "gone.onnx", inputs: { x: ["a", "b"] } }],
        ["out", "write-csv", { path: "out.csv" }],
      ],
      ["rows -> model", "model -> out"],
    );
    const refused = await work.millrace(["export", "no-model.millrace.json", "-o", "no-model"]);
    const validated = await work.millrace(["validate", "no-model.millrace.json"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("gone.onnx");
    expect(validated.stdout + validated.stderr).toContain(refused.stderr.trim().split("\n")[0]);
    expect(await work.names()).not.toContain("no-model");
  });

  test.skipIf(process.platform === "win32")(
    "that is interrupted in the middle of its proof leaves the earlier export as it was",
    async () => {
      await work.millrace(["export", "flow.millrace.json", "-o", "earlier"]);
      await writeFile(work.path("earlier/pipeline.mjs"), "edited by hand");
      await mkdir(work.path("temporary"));
      const child = work.start(["export", "flow.millrace.json", "-o", "earlier", "--force"], {
        TMPDIR: work.path("temporary"),
      });
      const end = ended(child);
      const proofs = () => readdir(work.path("temporary"));
      while (!(await proofs()).some((name) => name.startsWith("millrace-proof-"))) await setImmediate();
      child.kill("SIGINT");
      expect(await end).toMatchObject({ code: 130 });
      expect(await readFile(work.path("earlier/pipeline.mjs"), "utf8")).toBe("edited by hand");
      expect(await proofs()).toEqual([]);
      expect((await work.names()).filter((name) => name.startsWith(".earlier"))).toEqual([]);
    },
  );

  test("writes the names of what can be set into .env.example, as comments", async () => {
    const lines = (await readFile(join(folder, ".env.example"), "utf8")).split("\n");
    expect(lines).toContain("# PIPELINE_INPUT=rows.csv");
    expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
  });
});

test.skipIf(process.platform === "win32")(
  "a link in the place of the folder is followed, not replaced",
  async () => {
    await mkdir(work.path("real"));
    await symlink("real", work.path("link"));
    expect(await work.millrace(["export", "flow.millrace.json", "-o", "link"])).toMatchObject({ code: 0 });
    expect(await readdir(work.path("real"))).toContain("pipeline.mjs");
  },
);
