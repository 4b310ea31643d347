// Where a workflow can run, and why not.

import { describe, expect, test } from "vitest";
import { countSource, passMap } from "../../../tests/support/test-nodes.ts";
import { planOf } from "../../../tests/support/run-workflow.ts";
import type { AnyNode } from "../../sdk/node-definition.ts";
import { TARGET_NAMES, type TargetName } from "../targets/names.ts";
import { deploymentCheck, type CheckFacts } from "./deployment-check.ts";
import { needsOf, NEEDS } from "./needs.ts";
import { OFFERS } from "./offers.ts";

const HERE: CheckFacts = { platform: "linux-x64", here: "linux-x64", missing: null };
const kind = (name: string, declared: Partial<AnyNode>) =>
  ({ ...(passMap as unknown as AnyNode), ...declared, kind: name }) as AnyNode;

/** A source that can be read in parts. */
const IN_PARTS: Partial<AnyNode> = { partition: () => ({}) as never };

async function verdicts(declared: Partial<AnyNode>, facts = HERE, source = IN_PARTS) {
  const plan = await planOf(
    [
      { id: "rows", kind: { ...(countSource as unknown as AnyNode), ...source } },
      { id: "gate", kind: kind("gate", declared) },
    ],
    ["rows -> gate"],
  );
  const found = deploymentCheck(plan, facts);
  return Object.fromEntries(found.map((verdict) => [verdict.target, verdict]));
}

test.each([
  [{ effects: ["reads"] }, ["disk"]],
  [{ effects: ["writes"], determinism: "clock" }, ["disk", "clock"]],
  [{ effects: ["network"] }, ["network"]],
  [{ determinism: "network" }, ["network"]],
  [{ needs: ["long-life", "camera"] }, ["camera", "long-life"]],
  [{}, []],
] as const)("a kind with %j needs %j", (declared, needs) => {
  expect(needsOf({ ...passMap, ...declared })).toEqual(needs);
});

test("a workflow without needs can run everywhere, and asks for nothing", async () => {
  const found = await verdicts({});
  expect(Object.keys(found)).toEqual(TARGET_NAMES);
  for (const { verdict, reasons } of Object.values(found)) {
    expect(verdict).toBe("possible");
    expect(reasons).toEqual([]);
  }
});

test("a cluster does what cannot be divided in one pod, and says why", async () => {
  const { kubernetes, docker } = await verdicts({}, HERE, {});
  expect(kubernetes.verdict).toBe("degraded");
  expect(kubernetes.reasons).toMatchObject([{ is: "degrades", nodes: ["rows"] }]);
  expect(kubernetes.reasons[0].text).toMatch(/^In one pod, not in parts: "rows" cannot be read in parts/);
  expect(docker.verdict).toBe("possible");
});

test.each<[Partial<AnyNode>, TargetName, string, RegExp]>([
  [{ needs: ["display"] }, "docker", "impossible", /^"gate" needs a screen: a container has no screen\.$/],
  [{ needs: ["display"] }, "cron", "impossible", /needs a screen/],
  [{ needs: ["display"] }, "script", "possible", /somebody is logged in/],
  [{ needs: ["camera"] }, "systemd", "impossible", /needs a camera/],
  [{ needs: ["camera"] }, "kubernetes", "impossible", /needs a camera/],
  [{ needs: ["gpu"] }, "docker", "degraded", /--gpus/],
  [{ needs: ["long-life"] }, "ci", "impossible", /time is up/],
  [{ needs: ["long-life"] }, "kubernetes", "impossible", /Job/],
  [{ determinism: "clock" }, "script", "degraded", /goes by the clock: .*proof/],
])("a node with %j as %s is %s", async (declared, target, verdict, words) => {
  const found = (await verdicts(declared))[target];
  expect(found.verdict).toBe(verdict);
  expect(found.reasons.map(({ text }) => text)).toContainEqual(expect.stringMatching(words));
  expect(found.reasons[0].nodes).toEqual(["gate"]);
});

test("the weightiest reason comes first", async () => {
  const { docker } = await verdicts({ needs: ["gpu", "display"], determinism: "clock" });
  expect(docker.reasons.map(({ is }) => is)).toEqual(["stops", "degrades", "degrades"]);
});

describe("vendored", () => {
  test("is impossible where a library for its platform is not here", async () => {
    const { vendored, script } = await verdicts({}, { ...HERE, platform: "win32-x64", missing: "sharp" });
    expect(vendored.verdict).toBe("impossible");
    expect(vendored.reasons[0].text).toContain("sharp for win32-x64");
    expect(script.verdict).toBe("possible");
  });

  test("for another platform asks for a self-test there", async () => {
    const { vendored } = await verdicts({}, { ...HERE, platform: "darwin-arm64" });
    expect(vendored).toMatchObject({ verdict: "possible", reasons: [{ is: "asks" }] });
  });
});

test("nothing runs anywhere where no node would run", async () => {
  const plan = await planOf([], []);
  for (const { verdict, reasons } of deploymentCheck(plan, HERE)) {
    expect(verdict).toBe("impossible");
    expect(reasons[0].text).toContain("No node would run");
  }
});

test("more than three nodes are counted, the first three named", async () => {
  const ids = ["a", "b", "c", "d", "e"];
  const plan = await planOf(
    [
      { id: "rows", kind: { ...(countSource as unknown as AnyNode), ...IN_PARTS } },
      ...ids.map((id) => ({ id, kind: kind("shows", { needs: ["display"] }) })),
    ],
    ids.map((id) => `rows -> ${id}`),
  );
  const docker = deploymentCheck(plan, HERE).find(({ target }) => target === "docker")!;
  expect(docker.reasons[0].text).toMatch(/^"a", "b", "c" and 2 more need a screen/);
  expect(docker.reasons[0].nodes).toEqual(ids);
});

test("every target says of every need what it offers, in words that go on a sentence", () => {
  for (const offer of Object.values(OFFERS))
    for (const need of NEEDS) {
      const given = offer[need];
      if (given) expect(given.because).toMatch(/^[a-z].*[^.]$/);
    }
});
