// How an exported program behaves: what can be set, what it says, how it ends.

import { spawn } from "node:child_process";
import { cp, mkdir, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setImmediate } from "node:timers/promises";
import { Script } from "node:vm";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { COMPILED_FOLDER } from "../../app/start/load-build.ts";
import { mlp } from "../models/make.ts";
import { ended, workspace } from "../cli/millrace.ts";
import { exported, installPackages, logOf, program, startProgram } from "./exported.ts";

const work = workspace();
let folder: string;

const ROWS = "id,a,b\n1,0.5,1\n2,1.5,2\nx,oops,3\n4,2.5,4\n";

beforeAll(async () => {
  await work.write("rows.csv", ROWS);
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", types: { a: "float64" } }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a", "b"] } }],
      ["late", "threshold", { column: "b", value: 2 }],
      ["write", "write-csv", { path: "results/out.csv" }],
    ],
    ["rows -> model", "model -> late", "late -> write"],
  );
  await mkdir(work.path("results"));
  folder = await exported(work, "flow.millrace.json", "program");
  await cp(work.path("rows.csv"), join(folder, "rows.csv"));
});

const output = (path = join(folder, "results/out.csv")) => readFile(path, "utf8");

describe("a run", () => {
  test("writes beside the program, skips the row that does not fit, and says so", async () => {
    const done = await program(folder);
    expect(done.code).toBe(3);
    expect((await output()).trim().split("\n")).toHaveLength(4);
    const log = logOf(done);
    expect(log.at(-1)).toMatchObject({ level: "info", message: "done", rows: 4, rowsFailed: 1 });
    expect(await readFile(join(folder, "results/out.csv.failed.jsonl"), "utf8")).toContain('"line":4');
  });

  test("takes settings by flag and by variable, paths from the current folder, a flag first", async () => {
    await work.write("other.csv", "id,a,b\n9,1,5\n");
    const env = { PIPELINE_INPUT: "nowhere.csv", PIPELINE_LATE_VALUE: "7" };
    const done = await program(folder, ["--input", "other.csv", "--output", "mine.csv"], env);
    expect(done).toMatchObject({ code: 0 });
    expect(await output(work.path("mine.csv"))).toMatch(/^id,a,b,.*reached\n9,1,5,.*false\n$/);
  });

  test.each([
    [["--late-value", "much"], "USAGE_SETTING", "--late-value must be a number."],
    [["--nothing"], "USAGE_FLAG", "Unknown option"],
    [["--limit", "0"], "USAGE_FLAG", "whole number"],
    [["--events", "xml"], "USAGE_FLAG", "ndjson"],
    [["--input", "missing.csv"], "FILE_MISSING", "missing.csv"],
  ])("refuses %j in words", async (args, code, words) => {
    const refused = await program(folder, args);
    expect(refused.code).toBe(2);
    const errors = logOf(refused).filter(({ level }) => level === "error");
    expect(errors[0]).toMatchObject({ code });
    expect(JSON.stringify(errors[0])).toContain(words);
  });

  test("lists in its help what can be set", async () => {
    const { code, stdout } = await program(folder, ["--help"]);
    expect(code).toBe(0);
    for (const word of ["--input PATH", "PIPELINE_MODEL", "--late-value NUMBER", "--selftest"])
      expect(stdout).toContain(word);
  });

  test("tells what it would write, and writes nothing, with --dry-run", async () => {
    await rm(join(folder, "results"), { recursive: true });
    await mkdir(join(folder, "results"));
    const done = await program(folder, ["--dry-run"]);
    expect(logOf(done).map(({ message }) => message)).toContain("would write 3 rows to results/out.csv");
    expect(await readdir(join(folder, "results"))).toEqual([]);
  });

  test("prints numbered events with --events ndjson", async () => {
    const { stdout } = await program(folder, ["--events", "ndjson"]);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { seq: number; type: string });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(events.at(-1).type).toBe("run-done");
  });

  test("starts with compiled code once the self-test has passed, and says nothing else for it", async () => {
    const before = await program(folder);
    expect(await program(folder, ["--selftest"])).toMatchObject({ code: 0, stderr: "" });
    const compiled = join(folder, "runtime", COMPILED_FOLDER);
    const names = await readdir(compiled);
    expect(names.some((name) => name.startsWith("run-"))).toBe(true);
    for (const name of names) {
      const source = await readFile(join(folder, "runtime/chunks", name.replace(/\.bin$/, "")), "latin1");
      const cachedData = await readFile(join(compiled, name));
      expect(new Script(source, { cachedData }).cachedDataRejected, name).toBe(false);
    }
    const after = await program(folder);
    expect({ code: after.code, stdout: after.stdout }).toEqual({ code: before.code, stdout: before.stdout });
  });

  test.skipIf(process.platform === "win32")("lets frames in flight finish after SIGTERM", async () => {
    const lines = Array.from({ length: 400_000 }, (_, i) => `${i},${i % 9},${i % 4}\n`).join("");
    await work.write("long.csv", `id,a,b\n${lines}`);
    const child = startProgram(folder, [
      "--input",
      "long.csv",
      "--output",
      "long-out.csv",
      "--events",
      "ndjson",
    ]);
    const end = ended(child);
    for await (const line of createInterface(child.stdout)) {
      const { type, rows = 0 } = JSON.parse(line) as { type: string; rows?: number };
      if (type !== "progress" || rows === 0) continue;
      child.kill("SIGTERM");
      break;
    }
    const { code } = await end;
    expect(code).toBe(130);
    const names = await work.names();
    expect(names).toContain("long-out.csv.part");
    expect(names).not.toContain("long-out.csv");
  });
});

