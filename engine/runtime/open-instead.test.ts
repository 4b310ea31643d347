// A node that cannot be opened is opened as its fallback says; without one the run fails.

import { describe, expect, test } from "vitest";
import type { Fallback } from "../document/types.ts";
import { defineNode } from "../sdk/define-node.ts";
import { MillraceError } from "../sdk/errors.ts";
import { number, paramsOf } from "../sdk/params.ts";
import { table } from "../sdk/ports.ts";
import { collector, countSource } from "../../tests/support/test-nodes.ts";
import { runWorkflow } from "../../tests/support/run-workflow.ts";

/** Opens with an even variant only. */
const choosy = defineNode({
  kind: "choosy",
  version: 1,
  category: "prepare",
  title: "Choosy",
  summary: "Opens with an even variant.",
  params: paramsOf({ variant: number({ title: "Variant", help: "Even ones open.", default: 1 }) }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  schema: ({ inputs }) => ({ outputs: inputs.in ? { out: inputs.in } : {} }),
  open({ params: { variant } }) {
    if (variant % 2 === 0) return variant;
    throw new MillraceError("MODEL_CRASHED", { message: "It does not open.", hint: "Try another." });
  },
  map: (frame, { state, params }) => frame.slice(0, Math.min(frame.length, state + params.variant)),
});

async function run(fallback: Fallback | null) {
  const out = collector();
  const nodes = [
    { id: "rows", kind: countSource, params: { rows: 6, frameRows: 6 } },
    { id: "choosy", kind: choosy, rescue: { fallback } },
    { id: "out", kind: out.node },
  ];
  const { summary } = await runWorkflow(nodes, ["rows -> choosy", "choosy -> out"]);
  return { summary, ids: out.rowIds() };
}

describe("a node that cannot be opened", () => {
  test("is opened with the params of its fallback, which it has from then on", async () => {
    const { summary, ids } = await run({ use: "params", params: { variant: 2 } });
    expect(summary.error).toBeNull();
    expect(ids).toEqual([0, 1, 2, 3]);
    expect(summary.warnings).toEqual([
      expect.objectContaining({ node: "choosy", code: "FALLBACK_STANDS_IN" }) as object,
    ]);
  });

  test.each<[string, Fallback | null]>([
    ["it has none", null],
    ["its fallback does not open either", { use: "params", params: { variant: 3 } }],
    ["its fallback is a constant", { use: "constant", columns: { value: 0 } }],
  ])("ends the run where %s", async (_, fallback) => {
    const { summary, ids } = await run(fallback);
    expect([summary.outcome, summary.error?.code, ids]).toEqual(["failed", "MODEL_CRASHED", []]);
  });
});
