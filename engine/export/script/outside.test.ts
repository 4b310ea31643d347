import { describe, expect, test } from "vitest";
import { nodeKinds } from "../../../nodes/index.ts";
import { planOf } from "../../../tests/support/run-workflow.ts";
import type { Plan } from "../../plan/types.ts";
import { outsideSettings } from "./outside.ts";
import { withSettings } from "./params-file.ts";
import { pipelineText } from "./pipeline-text.ts";

const FACTS = { workflow: "any.millrace.json", title: "Any", millrace: "0.0.0", models: {} };

async function branching(branches: readonly object[], id = "act"): Promise<Plan> {
  const nodes = [
    { id: "rows", kind: (await nodeKinds.inline()).default, params: { rows: [{ a: 1 }] } },
    { id, kind: (await nodeKinds.branch()).default, params: { branches } },
  ];
  return planOf(nodes, [`rows -> ${id}`]);
}

describe("the conditions of a branch", () => {
  test("are settings that go by the names of its outputs", async () => {
    const plan = await branching([
      { id: "late", label: "Late", condition: "a > 36.0" },
      { id: "at-risk", condition: "a > 12.0" },
      { id: "later", condition: "" },
    ]);
    expect(outsideSettings(plan)).toMatchObject([
      { name: "actLate", value: "a > 36.0", help: "act: condition of Late", entry: [0, "condition"] },
      { name: "actAtRisk", value: "a > 12.0", help: "act: condition of at-risk", entry: [1, "condition"] },
    ]);
    const { text, files } = pipelineText(plan, FACTS);
    expect(text).toContain('actAtRisk: value("a > 12.0", "act: condition of at-risk"),');
    expect(text).toContain('{ id: "at-risk", condition: config.actAtRisk },');
    expect(files).toEqual({});
  });

  test("are settings too where there are so many that they stand in a file", async () => {
    const ids = Array.from({ length: 20 }, (_, i) => `port${i}`);
    const plan = await branching(ids.map((id, i) => ({ id, condition: `a > ${i}.0` })));
    const { text, files } = pipelineText(plan, FACTS);
    expect(text).toContain('branch("act", rows, fromFile("params/act.json", config));');
    const params = JSON.parse(files["params/act.json"]) as { branches: unknown[] };
    expect(params.branches[3]).toEqual({ id: "port3", condition: { config: "actPort3" } });
    expect(withSettings(params, { actPort3: "a > 9.0" })).toMatchObject({
      branches: { 3: { id: "port3", condition: "a > 9.0" } },
    });
  });

  // A port `run` of a node `dry` would be asked for by `--dry-run`, which means something else.
  test.each([
    ["dry", "run", "dryRun2"],
    ["partition", "index", "partitionIndex2"],
  ])("of %s.%s have no name that the program has itself", async (node, port, name) => {
    const plan = await branching([{ id: port, condition: "a > 1.0" }], node);
    expect(outsideSettings(plan)).toMatchObject([{ name }]);
  });
});