describe("exporting", () => {
  test("refuses a folder that is not empty, and with --force leaves what is not its own", async () => {
    const refused = await work.millrace(["export", "flow.millrace.json", "-o", "program"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("EXPORT_TARGET_FULL");
    await writeFile(join(folder, "notes.txt"), "mine");
    await writeFile(join(folder, "pipeline.mjs"), "changed by hand");
    const forced = await work.millrace(["export", "flow.millrace.json", "-o", "program", "--force"]);
    expect(forced.code).toBe(0);
    expect(await readFile(join(folder, "notes.txt"), "utf8")).toBe("mine");
    expect(await readFile(join(folder, "pipeline.mjs"), "utf8")).toContain("await run(import.meta)");
  });

  test("never replaces a file that nobody exported", async () => {
    await mkdir(work.path("foreign"));
    await writeFile(work.path("foreign/README.md"), "mine");
    const refused = await work.millrace(["export", "flow.millrace.json", "-o", "foreign", "--force"]);
    expect(refused.stderr).toContain("EXPORT_TARGET_FOREIGN");
    expect(await readdir(work.path("foreign"))).toEqual(["README.md"]);
  });

  test("never mixes with a file where a folder has to be, nor with facts that are damaged", async () => {
    await mkdir(work.path("in-the-way"));
    await writeFile(work.path("in-the-way/runtime"), "mine");
    const blocked = await work.millrace(["export", "flow.millrace.json", "-o", "in-the-way", "--force"]);
    expect(blocked.stderr).toContain("EXPORT_TARGET_FOREIGN");
    expect(await readdir(work.path("in-the-way"))).toEqual(["runtime"]);
    await work.millrace(["export", "flow.millrace.json", "-o", "damaged"]);
    await writeFile(work.path("damaged/runtime/export.json"), "{");
    const damaged = await work.millrace(["export", "flow.millrace.json", "-o", "damaged", "--force"]);
    expect(damaged.stderr).toContain("EXPORT_TARGET_FOREIGN");
  });

  test.skipIf(process.platform === "win32")(
    "that is interrupted exits with 130 and leaves nothing",
    async () => {
      const child = work.start(["export", "flow.millrace.json", "-o", "interrupted"]);
      const end = ended(child);
      // The temporary folder stands from its first step to its last.
      while (!(await work.names()).some((name) => name.startsWith(".interrupted"))) await setImmediate();
      child.kill("SIGINT");
      const { code, stderr } = await end;
      expect(stderr).toContain("nothing was exported");
      expect(code).toBe(130);
      expect((await work.names()).filter((name) => name.includes("interrupted"))).toEqual([]);
    },
  );

  test("refuses an output that would replace the program", async () => {
    await work.flow(
      "own.millrace.json",
      [
        ["rows", "csv", { path: "rows.csv" }],
        ["out", "write-csv", { path: "./pipeline.mjs" }],
      ],
      ["rows -> out"],
    );
    const refused = await work.millrace(["export", "own.millrace.json", "-o", "own"]);
    expect(refused.stderr).toContain("EXPORT_OUTPUT_OWN");
    expect(await work.names()).not.toContain("own");
  });

  test("says in words where the system refuses the folder", async () => {
    const refused = await work.millrace(["export", "flow.millrace.json", "-o", "rows.csv/program"]);
    expect(refused.stderr).toContain("FILE_FAILED");
    expect(refused.stderr).not.toContain("fault in Millrace");
  });

  test("takes nodes and ports that are called as what every object has", async () => {
    await work.flow(
      "names.millrace.json",
      [
        ["constructor", "csv", { path: "rows.csv" }],
        ["act", "branch", { branches: ["ref", "toString"].map((id) => ({ id, condition: "b > 1" })) }],
        ["x", "write-csv", { path: "x.csv" }],
        ["y", "write-csv", { path: "y.csv" }],
      ],
      ["constructor -> act", "act.ref -> x", "act.toString -> y"],
    );
    const named = await work.millrace(["export", "names.millrace.json", "-o", "names"]);
    expect(named).toMatchObject({ code: 0 });
  });

  test("takes whole rows into its samples, also behind a mark for inches", async () => {
    const rows = Array.from({ length: 9000 }, (_, i) => `${i},row ${i}\n`).join("");
    await work.write("inches.csv", `id,what\n0,5" pipe\n${rows}`);
    await work.flow(
      "inches.millrace.json",
      [
        ["rows", "csv", { path: "inches.csv" }],
        ["out", "write-csv", { path: "inches-out.csv" }],
      ],
      ["rows -> out"],
    );
    const done = await work.millrace(["export", "inches.millrace.json", "-o", "inches"]);
    expect(done.stderr).toContain("proved: its samples give 502 values");
  });

  test("keeps the order of pictures that goes by their time", async () => {
    const picture = sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } }).png();
    const bytes = await picture.toBuffer();
    await mkdir(work.path("by-time"));
    for (const [i, name] of ["a", "b", "c"].entries()) {
      await work.write(`by-time/${name}.png`, bytes);
      await utimes(work.path(`by-time/${name}.png`), 9e8 - i * 1e6, 9e8 - i * 1e6);
    }
    await work.flow(
      "by-time.millrace.json",
      [
        ["pictures", "image-folder", { path: "by-time", sort: "modified" }],
        ["out", "write-jsonl", { path: "by-time.jsonl" }],
      ],
      ["pictures -> out"],
    );
    const folder = await exported(work, "by-time.millrace.json", "by-time-program");
    const expected = await readFile(join(folder, "selftest/expected/out.jsonl"), "utf8");
    expect(expected.match(/[abc]\.png/g)?.[0]).toBe("c.png");
    expect(await program(folder, ["--selftest"])).toMatchObject({ code: 0 });
  });

  test("says the issues of a workflow that cannot run, and leaves nothing", async () => {
    await work.flow(
      "broken.millrace.json",
      [
        ["rows", "csv", { path: "none.csv" }],
        ["x", "teleport"],
      ],
      ["rows -> x"],
    );
    const refused = await work.millrace(["export", "broken.millrace.json", "-o", "broken"]);
    const validated = await work.millrace(["validate", "broken.millrace.json"]);
    expect(refused.code).toBe(2);
    const codes = (text: string) => [...text.matchAll(/^error (\w+)/gm)].map(([, code]) => code);
    expect(codes(refused.stderr).length).toBeGreaterThan(0);
    expect(codes(refused.stderr)).toEqual(codes(validated.stdout + validated.stderr));
    expect((await work.names()).filter((name) => name.includes("broken") && !name.endsWith(".json"))).toEqual(
      [],
    );
  });

  test("vendored gives a program that needs no packages but its own", async () => {
    const { code, stderr } = await work.millrace([
      ...["export", "flow.millrace.json", "-o", "whole", "--target", "vendored"],
    ]);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(await readdir(work.path("whole/node_modules"))).toEqual(["onnxruntime-node"]);
    expect(await readdir(work.path("whole/node_modules/onnxruntime-node/bin/napi-v6"))).toEqual([
      process.platform,
    ]);
    expect(await readdir(work.path("whole"))).not.toContain("package-lock.json");
    expect(await program(work.path("whole"), ["--selftest"])).toMatchObject({ code: 0 });
  });

  test("vendored for another platform holds its library and no other", async () => {
    const platform = process.platform === "win32" ? "linux-x64" : "win32-x64";
    const args = ["-o", "other", "--target", "vendored", "--platform", platform];
    expect(await work.millrace(["export", "flow.millrace.json", ...args])).toMatchObject({ code: 0 });
    const library = work.path("other/node_modules/onnxruntime-node/bin/napi-v6");
    expect(await readdir(library)).toEqual([platform.split("-")[0]]);
    expect(await readdir(join(library, platform.replace("-", "/")))).toContain("onnxruntime_binding.node");
  });

  test("refuses a platform for a script, which is for every one", async () => {
    const refused = await work.millrace([
      "export",
      "flow.millrace.json",
      "-o",
      "x",
      "--platform",
      "linux-x64",
    ]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("USAGE_PLATFORM");
  });

  test("of pictures asks for sharp, and brings it along when vendored", async () => {
    await mkdir(work.path("pictures"));
    const red = { create: { width: 4, height: 3, channels: 3 as const, background: "#c04020" } };
    await writeFile(work.path("pictures/a.png"), await sharp(red).png().toBuffer());
    await work.flow(
      "pictures.millrace.json",
      [
        ["photos", "image-folder", { path: "pictures" }],
        ["pixels", "image-to-tensor", { column: "image", width: 2, height: 2 }],
        ["only", "select", { columns: ["path", "tensor"] }],
        ["flat", "unpack", { column: "tensor" }],
        ["write", "write-csv", { path: "pixels.csv" }],
      ],
      ["photos -> pixels", "pixels -> only", "only -> flat", "flat -> write"],
    );
    const { code, stderr } = await work.millrace([
      ...["export", "pictures.millrace.json", "-o", "gallery", "--target", "vendored"],
    ]);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(await readdir(work.path("gallery/node_modules"))).not.toContain("onnxruntime-node");
    expect(await program(work.path("gallery"), ["--selftest"])).toMatchObject({ code: 0 });
    expect(await work.millrace(["export", "pictures.millrace.json", "-o", "script"])).toMatchObject({
      code: 0,
    });
    const { dependencies } = JSON.parse(await readFile(work.path("script/package.json"), "utf8")) as {
      dependencies: object;
    };
    expect(Object.keys(dependencies)).toEqual(["sharp"]);
  });

  test("refuses a place where a file is", async () => {
    const refused = await work.millrace(["export", "flow.millrace.json", "-o", "rows.csv", "--force"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("EXPORT_TARGET_FILE");
    expect(await work.read("rows.csv")).toBe(ROWS);
  });

  test("gives a program that says in words what was wired wrong by hand", async () => {
    const copy = work.path("by-hand");
    await cp(folder, copy, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
    await installPackages(copy);
    const text = await readFile(join(copy, "pipeline.mjs"), "utf8");
    await writeFile(
      join(copy, "pipeline.mjs"),
      text.replace(/threshold\("late", \w+/, 'threshold("late", "model"'),
    );
    const refused = await program(copy);
    expect(refused.code).toBe(2);
    expect(logOf(refused)[0]).toMatchObject({ code: "PIPELINE_INPUT", place: "pipeline.mjs" });
  });

  /** A copy of the program with a line of it changed by hand. */
  async function changed(name: string, from: RegExp | string, to: string): Promise<string> {
    const copy = work.path(name);
    await cp(folder, copy, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
    await installPackages(copy);
    const text = await readFile(join(copy, "pipeline.mjs"), "utf8");
    expect(text.replace(from, to)).not.toBe(text);
    await writeFile(join(copy, "pipeline.mjs"), text.replace(from, to));
    return copy;
  }

  test("gives a program that says which kinds did not come along", async () => {
    const copy = await changed("absent", /run,?\s*\} from/, "run, formula } from");
    await writeFile(
      join(copy, "pipeline.mjs"),
      (await readFile(join(copy, "pipeline.mjs"), "utf8")).replace(
        "await run",
        'formula("More", rows, {});\nawait run',
      ),
    );
    const refused = await program(copy);
    expect(refused.code).toBe(2);
    expect(logOf(refused)[0]).toMatchObject({ code: "PIPELINE_KIND", place: "pipeline.mjs" });
  });

  test("gives a program that says when it runs nothing", async () => {
    const refused = await program(await changed("no-run", "await run(import.meta);", ""));
    expect(refused.code).toBe(2);
    expect(logOf(refused)).toEqual([expect.objectContaining({ code: "PIPELINE_NO_RUN" })]);
  });

  test("gives a program whose change can be taken as right", async () => {
    const copy = await changed("accepted", /value\(2,/, "value(3,");
    expect(await program(copy, ["--selftest"])).toMatchObject({ code: 1 });
    const accepted = await program(copy, ["--selftest", "--accept"]);
    expect(accepted.code).toBe(0);
    expect(JSON.stringify(logOf(accepted))).toContain("different from now on");
    expect(await program(copy, ["--selftest"])).toMatchObject({ code: 0, stderr: "" });
  });

  test("gives a program that warns of a model it was not exported with", async () => {
    await work.write("n.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2, seed: 9 }));
    const done = await program(folder, ["--model", "n.onnx", "--output", "n.csv"]);
    expect(logOf(done)[0]).toMatchObject({ level: "warning", code: "MODEL_OTHER" });
    expect(done.code).toBe(3);
  });

  test.each([
    ['csv(7, { path: "rows.csv" });', "title"],
    ['csv("rows", null);', "params"],
    ['csv("rows", { path: "rows.csv" }, { rescue: { onError: "halt" } });', "rescue.onError"],
  ])("gives a program that says in words what is wrong with %s", async (call, words) => {
    const text = `import { csv, run } from "./runtime/index.cjs";\n${call}\nawait run(import.meta);\n`;
    await writeFile(join(folder, "by-hand.mjs"), text);
    const refused = await ended(
      spawn(process.execPath, [join(folder, "by-hand.mjs")], { env: { PATH: process.env.PATH } }),
    );
    expect(refused.code).toBe(2);
    expect(logOf(refused)[0]).toMatchObject({ code: "PIPELINE_CALL" });
    expect(logOf(refused)[0].message).toContain(words);
  });

  test("gives a program that says in words that its samples are damaged", async () => {
    const copy = work.path("without-samples");
    await cp(folder, copy, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
    await installPackages(copy);
    await writeFile(join(copy, "selftest/samples.json"), "{");
    await writeFile(join(copy, "runtime/export.json"), "{");
    expect(logOf(await program(copy, ["--selftest"]))[0]).toMatchObject({ code: "SELFTEST_DAMAGED" });
    expect(await program(copy, ["--help"])).toMatchObject({ code: 0 });
  });

  test("asks where to, where that is not said", async () => {
    const { code, stderr } = await work.millrace(["export", "flow.millrace.json"]);
    expect(code).toBe(2);
    expect(stderr).toContain("USAGE_OUT");
  });

  test("gives a program that is refused with a reason once its model is gone", async () => {
    const copy = work.path("no-model");
    await cp(folder, copy, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
    await installPackages(copy);
    await rm(join(copy, "models/m.onnx"));
    const refused = await program(copy);
    expect(refused.code).toBe(2);
    expect(logOf(refused)[0]).toMatchObject({ code: "MODEL_MISSING", place: "models/m.onnx" });
  });
});
