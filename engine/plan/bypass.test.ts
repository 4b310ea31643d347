// A bypassed node is left out of the plan, and its wires lead on around it.

import { expect, test } from "vitest";
import { collector, countSource, passMap, scripted } from "../../tests/support/test-nodes.ts";
import { planOf, runWorkflow } from "../../tests/support/run-workflow.ts";

const source = { id: "s", kind: countSource };
const broken = scripted("broken", () => {
  throw new Error("never called");
});

test("what is wired to bypassed nodes goes on from behind them, in plan and run", async () => {
  const sink = collector();
  const nodes = [
    source,
    { id: "a", kind: broken, bypassed: true, params: { variant: "no number" } },
    { id: "b", kind: passMap, bypassed: true },
    { id: "c", kind: passMap },
    { id: "sink", kind: sink.node },
  ];
  const wires = ["s -> a", "a -> b", "b -> c", "c -> sink"];
  const { nodes: planned, edges, issues } = await planOf(nodes, wires);
  expect(issues).toEqual([]);
  expect(planned.map(({ id }) => id)).toEqual(["s", "c", "sink"]);
  expect(edges[0]).toEqual({ from: "s", fromPort: "out", to: "c", toPort: "in", wire: 0, via: "b.out" });
  const { summary } = await runWorkflow(nodes, wires);
  expect(summary.outcome).toBe("done");
  expect(sink.rowIds()).toHaveLength(10);
});

test("without a wire before it, and from its error port, nothing goes on", async () => {
  const nodes = [
    { id: "a", kind: passMap, bypassed: true },
    { id: "b", kind: passMap },
    { id: "c", kind: passMap },
  ];
  const { issues } = await planOf(nodes, ["a -> b", "a.error -> c"]);
  expect(issues.map(({ code, node }) => [code, node])).toEqual([
    ["INPUT_MISSING", "b"],
    ["INPUT_MISSING", "c"],
  ]);
});

test("a source cannot be bypassed", async () => {
  const { issues } = await planOf(
    [
      { ...source, bypassed: true },
      { id: "b", kind: passMap },
    ],
    ["s -> b"],
  );
  expect(issues.map(({ code, node }) => [code, node])).toEqual([
    ["BYPASS_IMPOSSIBLE", "s"],
    ["INPUT_MISSING", "b"],
  ]);
  expect(issues[0].fix?.commands).toEqual([{ do: "set-bypassed", id: "s", bypassed: false }]);
});

test("bypassed nodes in a circle lead nowhere", async () => {
  const nodes = [
    { id: "a", kind: passMap, bypassed: true },
    { id: "b", kind: passMap, bypassed: true },
    { id: "c", kind: passMap },
  ];
  const { issues } = await planOf(nodes, ["a -> b", "b -> a", "b -> c"]);
  expect(issues.map(({ code }) => code)).toEqual(["GRAPH_CYCLE", "INPUT_MISSING"]);
});
