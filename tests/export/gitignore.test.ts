// A program's folder as a repository: Git sees what was exported, and nothing that runs, npm or the operator made.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { workspace } from "../cli/millrace.ts";

const work = workspace();
const hasGit = spawnSync("git", ["--version"]).status === 0;

beforeAll(async () => {
  await mkdir(work.path("out"));
  await work.write("rows.csv", "id,a\n1,2\n");
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["write", "write-csv", { path: "out/out.csv" }],
    ],
    ["rows -> write"],
  );
});

const MADE = [
  ".env",
  "runtime/compiled/x.bin",
  "out/out.csv",
  "late.csv.part",
  "out.csv.failed.jsonl",
  "node_modules/sharp/x.js",
];

describe.each([
  ["script", MADE],
  ["docker", MADE],
  ["ci", [...MADE, "ci/out/write.csv"]],
  // Its packages are a part of it.
  ["vendored", MADE.filter((path) => !path.startsWith("node_modules"))],
])("a program for %s", (target, made) => {
  test("shows Git all that was exported, and nothing that was made later", async (context) => {
    if (!hasGit) context.skip("git is not installed on this machine");
    const args = ["export", "flow.millrace.json", "-o", target, "--target", target];
    expect(await work.millrace(args)).toMatchObject({ code: 0 });
    const folder = work.path(target);
    const git = (...words: string[]) =>
      execFileSync("git", ["-C", folder, ...words], { encoding: "utf8" })
        .split("\0")
        .filter(Boolean);
    git("init", "-q");
    for (const path of made) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), "");
    }
    const seen = git("ls-files", "-z", "--others", "--exclude-standard");
    expect(seen.filter((path) => made.includes(path))).toEqual([]);
    const { files } = JSON.parse(await readFile(join(folder, "runtime/export.json"), "utf8")) as {
      files: string[];
    };
    expect(files).toContain(".gitignore");
    expect(files.filter((path) => !seen.includes(path))).toEqual([]);
  });
});
