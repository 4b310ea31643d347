// The target systemd: is the unit right, as far as that can be told without the system it is for, and does what it starts work?

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ended, workspace } from "../cli/millrace.ts";
import { mlp } from "../models/make.ts";
import { exported } from "./exported.ts";

const work = workspace();
let folder: string;
let unit: Unit;

/** Settings by name, in order; one may stand there again. */
type Unit = ReadonlyMap<string, readonly string[]>;

async function readUnit(path: string): Promise<Unit> {
  const found = new Map<string, string[]>();
  for (const line of (await readFile(path, "utf8")).split("\n")) {
    if (line === "" || /^[#[]/.test(line)) continue;
    const [, name, value] = /^(\w+)=(.*)$/.exec(line)!;
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

const ROWS = "id,a,b\n1,0.5,1\n2,1.5,2\n";

beforeAll(async () => {
  await mkdir(work.path("in"));
  await mkdir(work.path("out"));
  await work.write("in/rows.csv", ROWS);
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.flow(
    "daily-scores.millrace.json",
    [
      ["rows", "csv", { path: "in/rows.csv" }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a", "b"] } }],
      ["write", "write-csv", { path: "out/scores.csv" }],
      ["more", "write-csv", { path: "out/more.csv" }],
    ],
    ["rows -> model", "model -> write", "model -> more"],
  );
  folder = await exported(work, "daily-scores.millrace.json", "program", ["--target", "systemd"]);
  unit = await readUnit(join(folder, "systemd/daily-scores.service"));
});

const has = (name: string) => unit.get(name)?.join("\n");

describe("the unit", () => {
  test.each([
    ["Type", "oneshot"],
    ["User", "pipeline-daily-scores"],
    ["NoNewPrivileges", "yes"],
    ["CapabilityBoundingSet", ""],
    ["ProtectSystem", "strict"],
    ["ProtectHome", "yes"],
    ["PrivateTmp", "yes"],
    ["RestrictAddressFamilies", "AF_UNIX"],
    ["SystemCallFilter", "@system-service\n~@privileged"],
    ["KillSignal", "SIGTERM"],
    ["TimeoutStopSec", "90s"],
    ["SuccessExitStatus", "3 130"],
    ["EnvironmentFile", "-/etc/daily-scores.env"],
    ["StateDirectory", "daily-scores daily-scores/in daily-scores/out"],
    ["WorkingDirectory", "/var/lib/daily-scores"],
  ])("has %s=%s", (name, value) => expect(has(name)).toBe(value));

  test("leaves memory that is written and executed to V8, and says why", async () => {
    expect(has("MemoryDenyWriteExecute")).toBeUndefined();
    expect(await readFile(join(folder, "systemd/daily-scores.service"), "utf8")).toMatch(
      /^# MemoryDenyWriteExecute stays off: V8/m,
    );
  });

  test("has a timer that makes up for what was missed", async () => {
    const timer = await readUnit(join(folder, "systemd/daily-scores.timer"));
    expect(Object.fromEntries(timer)).toMatchObject({
      OnCalendar: ["hourly"],
      Persistent: ["yes"],
      RandomizedDelaySec: ["5min"],
      WantedBy: ["timers.target"],
    });
  });

  test("starts what reads and writes below the state directory alone", async () => {
    const state = await mkdtemp(join(tmpdir(), "millrace-state-"));
    for (const path of has("StateDirectory")!.split(" ").slice(1))
      await mkdir(join(state, path.replace("daily-scores/", "")), { recursive: true });
    await writeFile(join(state, "in/rows.csv"), ROWS);
    const before = await readdir(folder, { recursive: true });
    const variables = unit.get("Environment")!.map((one) => one.split("=") as [string, string]);
    expect(has("ExecStart")).toBe("/usr/bin/env node /opt/daily-scores/pipeline.mjs");
    const child = spawn(process.execPath, [join(folder, "pipeline.mjs")], {
      cwd: state,
      env: { PATH: process.env.PATH, ...Object.fromEntries(variables) },
    });
    expect(await ended(child)).toMatchObject({ code: 0 });
    expect((await readdir(join(state, "out"))).toSorted()).toEqual(["more.csv", "scores.csv"]);
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  });

  test("keeps what paths and titles can have in them", async () => {
    await mkdir(work.path("a b"));
    await mkdir(work.path("c;d"));
    await work.flow(
      "100% sure, really.millrace.json",
      [
        ["rows", "csv", { path: work.path("in/rows.csv") }],
        ["one", "write-csv", { path: "a b/x%n.csv" }],
        ["two", "write-csv", { path: "../up.csv" }],
        ["three", "write-csv", { path: "c;d/y.csv" }],
        ["four", "write-csv", { path: work.path("out/abs.csv") }],
      ],
      ["rows -> one", "rows -> two", "rows -> three", "rows -> four"],
    );
    const args = ["--target", "systemd"];
    const odd = await exported(work, "100% sure, really.millrace.json", "odd", args);
    const names = (await readdir(join(odd, "systemd"))).toSorted();
    expect(names).toEqual(["100-sure-really.service", "100-sure-really.timer"]);
    const found = await readUnit(join(odd, "systemd", names[0]));
    expect(found.get("Description")).toEqual(["100%% sure, really"]);
    expect(found.get("Environment")).toEqual([
      '"PIPELINE_OUTPUT=a b/x%%n.csv"',
      "PIPELINE_TWO_PATH=up.csv",
      "PIPELINE_THREE_PATH=y.csv",
    ]);
    expect(found.get("StateDirectory")).toEqual(['100-sure-really "100-sure-really/a b"']);
    expect(found.get("ReadWritePaths")).toEqual([`-${work.path("out")}`]);
    verified(join(odd, "systemd", names[0]));
  });
});

/** `systemd-analyze` of this machine; on Debian it comes with the package systemd. */
const isInstalled = spawnSync("systemd-analyze", ["--version"]).status === 0;

function verified(path: string): void {
  if (isInstalled) execFileSync("systemd-analyze", ["verify", path, path.replace(/service$/, "timer")]);
}

describe("systemd itself", () => {
  test("finds nothing wrong with unit and timer", (context) => {
    if (!isInstalled) context.skip("systemd-analyze is not installed on this machine");
    const path = join(folder, "systemd/daily-scores.service");
    const { status, stderr } = spawnSync(
      "systemd-analyze",
      ["verify", path, path.replace("service", "timer")],
      { encoding: "utf8" },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("calls the unit safe", (context) => {
    if (!isInstalled) context.skip("systemd-analyze is not installed on this machine");
    const args = ["security", "--offline=true", "--no-pager", "--threshold=15"];
    const path = join(folder, "systemd/daily-scores.service");
    const { status, stdout } = spawnSync("systemd-analyze", [...args, path], {
      encoding: "utf8",
      cwd: dirname(path),
    });
    expect(stdout).toMatch(/exposure level for daily-scores\.service: \d\.\d SAFE/);
    // Above the threshold (1.5 of 10) it ends with another.
    expect(status).toBe(0);
  });
});

test("the README tells how it is installed, and every name in it is one of the files", async () => {
  const readme = await readFile(join(folder, "README.md"), "utf8");
  for (const words of [
    "systemctl enable --now daily-scores.timer",
    "journalctl -u daily-scores.service",
    // As root, no package may run what it likes.
    "sudo npm ci --ignore-scripts",
    "sudo mkdir -p /var/lib/daily-scores /var/lib/daily-scores/in\n",
    "sudo cp -r /path/to/rows.csv /var/lib/daily-scores/in/rows.csv\n",
    "sudo chown -R pipeline-daily-scores:pipeline-daily-scores /var/lib/daily-scores ",
  ])
    expect(readme).toContain(words);
  expect(readme).not.toContain("One line of cron");
});
