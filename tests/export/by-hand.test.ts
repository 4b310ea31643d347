// Programs that were changed by hand: what is wrong is said in words, and what was meant can be taken as right.

import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ended } from "../cli/millrace.ts";
import { logOf, program } from "./exported.ts";
import { copyProgram, scoring } from "./scoring.ts";

const scored = scoring();

describe("a program that was changed by hand", () => {
  test("says in words what was wired wrong by hand", async () => {
    const copy = scored.work.path("by-hand");
    await copyProgram(scored.folder, copy);
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
    const copy = scored.work.path(name);
    await copyProgram(scored.folder, copy);
    const text = await readFile(join(copy, "pipeline.mjs"), "utf8");
    expect(text.replace(from, to)).not.toBe(text);
    await writeFile(join(copy, "pipeline.mjs"), text.replace(from, to));
    return copy;
  }

  test("says which kinds did not come along", async () => {
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

  test("says which setting is misspelt, instead of computing with a default", async () => {
    const refused = await program(await changed("misspelt", "config.lateValue", "config.latevalue"));
    expect(refused.code).toBe(2);
    expect(logOf(refused)[0]).toMatchObject({ code: "PIPELINE_SETTING", hint: "Write config.lateValue." });
  });

  test("says when it runs nothing", async () => {
    const refused = await program(await changed("no-run", "await run(import.meta);", ""));
    expect(refused.code).toBe(2);
    expect(logOf(refused)).toEqual([expect.objectContaining({ code: "PIPELINE_NO_RUN" })]);
  });

  test("has a change taken as right", async () => {
    const copy = await changed("accepted", /value\(2,/, "value(3,");
    expect(await program(copy, ["--selftest"])).toMatchObject({ code: 1 });
    const accepted = await program(copy, ["--selftest", "--accept"]);
    expect(accepted.code).toBe(0);
    expect(JSON.stringify(logOf(accepted))).toContain("different from now on");
    expect(await program(copy, ["--selftest"])).toMatchObject({ code: 0, stderr: "" });
  });

  test.each([
    ["renamed", 'writeCsv("write"', 'writeCsv("Results"', "results/out.csv"],
    [
      "added",
      "await run",
      'writeCsv("More", rows, { path: "results/more.csv" });\nawait run',
      "results/more.csv",
    ],
  ])(
    "tests itself without touching the results where a node that writes is %s",
    async (name, from, to, file) => {
      const copy = await changed(name, from, to);
      await writeFile(join(copy, file), "of the last run");
      const tested = await program(copy, ["--selftest"]);
      expect(tested.code).toBe(1);
      expect(JSON.stringify(logOf(tested))).toContain(name === "added" ? "more.csv" : "results.csv");
      expect(await program(copy, ["--selftest", "--accept"])).toMatchObject({ code: 0 });
      expect(await program(copy, ["--selftest"])).toMatchObject({ code: 0 });
      expect(await readFile(join(copy, file), "utf8")).toBe("of the last run");
    },
  );

  test.each([
    ['csv(7, { path: "rows.csv" });', "title"],
    ['csv("rows", null);', "params"],
    ['csv("rows", { path: "rows.csv" }, { rescue: { onError: "halt" } });', "rescue.onError"],
  ])("says in words what is wrong with %s", async (call, words) => {
    const text = `import { csv, run } from "./runtime/index.cjs";\n${call}\nawait run(import.meta);\n`;
    await writeFile(join(scored.folder, "by-hand.mjs"), text);
    const refused = await ended(
      spawn(process.execPath, [join(scored.folder, "by-hand.mjs")], { env: { PATH: process.env.PATH } }),
    );
    expect(refused.code).toBe(2);
    expect(logOf(refused)[0]).toMatchObject({ code: "PIPELINE_CALL" });
    expect(logOf(refused)[0].message).toContain(words);
  });
});
