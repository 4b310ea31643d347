// Does the README of a program tell its operator all of what the program says and takes?

import { spawn } from "node:child_process";
import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ended, workspace } from "../cli/millrace.ts";
import { edit, exported, logOf, program } from "./exported.ts";

const work = workspace();
const targets = ["script", "systemd", "cron", "ci"];
const folders = new Map<string, string>();

beforeAll(async () => {
  await work.write("rows.csv", "id,a\n1,2\nx,oops\n");
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", types: { a: "float64" } }],
      ["write", "write-csv", { path: "out.csv" }],
      ["print", "print-table", {}],
    ],
    ["rows -> write", "rows -> print"],
  );
  for (const target of targets)
    folders.set(target, await exported(work, "flow.millrace.json", target, ["--target", target]));
  await cp(work.path("rows.csv"), join(folders.get("script")!, "rows.csv"));
});

const readmeOf = (target: string) => readFile(join(folders.get(target)!, "README.md"), "utf8");

test.each(targets)("for %s it says how to run, configure, schedule, watch and update", async (target) => {
  const headings = [...(await readmeOf(target)).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    "Run it",
    "Configure it",
    "What it reads",
    "Schedule it",
    "In parts",
    "Watch it",
    "Change it, update it",
  ]);
});

test.each(targets)("exported again for %s it is the same to the byte", async (target) => {
  const name = `${target}-again`;
  expect(await work.millrace(["export", "flow.millrace.json", "-o", name, "--target", target])).toMatchObject(
    {
      code: 0,
    },
  );
  const again = work.path(name);
  const paths = (await readdir(again, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name: file }) => join(parentPath, file).slice(again.length + 1));
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths)
    expect(await readFile(join(again, path), "latin1"), path).toBe(
      await readFile(join(folders.get(target)!, path), "latin1"),
    );
});

test("the command of the README takes settings from a copy of .env.example", async () => {
  const folder = folders.get("script")!;
  await cp(join(folder, ".env.example"), join(folder, ".env"));
  await edit(join(folder, ".env"), "# PIPELINE_OUTPUT=out.csv", "PIPELINE_OUTPUT=from-env.csv");
  expect(await readmeOf("script")).toContain("`node --env-file=.env pipeline.mjs`");
  const child = spawn(process.execPath, ["--env-file=.env", "pipeline.mjs"], { cwd: folder });
  expect(await ended(child)).toMatchObject({ code: 3 });
  expect(await readFile(join(folder, "from-env.csv"), "utf8")).toContain("1,2");
});

test("of a program that cannot be divided it names the node, as the program itself does", async () => {
  const folder = folders.get("script")!;
  const [refused] = logOf(await program(folder, ["--partition", "2/7"]));
  const readme = await readmeOf("script");
  expect(readme).toContain(`- ${String(refused.message)}`);
  expect(readme).not.toContain("does the second part of seven");
});

test("of a program that can be divided it says how", async () => {
  await work.flow(
    "parts.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> write"],
  );
  const readme = await readFile(
    join(await exported(work, "parts.millrace.json", "parts"), "README.md"),
    "utf8",
  );
  expect(readme).toContain("`--partition 2/7` does the second part of seven");
});

describe("the README of a script", () => {
  test("names every field of the log", async () => {
    const folder = folders.get("script")!;
    const lines = [await program(folder), await program(folder, ["--input", "none.csv"])].flatMap(logOf);
    const fields = new Set(lines.flatMap(Object.keys));
    const readme = await readmeOf("script");
    expect(fields.size).toBeGreaterThan(8);
    expect([...fields].filter((field) => !readme.includes(`\`${field}\``))).toEqual([]);
  });

  test("names every event", async () => {
    const { stdout } = await program(folders.get("script")!, ["--events", "ndjson"]);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { type: string }).type);
    const readme = await readmeOf("script");
    expect(new Set(events).size).toBeGreaterThan(4);
    expect([...new Set(events)].filter((type) => !readme.includes(`\`${type}\``))).toEqual([]);
  });

  test("names every flag that is a setting, its variable, and every exit code", async () => {
    const { stdout } = await program(folders.get("script")!, ["--help"]);
    const readme = await readmeOf("script");
    const [settings] = stdout.split("--help");
    for (const [, flag] of settings.matchAll(/^ {2}(--[a-z-]+) PATH/gm))
      expect(readme).toContain(`\`${flag}\``);
    for (const [variable] of settings.matchAll(/PIPELINE_\w+/g)) expect(readme).toContain(`\`${variable}\``);
    for (const code of [0, 1, 2, 3, 130]) expect(readme).toMatch(new RegExp(`^\\| ${code} +\\|`, "m"));
  });
});
