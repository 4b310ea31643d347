// The two ways to read arguments must agree: whatever the short one reads, commander reads alike.

import { afterEach, describe, expect, test, vi } from "vitest";
import { commands } from "./commands.ts";
import { parseAndRun } from "./program.ts";
import { usualArguments } from "./usual-arguments.ts";

const usual = [
  ["run", "f.json"],
  ["run", "f.json", "--quiet", "--threads", "2", "--limit", "10"],
  ["run", "--set", "a.b=1", "f.json", "--set", "a.c=x y", "--events", "ndjson", "--dry-run"],
  ["validate", "f.json", "--json", "--set", "a.b=1"],
  ["new", "--model", "m.onnx", "--input", "a.csv", "--output", "b.csv", "-o", "f.json", "--force"],
  ["new"],
  ["inspect", "m.onnx", "--json"],
  ["bench", "f.json", "--runs", "3"],
  ["bench", "f.json"],
  ["templates"],
  ["edit"],
  ["edit", "f.json", "--port", "80", "--no-open"],
  ["nodes", "--json"],
  ["nodes", "csv"],
];

const unusual = [
  [],
  ["--help"],
  ["-V"],
  ["help", "run"],
  ["toString"],
  ["run"],
  ["run", "--help"],
  ["run", "a.json", "b.json"],
  ["run", "a.json", "--limit", "0"],
  ["run", "a.json", "--limit"],
  ["run", "a.json", "--limit=5"],
  ["run", "a.json", "--limit", "-5"],
  ["run", "a.json", "--events", "xml"],
  ["run", "a.json", "--qiet"],
  ["run", "--", "a.json"],
  ["run", "a.json", "<rows>"],
  ["fit", "f.json", "scale"],
  ["validate", "f.json", "--fix"],
  ["validate", "f.json", "--fix", "--set", "a.b=1"],
  ["nodes", "csv", "onnx"],
  ["new", "-of.json"],
];

afterEach(() => vi.restoreAllMocks());

describe("usualArguments", () => {
  test.each(usual)("reads %s %s as commander does", async (...given) => {
    const call = usualArguments(given);
    const [name] = given;
    const run = vi.spyOn(commands[name] as { run: (typeof commands)[string]["run"] }, "run");
    run.mockResolvedValue(0);
    expect(await parseAndRun(given)).toBe(0);
    expect(run).toHaveBeenCalledWith(call?.args, call?.options);
  });

  test.each(unusual.map((given) => [given]))("leaves %j to commander", (given) => {
    expect(usualArguments(given)).toBeNull();
  });
});

test("the texts of options are those commander prints", async () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  expect(await parseAndRun(["run", "--help"])).toBe(0);
  for (const { flags } of commands.run.options) expect(written.join("")).toContain(flags);
});
