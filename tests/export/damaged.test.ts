// Programs that cannot begin: each is told as code, what, where and next step, in one line of the log, with exit code 2.

import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { mlp } from "../models/make.ts";
import { workspace } from "../cli/millrace.ts";
import { exported, logOf, program } from "./exported.ts";
import { copyProgram } from "./scoring.ts";

const work = workspace();
let right: string;
let copies = 0;

beforeAll(async () => {
  await work.write("rows.csv", "id,a,b\n1,0.5,1\n2,1.5,2\n");
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  const columns = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`c${i}`, `a * ${i}.0 + b`]));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["many", "formula", { columns }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a", "b"] } }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> many", "many -> model", "model -> write"],
  );
  right = await exported(work, "flow.millrace.json", "program");
  await cp(work.path("rows.csv"), join(right, "rows.csv"));
});

/** A copy of the program with its packages. */
function copied(): Promise<string> {
  return copyProgram(right, work.path(`copy${copies++}`));
}

/** The file in runtime/chunks that begins so. */
async function chunk(folder: string, before: string): Promise<string> {
  const names = await readdir(join(folder, "runtime/chunks"));
  return `runtime/chunks/${names.find((name) => name.startsWith(`${before}-`))}`;
}

interface Told {
  readonly code: string;
  readonly place?: string;
  readonly words: string;
}

async function expectTold(folder: string, { code, place, words }: Told, env: NodeJS.ProcessEnv = {}) {
  for (const args of [[], ["--selftest"]]) {
    const refused = await program(folder, args, env);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toBe("");
    const [line, ...more] = logOf(refused);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ level: "error", code, ...(place !== undefined && { place }) });
    expect(JSON.stringify(line)).toContain(words);
    expect(line.hint).toBeTruthy();
  }
}

test("the program as it was made runs", async () => {
  expect(await program(await copied())).toMatchObject({ code: 0 });
});

describe("a program without", () => {
  test.each(["artefact", "csv", "run"])("the part %s of its runtime", async (name) => {
    const folder = await copied();
    const place = await chunk(folder, name);
    await rm(join(folder, place));
    await expectTold(folder, { code: "PIPELINE_DAMAGED", place, words: "is not there" });
  });

  test.each(["runtime/artefact.js", "runtime/lane-worker.js", "runtime/package.json", "params/many.json"])(
    "%s",
    async (place) => {
      const folder = await copied();
      await rm(join(folder, place));
      await expectTold(folder, { code: "PIPELINE_DAMAGED", place, words: "is not there" });
    },
  );

  test("runtime/begin.cjs, which would have told it", async () => {
    const folder = await copied();
    await rm(join(folder, "runtime/begin.cjs"));
    await expectTold(folder, { code: "PIPELINE_DAMAGED", place: "runtime", words: "begin.cjs" });
  });

  test("its model", async () => {
    const folder = await copied();
    await rm(join(folder, "models/m.onnx"));
    await expectTold(folder, { code: "MODEL_MISSING", place: "models/m.onnx", words: "is not there" });
  });

  test("its packages", async () => {
    const folder = await copied();
    await rm(join(folder, "node_modules"));
    await expectTold(folder, {
      code: "PIPELINE_PACKAGE_MISSING",
      place: "node_modules/onnxruntime-node",
      words: "Run `npm ci`",
    });
  });

  test("the library for this machine", async () => {
    const folder = await copied();
    const place = "node_modules/onnxruntime-node";
    await rm(join(folder, "node_modules"));
    await mkdir(join(folder, place, "bin/napi-v6/solaris/sparc"), { recursive: true });
    await writeFile(join(folder, place, "package.json"), '{ "name": "onnxruntime-node" }');
    await expectTold(folder, { code: "PIPELINE_PLATFORM", place, words: '"got":"solaris-sparc"' });
    // Without a lock, the packages came with the folder.
    await rm(join(folder, "package-lock.json"));
    await expectTold(folder, { code: "PIPELINE_PLATFORM", place, words: "--target vendored --platform" });
  });
});

describe("a program with", () => {
  test.each(["", '{ "models": {} }', '{ "models": [{ "path": "models/m.onnx" }] }'])(
    "%j as the lock of its models",
    async (text) => {
      const folder = await copied();
      const place = "models/models.lock.json";
      await writeFile(join(folder, place), text);
      await expectTold(folder, { code: "PIPELINE_DAMAGED", place, words: "is damaged" });
    },
  );

  test.each(["artefact", "csv", "core"])("a part %s of its runtime that was cut off", async (name) => {
    const folder = await copied();
    const place = await chunk(folder, name);
    await truncate(join(folder, place), 900);
    await expectTold(folder, { code: "PIPELINE_DAMAGED", place: "runtime", words: place.split("/").at(-1) });
  });

  test("params that are no JSON", async () => {
    const folder = await copied();
    await writeFile(join(folder, "params/many.json"), "{");
    await expectTold(folder, { code: "PIPELINE_DAMAGED", place: "params/many.json", words: "holds no JSON" });
  });

  test("samples that are damaged runs all the same; its self-test says so", async () => {
    const folder = await copied();
    await writeFile(join(folder, "selftest/samples.json"), "{");
    await writeFile(join(folder, "runtime/export.json"), "{");
    expect(logOf(await program(folder, ["--selftest"]))[0]).toMatchObject({ code: "SELFTEST_DAMAGED" });
    for (const args of [[], ["--help"]]) expect(await program(folder, args)).toMatchObject({ code: 0 });
  });

  test("a broken runtime/package.json", async () => {
    const folder = await copied();
    await writeFile(join(folder, "runtime/package.json"), "{");
    await expectTold(folder, { code: "PIPELINE_DAMAGED", place: "runtime", words: "package.json" });
  });

  test("a broken package.json runs all the same: only npm looks at it", async () => {
    const folder = await copied();
    await writeFile(join(folder, "package.json"), "{");
    expect(await program(folder)).toMatchObject({ code: 0 });
    expect(await readFile(join(folder, "out.csv"), "utf8")).toContain("id,a,b");
  });

  test.each(["18.20.1", "20.18.9"])("Node %s", async (version) => {
    const folder = await copied();
    const define = `Object.defineProperty(process.versions, "node", { value: "${version}" })`;
    await work.write("old.cjs", define);
    const env = { NODE_OPTIONS: `--require=${JSON.stringify(work.path("old.cjs"))}` };
    await expectTold(folder, { code: "NODE_VERSION", words: `"got":"Node ${version}"` }, env);
  });
});
