// Which rows of a run count as left out.

import { describe, expect, test } from "vitest";
import limit from "../../nodes/control/limit/limit.ts";
import filter from "../../nodes/prepare/filter/filter.ts";
import { collector, countSource, passMap } from "../../tests/support/test-nodes.ts";
import { runWorkflow, type NodeSpec } from "../../tests/support/run-workflow.ts";

const rows: NodeSpec = { id: "rows", kind: countSource };
const pass: NodeSpec = { id: "pass", kind: passMap };
const first = (count: number): NodeSpec => ({ id: "first", kind: limit, params: { rows: count } });
const some: NodeSpec = { id: "some", kind: filter, params: { condition: "value > 5.0" } };

describe("rows that are left out", () => {
  test.each<[what: string, nodes: readonly NodeSpec[], wires: readonly string[], skipped: number]>([
    ["none where all arrive", [rows, pass], ["rows -> pass", "pass -> out"], 0],
    ["those that a filter does not want", [rows, some], ["rows -> some", "some -> out"], 6],
    // The source stops behind its first frame of four rows.
    ["those of the last frame that a limit takes", [rows, first(3)], ["rows -> first", "first -> out"], 1],
    ["those that come when a limit has enough", [rows, first(3)], ["rows -> first", "rows -> out"], 10],
    ["those that no wire takes", [rows, pass], ["rows -> pass", "rows -> out"], 10],
  ])("are %s", async (_, nodes, wires, skipped) => {
    const out = collector();
    const { summary } = await runWorkflow([...nodes, { id: "out", kind: out.node }], wires);
    expect(summary.error).toBeNull();
    expect(summary.rowsSkipped).toBe(skipped);
  });

  test("are not counted in a run that was not done", async () => {
    const stop = new AbortController();
    stop.abort();
    const nodes = [rows, some, { id: "out", kind: collector().node }];
    const { summary } = await runWorkflow(nodes, ["rows -> some", "some -> out"], { signal: stop.signal });
    expect(summary).toMatchObject({ outcome: "cancelled", rowsSkipped: 0 });
  });
});
