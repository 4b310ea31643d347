// What a run of an exported program does: what can be set, what it writes and says.

import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { COMPILED_FOLDER } from "../../app/start/load-build.ts";
import { mlp } from "../models/make.ts";
import { logOf, program } from "./exported.ts";
import { scoring } from "./scoring.ts";

const scored = scoring();

const output = (path = join(scored.folder, "results/out.csv")) => readFile(path, "utf8");

describe("a run", () => {
  test("writes beside the program, skips the row that does not fit, and says so", async () => {
    const done = await program(scored.folder);
    expect(done.code).toBe(3);
    expect((await output()).trim().split("\n")).toHaveLength(4);
    const log = logOf(done);
    expect(log.at(-1)).toMatchObject({ level: "info", message: "done", rows: 4, rowsFailed: 1 });
    expect(await readFile(join(scored.folder, "results/out.csv.failed.jsonl"), "utf8")).toContain('"line":4');
  });

  test("takes settings by flag and by variable, paths from the current scored.folder, a flag first", async () => {
    await scored.work.write("other.csv", "id,a,b\n9,1,5\n");
    const env = { PIPELINE_INPUT: "nowhere.csv", PIPELINE_LATE_VALUE: "7" };
    const done = await program(scored.folder, ["--input", "other.csv", "--output", "mine.csv"], env);
    expect(done).toMatchObject({ code: 0 });
    expect(await output(scored.work.path("mine.csv"))).toMatch(/^id,a,b,.*reached\n9,1,5,.*false\n$/);
  });

  test.each([
    [["--late-value", "much"], "USAGE_SETTING", "--late-value must be a number."],
    [["--nothing"], "USAGE_FLAG", "Unknown option"],
    [["--nothing"], "USAGE_FLAG", "What can be set is --input, --"],
    [["--inputs", "x.csv"], "USAGE_FLAG", "Did you mean --input?"],
    [["--selftest", "--make-folders"], "USAGE_FLAG", "--make-folders is not for the self-test"],
    [["--limit", "0"], "USAGE_FLAG", "whole number"],
    [["--events", "xml"], "USAGE_FLAG", "ndjson"],
    [["--late-value"], "USAGE_FLAG", "argument missing"],
    [["--input"], "USAGE_FLAG", "argument missing"],
    [["--accept"], "USAGE_FLAG", "--accept is for the self-test"],
    [["--keep", "made"], "USAGE_FLAG", "--keep is for the self-test"],
    [["--selftest", "--dry-run"], "USAGE_FLAG", "--dry-run is not for the self-test"],
    [["--selftest", "--accept", "--late-value", "9"], "USAGE_FLAG", "--late-value"],
    [["--input", "missing.csv"], "FILE_MISSING", "It is set by --input or PIPELINE_INPUT."],
    [["--input", "missing.csv"], "FILE_MISSING", "missing.csv"],
  ])("refuses %j in words", async (args, code, words) => {
    const refused = await program(scored.folder, args);
    expect(refused.code).toBe(2);
    const errors = logOf(refused).filter(({ level }) => level === "error");
    expect(errors[0]).toMatchObject({ code });
    expect(JSON.stringify(errors[0])).toContain(words);
  });

  test("makes the folder of its output where it is asked to", async () => {
    const place = ["--output", "not/yet/out.csv"];
    expect(await program(scored.folder, place)).toMatchObject({ code: 2 });
    expect(await program(scored.folder, [...place, "--make-folders", "--check"])).toMatchObject({ code: 0 });
    expect(await readdir(scored.work.folder)).not.toContain("not");
    expect(await program(scored.folder, [...place, "--make-folders"])).toMatchObject({ code: 3 });
    expect(await output(scored.work.path("not/yet/out.csv"))).toMatch(/^id,a,b,/);
  });

  test("takes a negative number behind a flag, and warns of a variable that sets nothing", async () => {
    const done = await program(scored.folder, ["--late-value", "-5", "--dry-run"], {
      PIPELINE_LATEVALUE: "9",
    });
    expect(done.code).toBe(3);
    expect(logOf(done)[0]).toMatchObject({ level: "warning", code: "USAGE_VARIABLE" });
    expect(logOf(done)[0].hint).toContain("PIPELINE_LATE_VALUE");
  });

  test("tests what was exported, whatever the environment sets for runs", async () => {
    expect(await program(scored.folder, ["--selftest"], { PIPELINE_LATE_VALUE: "-100" })).toMatchObject({
      code: 0,
    });
    expect(await program(scored.folder, ["--selftest", "--late-value", "-100"])).toMatchObject({ code: 1 });
  });

  test("lists in its help what can be set", async () => {
    const { code, stdout } = await program(scored.folder, ["--help"]);
    expect(code).toBe(0);
    for (const word of ["--input PATH", "PIPELINE_MODEL", "--late-value NUMBER", "--selftest"])
      expect(stdout).toContain(word);
  });

  test("tells what it would write, and writes nothing, with --dry-run", async () => {
    await rm(join(scored.folder, "results"), { recursive: true });
    await mkdir(join(scored.folder, "results"));
    const done = await program(scored.folder, ["--dry-run"]);
    expect(logOf(done).map(({ message }) => message)).toContain("would write 3 rows to results/out.csv");
    expect(await readdir(join(scored.folder, "results"))).toEqual([]);
  });

  test("prints numbered events with --events ndjson", async () => {
    const { stdout } = await program(scored.folder, ["--events", "ndjson"]);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { seq: number; type: string });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(events.at(-1).type).toBe("run-done");
  });

  test("starts with compiled code once the self-test has passed, and says nothing else for it", async () => {
    const before = await program(scored.folder);
    expect(await program(scored.folder, ["--selftest"])).toMatchObject({ code: 0, stderr: "" });
    const compiled = join(scored.folder, "runtime", COMPILED_FOLDER);
    const names = await readdir(compiled);
    expect(names.some((name) => name.startsWith("run-"))).toBe(true);
    for (const name of names) {
      const source = await readFile(
        join(scored.folder, "runtime/chunks", name.replace(/\.bin$/, "")),
        "latin1",
      );
      const cachedData = await readFile(join(compiled, name));
      expect(new Script(source, { cachedData }).cachedDataRejected, name).toBe(false);
    }
    const after = await program(scored.folder);
    expect({ code: after.code, stdout: after.stdout }).toEqual({ code: before.code, stdout: before.stdout });
  });

  test("warns of a model it was not exported with", async () => {
    await scored.work.write("n.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2, seed: 9 }));
    const done = await program(scored.folder, ["--model", "n.onnx", "--output", "n.csv"]);
    expect(logOf(done)[0]).toMatchObject({ level: "warning", code: "MODEL_OTHER" });
    expect(done.code).toBe(3);
  });
});
