// A case of bad input from end to end: said well, and nothing lost or half-written.

import { expect } from "vitest";
import { writeWorkflow } from "../../../engine/document/write.ts";
import type { BadCase } from "./bad-case.ts";
import { expectReadable, expectSaid, millrace, type CliResult } from "./cli.ts";
import { workspace, type Workspace } from "./workspace.ts";

/** What stands in the output before the run; it must still stand there afterwards. */
export const OLD_OUTPUT = "an older result\n";

/** The files of a case in a folder, with an older output. */
export async function workspaceOf({ files = {}, flow }: BadCase): Promise<Workspace> {
  const text = typeof flow === "string" ? flow : writeWorkflow(flow);
  return workspace({ "out.csv": OLD_OUTPUT, ...files, "flow.millrace.json": text });
}

/** Runs the case: the error is the one expected, and every file is as it was (a `.part` may be there after a run). */
export async function expectRefused(bad: BadCase): Promise<CliResult> {
  const space = await workspaceOf(bad);
  const before = await space.contents();
  const result = await millrace(space.folder, ["run", "flow.millrace.json"]);
  expectReadable(result);
  expectSaid(result.stderr, bad);
  expect(result.exit).toBe(bad.exit);
  if (bad.exit === 2) expect(result.stderr).not.toContain(".part files");
  const after = await space.contents();
  const kept = Object.fromEntries(Object.entries(after).filter(([name]) => name in before));
  expect(kept).toEqual(before);
  const added = Object.keys(after).filter((name) => !(name in before));
  expect(added.filter((name) => bad.exit === 2 || !name.endsWith(".part"))).toEqual([]);
  return result;
}
