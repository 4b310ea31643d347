// Names with quotes, blanks, line ends and commands of a shell, in everything that is written for a program: they are names and no more.

import { spawn } from "node:child_process";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ended, workspace, type Ended } from "../cli/millrace.ts";
import { exported } from "./exported.ts";

// Windows has no such file names.
const has = process.platform === "win32" ? describe.skip : describe;

has("a workflow with odd names", () => {
  const work = workspace();
  const flow = 'syntax=a "b"\n$(touch run-1) `touch run-2` <b> [c](d).millrace.json';
  const input = "da ta/it's $(touch run-3) 5%.csv$(touch run-4)";
  const node = '*/ "q" `touch run-5` ${process.exit(9)}\n# <b> | \u0085x: y\\';
  const folders = new Map<string, string>();

  beforeAll(async () => {
    await mkdir(work.path("da ta"));
    await writeFile(work.path(input), "id`,a\n1,2\n");
    const output = "o $(touch run-6)/w.csv$(touch run-7)";
    const nodes = [
      { id: "rows", kind: "csv", version: 1, title: node, params: { path: input } },
      { id: "write", kind: "write-csv", version: 1, title: `${node}2`, params: { path: output } },
    ];
    const edges = [{ from: "rows.out", to: "write.in" }];
    await work.write(
      flow,
      JSON.stringify({ format: "millrace", version: 1, nodes, edges, view: { nodes: {} } }),
    );
    for (const target of ["script", "docker", "ci"])
      folders.set(target, await exported(work, flow, target, ["--target", target]));
  });

  const textOf = (target: string, path: string) => readFile(join(folders.get(target)!, path), "utf8");

  async function shell(folder: string, command: string): Promise<Ended> {
    const end = await ended(spawn(command, { cwd: folder, shell: "/bin/sh" }));
    const names = await readdir(folder, { recursive: true });
    expect(names.filter((name) => /^(.*\/)?run-\d$/.test(name))).toEqual([]);
    return end;
  }

  test("has commands in its README that run as they stand there", async () => {
    const folder = folders.get("script")!;
    await mkdir(join(folder, "da ta"));
    await writeFile(join(folder, input), "id`,a\n1,2\n");
    const readme = await textOf("script", "README.md");
    const [, command] = /^(node pipeline\.mjs --input .*) {3}# does the work$/m.exec(readme)!;
    expect(await shell(folder, command)).toMatchObject({ code: 0 });
    // cron takes the backslash away, and would end the line at a sign without one.
    const [, line] = /^0 \* \* \* \* cd [^ ]* && (.*)$/m.exec(readme)!;
    expect(line.replaceAll("\\%", "")).not.toContain("%");
    expect(await shell(folder, line.replaceAll("\\%", "%"))).toMatchObject({ code: 0 });
  });

  test("has a README whose headings and tables are its own", async () => {
    const readme = await textOf("script", "README.md");
    expect(readme.split("\n")[0]).toBe('# Syntax=a "b" $(touch run 1) `touch run 2` \\<b> \\[c](d)');
    expect(readme).not.toMatch(/^# \\?<b>|[^\\]<b> \|/m);
    expect(readme).toContain("`` id` `` float64");
  });

  test("has steps for a CI that run no other commands", async () => {
    const { scripts } = JSON.parse(await textOf("ci", "package.json")) as { scripts: Record<string, string> };
    for (const step of ["ci:validate", "ci:sample", "ci:gate", "ci:selftest"])
      expect(await shell(folders.get("ci")!, scripts[step]), step).toMatchObject({ code: 0 });
  });

  test("asks Docker for no other reader of its Dockerfile, and has no sign in YAML that ends a comment", async () => {
    expect((await textOf("docker", "Dockerfile")).split("\n")[0]).not.toMatch(/^#\s*\w+\s*=/);
    expect(await textOf("docker", "compose.yaml")).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});
