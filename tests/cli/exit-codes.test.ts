// Which exit code a user gets for what, and that errors say where, what and what to do next.

import { chmod, mkdir } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { hugeOutput } from "../models/make-hostile.ts";
import { mlp } from "../models/make.ts";
import { workspace } from "./millrace.ts";

const work = workspace();

const NEW = ["--model", "m.onnx", "--input", "in.csv"];

beforeAll(async () => {
  await work.write("in.csv", "a,b\n1,2\n3,4\n");
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.write("text.onnx", "this is no model\n");
  await work.write("broken.millrace.json", '{ "format": "millrace",\n  "version": 1,\n  nodes }\n');
  const source = ["data", "csv", { path: "in.csv" }] as const;
  await work.flow("good.millrace.json", [source, ["out", "write-csv", { path: "out.csv" }]], ["data -> out"]);
  await work.flow("kind.millrace.json", [["data", "csvv", { path: "in.csv" }]], []);
  await work.flow("cycle.millrace.json", [source, ["a", "rename"], ["b", "rename"]], ["a -> b", "b -> a"]);
  await work.flow("missing.millrace.json", [["data", "csv", { path: "none.csv" }]], []);
  await work.flow("refused.millrace.json", [source, ["m", "onnx", { model: "text.onnx" }]], ["data -> m"]);
  await work.flow("same.millrace.json", [source, ["out", "write-csv", { path: "in.csv" }]], ["data -> out"]);
});

describe("2: nothing was run", () => {
  test("an output that cannot be written leaves what was there", async ({ skip }) => {
    skip(
      process.getuid?.() === 0,
      "an administrator may write everywhere; tests/bad-input does this as another user",
    );
    await mkdir(work.path("locked"));
    await chmod(work.path("locked"), 0o500);
    const args = ["run", "good.millrace.json", "--set", "out.path=locked/out.csv"];
    const { code, stderr } = await work.millrace(args);
    await chmod(work.path("locked"), 0o700);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain("FILE_DENIED");
  });

  test.each([
    ["a workflow that is not there", ["run", "nowhere.json"], "FILE_MISSING"],
    ["a workflow that is no JSON", ["run", "broken.millrace.json"], /broken\.millrace\.json:3:\d+/],
    ["an unknown kind", ["run", "kind.millrace.json"], "KIND_UNKNOWN"],
    ["a cycle", ["run", "cycle.millrace.json"], /a.*b|b.*a/],
    ["a missing input", ["run", "missing.millrace.json"], "none.csv"],
    ["a refused model", ["run", "refused.millrace.json"], "MODEL_"],
    ["an output that is the input", ["run", "same.millrace.json"], "OUTPUT_IS_INPUT"],
    ["validate of a broken one", ["validate", "cycle.millrace.json"], "invalid:"],
    ["an unknown command", ["fly"], "fly"],
    ["an unknown flag", ["run", "good.millrace.json", "--fast"], "--fast"],
    ["a missing argument", ["run"], "flow"],
    ["new into a device", ["new", ...NEW, "-o", "/dev/null", "--force"], "OUTPUT_NOT_FILE"],
    ["new without a model", ["new", "--input", "in.csv"], "--model"],
    ["an unknown template", ["new", "--template", "nothing"], "shipment-delay"],
    ["inspect of no model", ["inspect", "text.onnx"], /./],
    ["fit of a workflow that learns nothing", ["fit", "good.millrace.json"], "USAGE_FIT"],
  ])("%s", async (_, args, words) => {
    const { code, stdout, stderr } = await work.millrace(args);
    expect(code, stderr).toBe(2);
    expect(stdout + stderr).toMatch(words);
    expect(stdout + stderr).not.toMatch(/^\s+at .*\(/m);
    expect(await work.names()).not.toContain("out.csv");
  });

  test("errors name the next step", async () => {
    const { stderr } = await work.millrace(["run", "missing.millrace.json"]);
    expect(stderr).toMatch(/^ {2}next: {2}\S/m);
  });
});

describe("0: done", () => {
  test.each([
    ["run", ["run", "good.millrace.json"]],
    ["validate", ["validate", "good.millrace.json"]],
    ["inspect", ["inspect", "m.onnx"]],
    ["nodes", ["nodes"]],
    ["templates", ["templates"]],
    ["--version", ["--version"]],
    ["--help", ["--help"]],
    ["help of a command", ["run", "--help"]],
  ])("%s", async (_, args) => {
    const { code, stderr } = await work.millrace(args);
    expect(code, stderr).toBe(0);
  });
});

describe("1: the run failed", () => {
  test("a node that stops at the first failed row", async () => {
    const flow = await work.read("good.millrace.json");
    await work.write("bad.csv", "a,b\n1,2\n3,4,5\n");
    const stopping = flow.replace('"title": "data",', '"title": "data", "rescue": { "onError": "stop" },');
    await work.write("stopping.millrace.json", stopping);
    const args = [
      "run",
      "stopping.millrace.json",
      "--set",
      "data.path=bad.csv",
      "--set",
      "out.path=kept.csv",
    ];
    await work.write("kept.csv", "of an earlier run\n");
    const { code, stderr } = await work.millrace(args);
    expect(code, stderr).toBe(1);
    expect(stderr).toMatch(/error ROW_[A-Z_]+ .*node data/);
    expect(await work.read("kept.csv")).toBe("of an earlier run\n");
  });

  test("before anything was written: nobody is sent to look for what is not there", async () => {
    const model = ["m", "onnx", { model: "huge.onnx", memoryLimitMb: 64 }] as const;
    const nodes = [
      ["data", "csv", { path: "in.csv" }],
      model,
      ["out", "write-csv", { path: "none.csv" }],
    ] as const;
    await work.write("huge.onnx", hugeOutput({ gigabytes: 1 }));
    await work.flow("huge.millrace.json", nodes, ["data -> m", "m -> out"]);
    const { code, stderr } = await work.millrace(["run", "huge.millrace.json"]);
    expect(code, stderr).toBe(1);
    expect(await work.names()).not.toContain("none.csv.part");
    expect(stderr).toMatch(/^ {2}No output has been replaced\.$/m);
  });

  test("in the middle of a folder: what was replaced is counted, and the code is that of a run that failed", async () => {
    // The last of many: files are written a few at once.
    const names = Array.from({ length: 60 }, (_, i) => `${i + 1}.txt`);
    await mkdir(work.path("texts"));
    await mkdir(work.path(`told/${names.at(-1)}.part`), { recursive: true });
    for (const name of names) {
      await work.write(`texts/${name}`, "new");
      await work.write(`told/${name}`, "old");
    }
    const nodes = [
      ["in", "text-files", { path: "texts" }],
      ["out", "write-text", { folder: "told" }],
    ] as const;
    await work.flow("folder.millrace.json", nodes, ["in -> out"]);
    const { code, stderr } = await work.millrace(["run", "folder.millrace.json"]);
    expect(code, stderr).toBe(1);
    const kept = await Promise.all(names.map(async (name) => (await work.read(`told/${name}`)) === "old"));
    const replaced = kept.filter((isOld) => !isOld).length;
    expect(replaced).toBeGreaterThan(0);
    const files = replaced === 1 ? "file was" : "files were";
    expect(stderr).toContain(`  ${replaced} ${files} written or replaced before that; no other was.`);
    expect(stderr).not.toContain("output has been replaced");
  });
});
