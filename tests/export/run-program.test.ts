// How a program is run under proof: by Node, and in a process that is lent, where Node may not be started. Both have to do the same.

import { once } from "node:events";
import { watch } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lentProgram, spawnProgram } from "../../engine/export/parity/run-program.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-run-"));
  process.env.MILLRACE_TEST_SECRET = "not for programs";
});
afterAll(async () => {
  delete process.env.MILLRACE_TEST_SECRET;
  await rm(folder, { recursive: true });
});

describe.each([
  ["by Node", spawnProgram],
  ["lent", lentProgram],
])("a program run %s", (_, runProgram) => {
  const run = async (code: string, args: readonly string[] = [], signal?: AbortSignal) => {
    await writeFile(join(folder, "pipeline.mjs"), code);
    return runProgram(folder, args, signal);
  };

  test("gets its arguments, begins in its folder, waits at its top, and is heard", async () => {
    const code =
      'await new Promise((resolve) => setImmediate(resolve));\nconsole.log(process.cwd(), process.argv.slice(2).join("+"));\nconsole.error("said");';
    const { code: exit, output } = await run(code, ["--selftest", "a b"]);
    expect(exit).toBe(0);
    expect(output).toContain("--selftest+a b");
    expect(output).toContain(folder.split("/").at(-1));
    expect(output).toContain("said");
  });

  test("has nothing of this process's environment", async () => {
    const { output } = await run(
      'console.log(String(process.env.MILLRACE_TEST_SECRET), "PATH" in process.env);',
    );
    expect(output.trim()).toBe("undefined true");
  });

  test("ends with its exit code", async () => {
    expect(await run("process.exitCode = 3;")).toMatchObject({ code: 3 });
  });

  test("that throws is told with its last words", async () => {
    const { code, output } = await run('throw new Error("no such thing");');
    expect(code).toBe(1);
    expect(output).toContain("no such thing");
  });

  test("that crashes has no exit code of its own, or one that is not 0", async () => {
    const { code } = await run('process.kill(process.pid, "SIGKILL");');
    expect(code).not.toBe(0);
  });

  test("is ended when it is not wanted any more, and not begun when it never was", async () => {
    const endless =
      'import { writeFileSync } from "node:fs"; writeFileSync("begun", ""); setInterval(() => {}, 1000);';
    const stop = new AbortController();
    const watcher = watch(folder);
    const begun = once(watcher, "change");
    const ended = expect(run(`${endless} await new Promise(() => {});`, [], stop.signal)).rejects.toThrow();
    await begun;
    watcher.close();
    stop.abort();
    await ended;
    await expect(run(endless, [], AbortSignal.abort())).rejects.toThrow();
  });
});
