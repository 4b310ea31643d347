import { expect, test } from "vitest";
import type { Issue } from "../../../../engine/document/issue.ts";
import { brokenPorts, NONE_BROKEN } from "./broken-ports.ts";

const issue = (more: Partial<Issue>): Issue => ({ code: "X", severity: "error", message: "Wrong.", ...more });

test("a port has the first error that names it, with the next step", () => {
  const broken = brokenPorts([
    issue({ port: "in", hint: "Mend it." }),
    issue({ port: "in", message: "Worse." }),
    issue({ port: "out" }),
    issue({}),
    issue({ port: "other", severity: "warning" }),
  ]);
  expect(Object.fromEntries(broken)).toEqual({ in: "Wrong.\nMend it.", out: "Wrong." });
});

test("nothing is broken where nothing names a port", () => {
  expect(brokenPorts([issue({})])).toBe(NONE_BROKEN);
});
