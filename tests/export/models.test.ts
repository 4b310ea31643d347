// Does a program hold every model that its workflow can turn to, each with its own weights?

import { lstat, mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { workspace, type Workspace } from "../cli/millrace.ts";
import { externalData, mlp } from "../models/make.ts";
import { exported, program } from "./exported.ts";

const work = workspace();

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

/** Two models with a name of their own, and weights of one name. */
async function writeWeighted({ write, path }: Workspace): Promise<void> {
  for (const [folder, factor] of [
    ["one", 3],
    ["two", 100],
  ] as const) {
    await mkdir(path(folder), { recursive: true });
    await write(`${folder}/${folder}.onnx`, externalData().model);
    await write(`${folder}/factors.bin`, floats(factor, -factor));
  }
  await write("rows.csv", "id,a,b\n1,0.5,1\n2,1.5,2\n");
}

test("weights of one name stay with their models", async () => {
  await writeWeighted(work);
  const inputs = { x: ["a", "b"] };
  await work.flow(
    "two.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["first", "onnx", { model: "one/one.onnx", inputs }],
      ["second", "onnx", { model: "two/two.onnx", inputs }],
      ["out", "write-csv", { path: "out.csv" }],
      ["more", "write-csv", { path: "more.csv" }],
    ],
    ["rows -> first", "rows -> second", "first -> out", "second -> more"],
  );
  const folder = await exported(work, "two.millrace.json", "two-models");
  const rows = ["--input", "rows.csv"];
  expect(await program(folder, rows)).toMatchObject({ code: 0 });
  expect(await readFile(join(folder, "out.csv"), "utf8")).toContain("1,0.5,1,1.5,-3");
  expect(await readFile(join(folder, "more.csv"), "utf8")).toContain("1,0.5,1,50,-100");
});

test.skipIf(process.platform === "win32")("weights behind a link are copied, not the link", async () => {
  await writeWeighted(work);
  // As the cache of a model hub has it: both are links to files that lie together.
  await mkdir(work.path("linked"));
  await symlink("../one/one.onnx", work.path("linked/m.onnx"));
  await symlink("../one/factors.bin", work.path("linked/factors.bin"));
  await work.flow(
    "linked.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["model", "onnx", { model: "linked/m.onnx", inputs: { x: ["a", "b"] } }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> model", "model -> out"],
  );
  const folder = await exported(work, "linked.millrace.json", "linked-program");
  const weights = await lstat(join(folder, "models/factors.bin"));
  expect(weights.isFile()).toBe(true);
});

test("the model of a fallback comes along", async () => {
  await writeWeighted(work);
  await work.write("usual.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.flow(
    "fallback.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["model", "onnx", { model: "usual.onnx", inputs: { x: ["a", "b"] } }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> model", "model -> out"],
  );
  const text = JSON.parse(await work.read("fallback.millrace.json")) as { nodes: { rescue?: object }[] };
  text.nodes[1].rescue = {
    fallback: { use: "params", params: { model: "two/two.onnx", nulls: "zero" } },
  };
  await work.write("fallback.millrace.json", JSON.stringify(text));
  const folder = await exported(work, "fallback.millrace.json", "with-fallback");
  await work.write("gap.csv", "id,a,b\n1,0.5,1\n2,,2\n");
  expect(await program(folder, ["--input", "gap.csv"])).toMatchObject({ code: 0 });
  expect(await readFile(join(folder, "out.csv"), "utf8")).toContain("2,,2,0,-200");
});
