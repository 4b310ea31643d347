// The target cron: the line is run as cron runs it, by /bin/sh and with what stands in the crontab alone.

import { spawn, spawnSync } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ended, workspace } from "../cli/millrace.ts";
import { edit, exported } from "./exported.ts";

const work = workspace();
let folder: string;

beforeAll(async () => {
  await work.write("rows.csv", "id,a\n1,2\n");
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> write"],
  );
  folder = await exported(work, "flow.millrace.json", "program", ["--target", "cron"]);
  await cp(work.path("rows.csv"), join(folder, "rows.csv"));
  // What the operator is told to do.
  await edit(join(folder, "crontab"), /^PROGRAM=.*$/m, `PROGRAM=${folder}`);
  await edit(join(folder, "crontab"), /^PATH=/m, `PATH=${dirname(process.execPath)}:`);
});

/** Variables and jobs, as cron reads them. */
async function crontab() {
  const lines = (await readFile(join(folder, "crontab"), "utf8")).split("\n");
  const told = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const isVariable = (line: string) => /^\w+=/.test(line);
  const env = Object.fromEntries(
    told.filter(isVariable).map((line) => [line.split("=")[0], line.slice(line.indexOf("=") + 1)]),
  );
  return { env, jobs: told.filter((line) => !isVariable(line)) };
}

async function runLine() {
  const { env, jobs } = await crontab();
  const command = jobs[0].split(" ").slice(5).join(" ");
  return ended(spawn("/bin/sh", ["-c", command], { cwd: "/", env }));
}

describe.skipIf(process.platform === "win32")("the line", () => {
  test("is one, and has no sign that cron takes for the end of it", async () => {
    const { jobs } = await crontab();
    expect(jobs).toEqual([expect.stringMatching(/^0 \* \* \* \* cd "\$PROGRAM" && /)]);
    expect(jobs[0]).not.toContain("%");
  });

  test("runs the program in its folder and keeps its log", async () => {
    expect(await runLine()).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await readFile(join(folder, "out.csv"), "utf8")).toBe("id,a\n1,2\n");
    expect(await readFile(join(folder, "pipeline.log"), "utf8")).toContain('"message":"done"');
  });

  test("hands on the exit code, and the log says what is wrong", async () => {
    await rm(join(folder, "rows.csv"));
    expect(await runLine()).toMatchObject({ code: 2, stdout: "", stderr: "" });
    expect(await readFile(join(folder, "pipeline.log"), "utf8")).toContain("FILE_MISSING");
    await cp(work.path("rows.csv"), join(folder, "rows.csv"));
  });

  test("does nothing while another run is at work", async (context) => {
    if (spawnSync("flock", ["--version"]).status !== 0) context.skip("there is no flock on this machine");
    const lock = spawn("flock", [join(folder, "pipeline.lock"), "/bin/sh", "-c", "echo locked; read end"]);
    await new Promise((resolve) => lock.stdout.once("data", resolve));
    await writeFile(join(folder, "out.csv"), "untouched");
    expect(await runLine()).toMatchObject({ code: 1, stdout: "", stderr: "" });
    expect(await readFile(join(folder, "out.csv"), "utf8")).toBe("untouched");
    lock.stdin.end("\n");
    expect(await ended(lock)).toMatchObject({ code: expect.any(Number) as number });
    expect(await runLine()).toMatchObject({ code: 0 });
  });

  test("can be tried by the command of the README", async () => {
    const readme = await readFile(join(folder, "README.md"), "utf8");
    const command = /`(grep .* try)`/.exec(readme)![1];
    // A folder with a blank, and a setting of the job as the README says.
    const copy = work.path("a program");
    await cp(folder, copy, { recursive: true });
    await edit(join(copy, "crontab"), /^PROGRAM=.*$/m, `PROGRAM=${copy}\nPIPELINE_OUTPUT=of the job.csv`);
    expect(readme).toContain("`PIPELINE_INPUT=VALUE`");
    const tried = spawn("/bin/sh", ["-c", command], {
      cwd: copy,
      env: { HOME: "/", PATH: "/usr/bin:/bin" },
    });
    expect(await ended(tried)).toMatchObject({ code: 0 });
    expect(await readFile(join(copy, "of the job.csv"), "utf8")).toContain("1,2");
  });
});
