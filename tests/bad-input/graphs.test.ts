// Workflows that cannot be run: is it said what, where and what to do, with every file left as it was?

import { describe, expect, test } from "vitest";
import { graphCases, textCases } from "./cases/graphs.ts";
import { expectReadable, millrace } from "./support/cli.ts";
import { expectRefused, workspaceOf } from "./support/refused.ts";
import { workspace } from "./support/workspace.ts";

const cases = (list: typeof textCases) => list.map((bad) => [bad.name, bad] as const);

describe("the text of a workflow", () => {
  test.each(cases(textCases))("%s is refused", async (_, bad) => {
    await expectRefused(bad);
  });
});

describe("the text of a workflow, asked for as JSON,", () => {
  test.each(cases(textCases))("%s is told so", async (_, bad) => {
    const space = await workspaceOf(bad);
    const result = await millrace(space.folder, ["validate", "flow.millrace.json", "--json"]);
    expectReadable(result);
    expect(result).toMatchObject({ exit: 2, stderr: "" });
    const { valid, issues } = JSON.parse(result.stdout) as {
      valid: boolean;
      issues: readonly { code: string; severity: string; message: string; hint: string }[];
    };
    expect(valid).toBe(false);
    const found = issues.find(({ code }) => code === bad.code);
    expect(found?.severity).toBe("error");
    expect(found?.message).toMatch(bad.message);
    expect(found?.hint).toMatch(bad.next);
  });
});

describe("a graph", () => {
  test.each(cases(graphCases))("with %s is refused", async (_, bad) => {
    await expectRefused(bad);
  });

  test.each(cases(graphCases))("with %s is told as JSON too", async (_, bad) => {
    const space = await workspaceOf(bad);
    const result = await millrace(space.folder, ["validate", "flow.millrace.json", "--json"]);
    expectReadable(result);
    expect(result.exit).toBe(2);
    const { valid, issues } = JSON.parse(result.stdout) as {
      valid: boolean;
      issues: readonly { code: string; message: string; hint?: string; fix?: object }[];
    };
    expect(valid).toBe(false);
    const found = issues.filter(({ code }) => code === bad.code);
    expect(found).not.toEqual([]);
    for (const { message, hint, fix } of found) {
      expect(message).toMatch(/\.$/);
      expect(hint ?? fix).toBeDefined();
    }
  });
});

test("a workflow that is not there is refused", async () => {
  const { folder } = await workspace();
  const result = await millrace(folder, ["run", "none.millrace.json"]);
  expectReadable(result);
  expect(result.exit).toBe(2);
  expect(result.stderr).toContain("error FILE_MISSING  none.millrace.json");
  expect(result.stderr).toContain("millrace new");
});

test("a folder in place of a workflow is refused", async () => {
  const { folder } = await workspace();
  const result = await millrace(folder, ["run", "."]);
  expectReadable(result);
  expect(result.exit).toBe(2);
  expect(result.stderr).toContain("error FILE_IS_FOLDER");
  expect(result.stderr).toContain("next:  It holds no *.millrace.json");
});
