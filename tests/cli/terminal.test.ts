// What a person sees on a terminal: progress with rate and time left, colours unless NO_COLOR is set.

import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { workspace } from "./millrace.ts";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
/** `script` (util-linux) runs a command on a terminal of its own; that of other systems takes other arguments. */
const hasTerminal = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux");

const work = workspace();

beforeAll(async () => {
  const line = `${Array.from({ length: 16 }, (_, i) => i / 8).join()}\n`;
  const header = `${Array.from({ length: 16 }, (_, i) => `x${i}`).join()}\n`;
  await work.write("in.csv", header + line.repeat(200_000));
  const nodes = [
    ["data", "csv", { path: "in.csv" }],
    ["total", "formula", { columns: { total: "x1 + x2 * x3" } }],
    ["out", "write-csv", { path: "out.csv" }],
  ] as const;
  await work.flow("flow.millrace.json", nodes, ["data -> total", "total -> out"]);
});

/** What appears on the terminal, and what goes to standard output, which is a file here. */
async function onTerminal(args: string, env: NodeJS.ProcessEnv = {}) {
  const { NO_COLOR: _, ...own } = process.env;
  const command = `'${process.execPath}' '${CLI}' ${args} > stdout.txt`;
  const { stdout, status } = spawnSync("script", ["-qec", command, "/dev/null"], {
    cwd: work.folder,
    env: { ...own, TERM: "xterm", ...env },
    encoding: "utf8",
  });
  return { screen: stdout, status, stdout: await work.read("stdout.txt") };
}

const RUN = "run flow.millrace.json --threads 1";

describe("on a terminal", () => {
  test("a run shows rows, rows/s, share and time left, and then clears that line", async ({ skip }) => {
    skip(!hasTerminal, "there is no `script` of util-linux to make a terminal with");
    const { screen, status, stdout } = await onTerminal(RUN);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(screen).toMatch(/\r\u001b\[K[\d,]+ rows {2}[\d.]+ (k |M )?rows\/s {2}\d+ % {2}[\d.]+ m?s left/);
    expect(screen).toMatch(/\r\u001b\[K\u001b\[32mdone\u001b\[0m: 200,000 rows in /);
  });

  test("NO_COLOR leaves the progress, and no colour", async ({ skip }) => {
    skip(!hasTerminal, "there is no `script` of util-linux to make a terminal with");
    const { screen } = await onTerminal(RUN, { NO_COLOR: "1" });
    expect(screen).toContain(" rows/s ");
    // Digits before an m are a colour; `K` clears the line.
    expect(screen).not.toMatch(/\u001b\[\d+m/);
    expect(screen).toMatch(/\r\u001b\[Kdone: 200,000 rows in /);
  });

  test("--quiet shows nothing, and events take the place of progress", async ({ skip }) => {
    skip(!hasTerminal, "there is no `script` of util-linux to make a terminal with");
    expect((await onTerminal(`${RUN} --quiet`)).screen).toBe("");
    const { screen, stdout } = await onTerminal(`${RUN} --events ndjson`);
    expect(screen).not.toContain("left");
    const events = stdout.trimEnd().split("\n");
    expect(events.map((event) => (JSON.parse(event) as { type: string }).type)).toContain("progress");
  });
});
