// branch: first match, every match, rows without one, conditions that cannot be computed, ports that stay.

import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { outputPorts } from "../../../engine/sdk/define-node.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import { HANGING_PATTERN, HANGING_TEXT, hastyClock } from "../../../tests/support/hanging-pattern.ts";
import { runWorkflow } from "../../../tests/support/run-workflow.ts";
import { collector, countSource } from "../../../tests/support/test-nodes.ts";
import union from "../union/union.ts";
import branch from "./branch.ts";

const schema: Schema = { fields: [field("hours", "float64"), field("text", "text")] };

const branches = [
  { id: "late", label: "Late?", condition: "hours > 24" },
  { id: "risk", condition: "hours > 12" },
];

async function send(rows: { hours: number | null; text?: string }[], params: Record<string, unknown> = {}) {
  const filled = rows.map((row) => ({ text: "", ...row }));
  const result = await runNode(branch, {
    params: { branches, ...params },
    inputs: { in: [frameOf(schema, filled)] },
  });
  const ids = Object.fromEntries(
    Object.entries(result.outputs).map(([port, frames]) => [
      port,
      frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => rowId(frame.lineage, row))),
    ]),
  );
  return { ...result, ids };
}

const hours = [30, 20, 10, null, NaN].map((value) => ({ hours: value }));

test("the first match takes the row, the rest goes otherwise", async () => {
  expect((await send(hours)).ids).toEqual({ late: [0], risk: [1], otherwise: [2, 3, 4] });
});

test("every match takes the row", async () => {
  expect((await send(hours, { match: "all" })).ids).toEqual({
    late: [0],
    risk: [0, 1],
    otherwise: [2, 3, 4],
  });
});

test("every port gets every frame, and its range, also without rows", async () => {
  const { outputs } = await send([{ hours: 0 }]);
  expect(Object.entries(outputs).map(([port, [frame]]) => [port, frame.length, frame.lineage.to])).toEqual([
    ["late", 0, 1],
    ["risk", 0, 1],
    ["otherwise", 1, 1],
  ]);
  const empty = emptyFrame(
    schema,
    schema.fields.map(({ type }) => columnOf(type, [])),
  );
  const passed = await runNode(branch, { params: { branches }, inputs: { in: [empty] } });
  expect(Object.values(passed.outputs).map(([frame]) => frame.lineage)).toEqual(
    [0, 0, 0].map(() => empty.lineage),
  );
});

test("ports come from ids; a label changes only the title", () => {
  const ports = (given: object) => outputPorts(branch, branch.params.parse(given));
  expect(ports({ branches })).toMatchObject({
    late: { title: "Late?" },
    risk: { title: "risk" },
    otherwise: { title: "Otherwise" },
  });
  const renamed = ports({ branches: [{ ...branches[0], label: "Too late" }, branches[1]] });
  expect(Object.keys(renamed)).toEqual(Object.keys(ports({ branches })));
  expect(Object.keys(ports({}))).toEqual(["otherwise"]);
});

test("a row whose condition cannot be computed fails, unless an earlier one took it", async () => {
  const failing = [
    { id: "big", condition: "hours > 24" },
    { id: "more", condition: "number(text) > 1" },
  ];
  const rows = [
    { hours: 1, text: "2" },
    { hours: 1, text: "x" },
    { hours: 30, text: "x" },
    { hours: 1, text: "0" },
  ];
  const first = await send(rows, { branches: failing });
  expect(first.ids).toEqual({ big: [2], more: [0], otherwise: [3] });
  expect(first.failed).toMatchObject([{ row: 1, code: "EXPRESSION_FAILED" }]);
  const all = await send(rows, { branches: failing, match: "all" });
  expect(all.ids).toEqual({ big: [], more: [0], otherwise: [3] });
  expect(all.failed.map(({ row }) => row)).toEqual([1, 2]);
});

test("a pattern that never ends is told, with its branch", async () => {
  const condition = `text.matches("${HANGING_PATTERN}")`;
  const running = runNode(branch, {
    params: { branches: [branches[0], { id: "named", condition }] },
    inputs: { in: [frameOf(schema, [{ hours: 1, text: HANGING_TEXT }])] },
    host: { clock: hastyClock },
  });
  await expect(running).rejects.toMatchObject({
    code: "PATTERN_ENDLESS",
    details: { fatal: true, path: "params.branches[1].condition" },
  });
});

test("each row goes to exactly one port, the one that a plain reading names", async () => {
  const any = fc.array(fc.record({ hours: fc.option(fc.integer({ min: 0, max: 40 })) }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(any, async (rows) => {
      const { ids } = await send(rows);
      const expected: Record<string, number[]> = { late: [], risk: [], otherwise: [] };
      rows.forEach(({ hours: value }, id) => {
        const port = value === null ? "otherwise" : value > 24 ? "late" : value > 12 ? "risk" : "otherwise";
        expected[port].push(id);
      });
      expect(ids).toEqual(expected);
    }),
  );
});

test("branches that come together again give every row in its order", async () => {
  const { node, rowIds } = collector();
  const conditions = [
    { id: "low", condition: "value < 100" },
    { id: "odd", condition: "value > 500 && value < 900" },
  ];
  const { summary } = await runWorkflow(
    [
      { id: "count", kind: countSource, params: { rows: 1000, frameRows: 9 } },
      { id: "branch", kind: branch, params: { branches: conditions } },
      { id: "union", kind: union },
      { id: "sink", kind: node },
    ],
    [
      "count -> branch",
      "branch.low -> union.in",
      "branch.otherwise -> union.in",
      "branch.odd -> union.in",
      "union -> sink",
    ],
  );
  expect(summary.outcome).toBe("done");
  expect(rowIds()).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

test.each([
  [[{ id: "late", condition: "hour > 24" }], "EXPRESSION_COLUMN", "params.branches[0].condition"],
  [[branches[0], { id: "x", condition: "hours + 1" }], "CONDITION_TYPE", "params.branches[1].condition"],
  [[branches[0], branches[0]], "BRANCH_DUPLICATE", "params.branches[1].id"],
  [[{ ...branches[0], id: "otherwise" }], "BRANCH_DUPLICATE", "params.branches[0].id"],
  [[{ ...branches[0], id: "error" }], "BRANCH_DUPLICATE", "params.branches[0].id"],
])("%j is refused with %s", async (given, code, path) => {
  const { issues } = await send([], { branches: given });
  expect(issues).toMatchObject([{ code, path, severity: "error" }]);
});

test("a branch without a condition is named, and asks for one once", async () => {
  const empty = [
    { id: "case-1", condition: "" },
    { id: "case-2", label: "Bad", condition: " " },
  ];
  const { issues } = await send([], { branches: empty });
  expect(issues).toMatchObject([
    { code: "EXPRESSION_EMPTY", message: 'The branch "case-1" has no condition yet.' },
    { code: "EXPRESSION_EMPTY", message: 'The branch "Bad" has no condition yet.' },
  ]);
  for (const issue of issues) expect(issue).not.toHaveProperty("got");
});
