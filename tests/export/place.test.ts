// Where a workflow may be exported to, and what keeps it from being exported.

import { chmod, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { ended } from "../cli/millrace.ts";
import { ROWS, scoring } from "./scoring.ts";

const scored = scoring();

describe("exporting", () => {
  test("refuses a folder that is not empty, and with --force leaves what is not its own", async () => {
    const refused = await scored.work.millrace(["export", "flow.millrace.json", "-o", "program"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("EXPORT_TARGET_FULL");
    await writeFile(join(scored.folder, "notes.txt"), "mine");
    await writeFile(join(scored.folder, "pipeline.mjs"), "changed by hand");
    const forced = await scored.work.millrace(["export", "flow.millrace.json", "-o", "program", "--force"]);
    expect(forced.code).toBe(0);
    expect(await readFile(join(scored.folder, "notes.txt"), "utf8")).toBe("mine");
    expect(await readFile(join(scored.folder, "pipeline.mjs"), "utf8")).toContain("await run(import.meta)");
  });

  test("never replaces a file that nobody exported", async () => {
    await mkdir(scored.work.path("foreign"));
    await writeFile(scored.work.path("foreign/README.md"), "mine");
    const refused = await scored.work.millrace(["export", "flow.millrace.json", "-o", "foreign", "--force"]);
    expect(refused.stderr).toContain("EXPORT_TARGET_FOREIGN");
    expect(await readdir(scored.work.path("foreign"))).toEqual(["README.md"]);
  });

  test("never mixes with a file where a folder has to be, nor with facts that are damaged", async () => {
    await mkdir(scored.work.path("in-the-way"));
    await writeFile(scored.work.path("in-the-way/runtime"), "mine");
    const blocked = await scored.work.millrace([
      "export",
      "flow.millrace.json",
      "-o",
      "in-the-way",
      "--force",
    ]);
    expect(blocked.stderr).toContain("EXPORT_TARGET_FOREIGN");
    expect(await readdir(scored.work.path("in-the-way"))).toEqual(["runtime"]);
    await scored.work.millrace(["export", "flow.millrace.json", "-o", "damaged"]);
    await writeFile(scored.work.path("damaged/runtime/export.json"), "{");
    const damaged = await scored.work.millrace(["export", "flow.millrace.json", "-o", "damaged", "--force"]);
    expect(damaged.stderr).toContain("EXPORT_TARGET_FOREIGN");
  });

  test.skipIf(process.platform === "win32")(
    "that is interrupted exits with 130 and leaves nothing",
    async () => {
      const child = scored.work.start(["export", "flow.millrace.json", "-o", "interrupted"]);
      const end = ended(child);
      // The temporary folder stands from its first step to its last.
      while (!(await scored.work.names()).some((name) => name.startsWith(".interrupted")))
        await setImmediate();
      child.kill("SIGINT");
      const { code, stderr } = await end;
      expect(stderr).toContain("nothing was exported");
      expect(code).toBe(130);
      expect((await scored.work.names()).filter((name) => name.includes("interrupted"))).toEqual([]);
    },
  );

  // As in a container, which gets a folder for it and may write nowhere else.
  test("needs no rights but in the folder", async ({ skip }) => {
    skip(process.getuid?.() === 0, "an administrator may write everywhere");
    await mkdir(scored.work.path("above/own"), { recursive: true });
    await chmod(scored.work.path("above"), 0o555);
    const { code, stderr } = await scored.work.millrace(["export", "flow.millrace.json", "-o", "above/own"]);
    await chmod(scored.work.path("above"), 0o755);
    expect(code, stderr).toBe(0);
    const names = await readdir(scored.work.path("above/own"));
    expect(names.filter((name) => name.includes("part-"))).toEqual([]);
    expect(names).toContain("pipeline.mjs");
  });

  test.each([
    ["relative", () => "./pipeline.mjs"],
    ["absolute", () => scored.work.path("own/pipeline.mjs")],
    ["out and in again", () => "../own/pipeline.mjs"],
  ])("refuses an output that would replace the program, by a path that is %s", async (_, path) => {
    await scored.work.flow(
      "own.millrace.json",
      [
        ["rows", "csv", { path: "rows.csv" }],
        ["out", "write-csv", { path: path() }],
      ],
      ["rows -> out"],
    );
    const refused = await scored.work.millrace(["export", "own.millrace.json", "-o", "own"]);
    expect(refused.stderr).toContain("EXPORT_OUTPUT_OWN");
    expect(await scored.work.names()).not.toContain("own");
  });

  test("says in words where the system refuses the folder", async () => {
    const refused = await scored.work.millrace(["export", "flow.millrace.json", "-o", "rows.csv/program"]);
    expect(refused.stderr).toContain("FILE_FAILED");
    expect(refused.stderr).not.toContain("fault in Millrace");
  });

  test("refuses a place where a file is", async () => {
    const refused = await scored.work.millrace(["export", "flow.millrace.json", "-o", "rows.csv", "--force"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("EXPORT_TARGET_FILE");
    expect(await scored.work.read("rows.csv")).toBe(ROWS);
  });

  test("asks where to, where that is not said", async () => {
    const { code, stderr } = await scored.work.millrace(["export", "flow.millrace.json"]);
    expect(code).toBe(2);
    expect(stderr).toContain("USAGE_OUT");
  });

  test("says the issues of a workflow that cannot run, and leaves nothing", async () => {
    await scored.work.flow(
      "broken.millrace.json",
      [
        ["rows", "csv", { path: "none.csv" }],
        ["x", "teleport"],
      ],
      ["rows -> x"],
    );
    const refused = await scored.work.millrace(["export", "broken.millrace.json", "-o", "broken"]);
    const validated = await scored.work.millrace(["validate", "broken.millrace.json"]);
    expect(refused.code).toBe(2);
    const codes = (text: string) => [...text.matchAll(/^error (\w+)/gm)].map(([, code]) => code);
    expect(codes(refused.stderr).length).toBeGreaterThan(0);
    expect(codes(refused.stderr)).toEqual(codes(validated.stdout + validated.stderr));
    expect(
      (await scored.work.names()).filter((name) => name.includes("broken") && !name.endsWith(".json")),
    ).toEqual([]);
  });
});
