// How the built program starts: with the code that was compiled for this Node, and without it just the same.

import { spawnSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, symlink, truncate } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Script } from "node:vm";
import { beforeAll, describe, expect, test } from "vitest";
import { COMPILED_FOLDER } from "../../app/start/load-build.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { mlp } from "../models/make.ts";
import { workspace } from "./millrace.ts";

const root = resolve(import.meta.dirname, "../..");
const dist = join(root, "dist");
const work = workspace();

beforeAll(async () => {
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "inline", { rows: [{ a: 1, b: 2 }] }],
      ["model", "onnx", { model: "m.onnx" }],
      ["show", "print-table"],
    ],
    ["rows -> model", "model -> show"],
  );
});

/** Names of chunks without their hash. */
function plain(names: readonly string[]): string[] {
  return names.map((name) => name.replace(/-.{8}\.js(\.bin)?$/, ""));
}

test("the code of a usual start was compiled when it was built, and V8 takes it", async () => {
  const compiled = join(dist, COMPILED_FOLDER);
  const names = await readdir(compiled);
  expect(plain(names)).toEqual(expect.arrayContaining(["cli", "core", "csv", "lane-worker", "model-child"]));
  for (const name of names) {
    const source = await readFile(join(dist, "chunks", name.replace(/\.bin$/, "")), "latin1");
    const cachedData = await readFile(join(compiled, name));
    expect(new Script(source, { cachedData }).cachedDataRejected, name).toBe(false);
  }
});

test.skipIf(process.platform === "win32")(
  "a link to the command starts it, as `npx millrace` does",
  async () => {
    await symlink(join(dist, "cli.js"), work.path("millrace"));
    const { status, stdout, error } = spawnSync(work.path("millrace"), ["--version"], { encoding: "utf8" });
    expect({ status, error }).toEqual({ status: 0, error: undefined });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  },
);

test("chunks are ASCII: they are read without decoding", async () => {
  for (const name of await readdir(join(dist, "chunks")))
    expect(await readFile(join(dist, "chunks", name), "utf8"), name).not.toMatch(/[^\0-\x7f]/);
});

describe("a run", () => {
  const run = (cli: string, env: NodeJS.ProcessEnv = {}) => {
    const args = [cli, "run", work.path("flow.millrace.json"), "--quiet"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      env: { ...process.env, ...env },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  test("loads the kinds in its file and no others", async () => {
    const loaded = work.path("loaded");
    const record = join(root, "build/record.cjs");
    const { status } = run(join(dist, "cli.js"), {
      NODE_OPTIONS: `--require=${JSON.stringify(record)}`,
      COMPILED: loaded,
    });
    expect(status).toBe(0);
    const names = await readdir(loaded);
    const chunks = plain(names);
    expect(Object.keys(nodeKinds).filter((kind) => chunks.includes(kind))).toEqual([
      "inline",
      "onnx",
      "print-table",
    ]);
    // Commander, zod, threads, processes: not for a run like this.
    expect(chunks).not.toContain("program");
    expect(chunks).not.toContain("zod");
    expect(chunks).not.toContain("lanes");
    expect(chunks).not.toContain("child-runner");
    // Nor the model library, in whatever chunk it lies: the file names nothing of it.
    for (const name of names)
      expect(await readFile(join(dist, "chunks", name.replace(/\.bin$/, "")), "latin1"), name).not.toContain(
        "engine/library/library.ts",
      );
  });

  test("loads none of what takes Node long to load", async () => {
    await work.write(
      "parts.cjs",
      `process.on("exit", () => require("node:fs").writeFileSync(process.env.PARTS, process.moduleLoadList.join("\\n")));`,
    );
    const { status } = run(join(dist, "cli.js"), {
      NODE_OPTIONS: `--require=${JSON.stringify(work.path("parts.cjs"))}`,
      PARTS: work.path("parts"),
    });
    expect(status).toBe(0);
    const parts = (await readFile(work.path("parts"), "utf8")).split("\n");
    expect(parts).toContain("NativeModule path");
    for (const name of ["crypto", "http"]) expect(parts).not.toContain(`NativeModule ${name}`);
  });

  describe("of a copy of the build", () => {
    const copy = () => work.path("copy");
    let expected: ReturnType<typeof run>;

    beforeAll(async () => {
      await mkdir(copy());
      await symlink(join(root, "node_modules"), join(copy(), "node_modules"));
      await cp(dist, join(copy(), "dist"), { recursive: true });
      expected = run(join(dist, "cli.js"));
      expect(expected).toMatchObject({ status: 0, stderr: "" });
    });

    test("says the same", () => expect(run(join(copy(), "dist/cli.js"))).toEqual(expected));

    test("says the same with compiled code that is cut off", async () => {
      const compiled = join(copy(), "dist", COMPILED_FOLDER);
      for (const name of await readdir(compiled)) await truncate(join(compiled, name), 1000);
      expect(run(join(copy(), "dist/cli.js"))).toEqual(expected);
    });

    test("says the same with other flags than the code was compiled for", () => {
      expect(run(join(copy(), "dist/cli.js"), { NODE_OPTIONS: "--max-old-space-size=500" })).toEqual(
        expected,
      );
    });

    test("says the same without compiled code", async () => {
      await rm(join(copy(), "dist/compiled"), { recursive: true });
      expect(run(join(copy(), "dist/cli.js"))).toEqual(expected);
    });
  });
});
