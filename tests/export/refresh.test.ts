// `millrace export --refresh`: what it replaces, what stays, and what it leaves when it may not or cannot.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { ended, workspace } from "../cli/millrace.ts";
import { mlp } from "../models/make.ts";
import { copied, edit, exported, installPackages, program } from "./exported.ts";

const work = workspace();
/** As this Millrace exports it. */
let fresh: string;

beforeAll(async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i},${(i % 7) - 3},${(i % 5) / 4}`);
  await work.write("rows.csv", `id,a,b\n${rows.join("\n")}\n`);
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a", "b"] } }],
      ["some", "filter", { condition: "a > -2" }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> model", "model -> some", "some -> write"],
  );
  fresh = await exported(work, "flow.millrace.json", "fresh");
});

const refresh = (name: string, env?: NodeJS.ProcessEnv) => work.millrace(["export", "--refresh", name], env);

/** A copy with an engine that is of another version, but for what `change` does to it. */
async function older(name: string, change = async (_: string) => {}): Promise<string> {
  const folder = await copied(fresh, name);
  await edit(join(folder, "runtime/export.json"), /"millrace": "[^"]*"/, '"millrace": "0.0.9"');
  await edit(
    join(folder, "sbom.cdx.json"),
    /("name": "millrace-runtime",\s*"version": )"[^"]*"/,
    '$1"0.0.9"',
  );
  await edit(join(folder, "runtime/artefact.js"), /$/, "\n// older\n");
  await writeFile(join(folder, "runtime/chunks/gone-1.js"), "");
  await change(folder);
  return folder;
}

/** Every file of the program but its packages, with its hash. */
async function contents(folder: string): Promise<Record<string, string>> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = all
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.includes("node_modules") && !path.includes("compiled"))
    .toSorted();
  const hashed = paths.map(async (path) => [
    path.slice(folder.length + 1),
    createHash("sha256")
      .update(await readFile(path))
      .digest("hex"),
  ]);
  return Object.fromEntries(await Promise.all(hashed)) as Record<string, string>;
}

const chunk = async (folder: string, name: string) => {
  const chunks = join(folder, "runtime/chunks");
  return join(
    chunks,
    (await readdir(chunks)).find((file) => file.startsWith(`${name}-`))!,
  );
};

describe("a refresh", () => {
  test("replaces the engine and what tells of it, to what an export gives, and nothing else", async () => {
    const folder = await older("usual", async (copy) => {
      await writeFile(join(copy, "notes.txt"), "mine");
      await edit(join(copy, "README.md"), /^/, "mine\n");
    });
    const before = await contents(folder);
    const { code, stderr } = await refresh("usual");
    expect(stderr).toMatch(/engine 0\.0\.9 became \d+\.\d+\.\d+, 3 files of runtime\/ changed/);
    expect(code).toBe(0);
    const now = await contents(folder);
    const isEngine = (path: string) => path.startsWith("runtime/") || path === "sbom.cdx.json";
    const part = (all: Record<string, string>, wanted: boolean) =>
      Object.fromEntries(Object.entries(all).filter(([path]) => isEngine(path) === wanted));
    expect(part(now, false)).toEqual(part(before, false));
    expect(part(now, true)).toEqual(part(await contents(fresh), true));
    expect(await program(folder, ["--selftest"])).toMatchObject({ code: 0 });
  });

  test("keeps a pipeline.mjs that was edited by hand, proves it against the engine before, and says what differs", async () => {
    const folder = await older("edited", (copy) => edit(join(copy, "pipeline.mjs"), "a > -2", "a > -1"));
    const { code, stderr } = await refresh("edited");
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining("with the engine before") as string,
    });
    expect(stderr).toContain("differs: it was edited by hand");
    expect(stderr).toContain("write.csv");
    expect(await readFile(join(folder, "pipeline.mjs"), "utf8")).toContain("a > -1");
    expect(JSON.parse(await readFile(join(folder, "parity.json"), "utf8"))).toMatchObject({
      against: "the engine before",
    });
    expect(await program(folder, ["--selftest"])).toMatchObject({ code: 1 });
  });

  test("replaces nothing where the program would compute something else", async () => {
    const folder = await older("differs", async (copy) => {
      await edit(await chunk(copy, "filter"), /return \w+\.takeMasked\(frame, mask\)/, "return frame");
      expect(await program(copy, ["--selftest", "--accept"])).toMatchObject({ code: 0 });
    });
    const before = await contents(folder);
    const { code, stderr } = await refresh("differs");
    expect(code).toBe(1);
    expect(stderr).toContain("EXPORT_REFRESH_DIFFERS");
    expect(stderr).toContain("write.csv");
    expect(await contents(folder)).toEqual(before);
  });

  test("replaces nothing where a model was swapped, and says so", async () => {
    const folder = await older("swapped", (copy) =>
      writeFile(join(copy, "models/m.onnx"), mlp({ inputs: 2, hidden: [4], outputs: 2, seed: 9 })),
    );
    const before = await contents(folder);
    const { code, stderr } = await refresh("swapped");
    expect(code).toBe(1);
    expect(stderr).toMatch(/EXPORT_NOT_RUN[\s\S]*MODEL_CHANGED/);
    expect(await contents(folder)).toEqual(before);
  });

  test("mends an engine of which a part is gone", async () => {
    const folder = await older("broken", async (copy) => rm(await chunk(copy, "csv")));
    expect(await refresh("broken")).toMatchObject({ code: 0 });
    expect(await program(folder, ["--selftest"])).toMatchObject({ code: 0 });
  });

  test("says which packages differ from those the engine is tested with, and leaves them", async () => {
    const folder = await older("packages", (copy) =>
      edit(join(copy, "package.json"), /"onnxruntime-node": "[^"]*"/, '"onnxruntime-node": "1.2.3"'),
    );
    const { stderr } = await refresh("packages");
    expect(stderr).toContain("differs: package.json has onnxruntime-node 1.2.3");
    expect(await readFile(join(folder, "package.json"), "utf8")).toContain("1.2.3");
  });

  test("tries a vendored program with its own packages", async () => {
    const args = ["export", "flow.millrace.json", "-o", "vendored", "--target", "vendored"];
    expect(await work.millrace(args)).toMatchObject({ code: 0 });
    expect(await refresh("vendored")).toMatchObject({ code: 0 });
    const library = join(work.path("vendored"), "node_modules/onnxruntime-node/bin");
    await rm(library, { recursive: true });
    await mkdir(library);
    // Those are no good any more, and the ones of this Millrace are taken.
    expect(await refresh("vendored")).toMatchObject({ code: 0 });
  });

  test.each([
    ["a folder that nobody exported", async (folder: string) => rm(join(folder, "runtime/export.json"))],
    ["facts that are damaged", async (folder: string) => writeFile(join(folder, "runtime/export.json"), "{")],
    [
      "files that are no paths",
      (folder: string) => edit(join(folder, "runtime/export.json"), '"files": [', '"files": [1,'),
    ],
  ])("refuses %s", async (what, damage) => {
    const name = what.replaceAll(" ", "-");
    const folder = await older(name, damage);
    const before = await contents(folder);
    const { code, stderr } = await refresh(name);
    expect(code).toBe(1);
    expect(stderr).toContain("EXPORT_REFRESH_FOREIGN");
    expect(await contents(folder)).toEqual(before);
  });

  test("says which kind of node this Millrace does not know, and replaces nothing", async () => {
    const folder = await older("newer-kind", (path) =>
      edit(join(path, "runtime/export.json"), '"kinds": {', '"kinds": { "teleport": 1,'),
    );
    const before = await contents(folder);
    const { code, stderr } = await refresh("newer-kind");
    expect(code).toBe(2);
    expect(stderr).toMatch(/KIND_UNKNOWN[^]*"teleport"/);
    expect(await contents(folder)).toEqual(before);
  });

  test("refuses what is no folder", async () => {
    const refused = await refresh("rows.csv");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("EXPORT_REFRESH_FOREIGN");
    expect(await work.read("rows.csv")).toContain("id,a,b");
  });

  test("says in words that the disk is read-only, as an export does, and the program there runs", async (context) => {
    const folder = await older("read-only");
    const before = await contents(folder);
    /** Runs a command while the folder is mounted so that nothing can be written to it; only this process tree sees that. */
    const mounted = (command: string) =>
      ended(
        spawn("unshare", [
          ...["-m", "sh", "-c"],
          `mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99; shift; "$@"`,
          ...["sh", folder, process.execPath, ...command.split(" ")],
        ]),
      );
    if (process.platform !== "linux" || (await mounted("--version").catch(() => null))?.code !== 0)
      context.skip("this user may not mount anything");
    const cli = resolve("dist/cli.js");
    const flow = work.path("flow.millrace.json");
    for (const args of [`--refresh ${folder}`, `${flow} -o ${folder} --force`]) {
      const refused = await mounted(`${cli} export ${args}`);
      expect(refused.stderr).toMatch(/^error FILE_DENIED .*\n.*read-only file system/);
    }
    expect(await mounted(`${folder}/pipeline.mjs --selftest`)).toMatchObject({ code: 0 });
    expect(await contents(folder)).toEqual(before);
  });

  test.each([
    [["flow.millrace.json", "--refresh", "fresh"], "USAGE_REFRESH"],
    [["--refresh", "fresh", "--force"], "USAGE_REFRESH"],
    [["-o", "fresh"], "USAGE_FLOW"],
  ])("refuses %j", async (args, code) => {
    const refused = await work.millrace(["export", ...args]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(code);
  });
});

describe.skipIf(process.platform === "win32")("a refresh that ends early", () => {
  /** Sends a signal while the program is tried. */
  async function stopped(name: string, signal: NodeJS.Signals) {
    const temporary = work.path(`${name}-temporary`);
    await mkdir(temporary);
    const child = work.start(["export", "--refresh", name], { TMPDIR: temporary });
    const end = ended(child);
    while (!(await readdir(temporary)).some((found) => found.startsWith("millrace-proof-")))
      await setImmediate();
    child.kill(signal);
    return end;
  }

  test("by Ctrl-C leaves everything as it was", async () => {
    const folder = await older("interrupted");
    const before = await contents(folder);
    expect(await stopped("interrupted", "SIGINT")).toMatchObject({ code: 130 });
    expect(await contents(folder)).toEqual(before);
    expect(await readdir(folder)).not.toContain(".millrace-refresh");
  });

  test("killed in the proof leaves a program that runs, and what it left is gone after the next", async () => {
    const folder = await older("killed");
    await cp(work.path("rows.csv"), join(folder, "rows.csv"));
    expect(await stopped("killed", "SIGKILL")).toMatchObject({ code: "SIGKILL" });
    expect(await program(folder)).toMatchObject({ code: 0 });
    expect(await refresh("killed")).toMatchObject({ code: 0 });
    expect(await readdir(folder)).not.toContain(".millrace-refresh");
  });

  test("killed between its two renames is mended by the next", async () => {
    const folder = await older("between");
    await mkdir(join(folder, ".millrace-refresh"));
    await rename(join(folder, "runtime"), join(folder, ".millrace-refresh/aside"));
    const { code, stderr } = await refresh("between");
    expect(stderr).toContain("engine 0.0.9 became");
    expect(code).toBe(0);
    expect(await program(folder, ["--selftest"])).toMatchObject({ code: 0 });
  });
});

test("a program that has no packages beside it is tried with those of this Millrace", async () => {
  const folder = await older("bare");
  await rm(join(folder, "node_modules"));
  expect(await refresh("bare")).toMatchObject({ code: 0 });
  await installPackages(folder);
  expect(await program(folder, ["--selftest"])).toMatchObject({ code: 0 });
});

test("one program is refreshed by one process at a time, and what a dead one has left is no other process", async () => {
  const folder = await older("busy");
  const stage = join(folder, ".millrace-refresh");
  await mkdir(stage);
  await writeFile(join(stage, "owner"), String(process.pid));
  const refused = await refresh("busy");
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("EXPORT_BUSY");
  expect(await readdir(stage)).toEqual(["owner"]);
  // No process has that number: it is beyond what systems give.
  await writeFile(join(stage, "owner"), "999999999");
  expect(await refresh("busy")).toMatchObject({ code: 0 });
  expect(await readdir(folder)).not.toContain(".millrace-refresh");
});
