import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { HANGING_PATTERN, HANGING_TEXT, hastyClock } from "../../../tests/support/hanging-pattern.ts";
import { runWorkflow } from "../../../tests/support/run-workflow.ts";
import { collector, countSource } from "../../../tests/support/test-nodes.ts";
import formula from "./formula.ts";

const schema = { fields: [field("price", "float64"), field("text", "text")] };
const frame = frameOf(schema, [
  { price: 2, text: "3" },
  { price: null, text: "x" },
]);

async function run(columns: Record<string, string>) {
  return runNode(formula, { params: { columns }, inputs: { in: [frame] } });
}

describe("formula", () => {
  test("adds columns; later ones see earlier ones", async () => {
    const { outputs } = await run({ double: "price * 2", more: "double + 1" });
    expect(outputs.out[0].row(0)).toEqual({ price: 2, text: "3", double: 4, more: 5 });
    expect(outputs.out[0].row(1)).toEqual({ price: null, text: "x", double: null, more: null });
  });

  test("replaces a column of the same name where it stands", async () => {
    const { outputs, schemas } = await run({ price: "price > 1" });
    expect(schemas.out!.fields.map(({ name, type }) => [name, type.type])).toEqual([
      ["price", "bool"],
      ["text", "text"],
    ]);
    expect(outputs.out[0].column("price").get(0)).toBe(true);
  });

  test("a row that cannot be computed fails with the column named, the others go on", async () => {
    const { outputs, failed } = await run({ n: "number(text)" });
    expect(outputs.out[0].length).toBe(1);
    expect(failed).toMatchObject([{ row: 1, code: "EXPRESSION_FAILED", column: "n" }]);
  });

  test("a pattern that never ends is told, with the formula it stands in", async () => {
    const running = runNode(formula, {
      params: { columns: { a: "price", z: `text.matches("${HANGING_PATTERN}")` } },
      inputs: { in: [frameOf(schema, [{ price: 1, text: HANGING_TEXT }])] },
      host: { clock: hastyClock },
    });
    await expect(running).rejects.toMatchObject({
      code: "PATTERN_ENDLESS",
      details: { fatal: true, path: "params.columns.z" },
    });
  });

  test("a pattern is ended by the node's own time limit, and only the row that it does not end for fails", async () => {
    const { node, rowIds } = collector();
    const columns = { z: `(value == 2 ? "${HANGING_TEXT}" : "a").matches("${HANGING_PATTERN}")` };
    const { events } = await runWorkflow(
      [
        { id: "rows", kind: countSource, params: { rows: 4 } },
        { id: "formula", kind: formula, params: { columns }, rescue: { timeoutMs: 50 } },
        { id: "sink", kind: node },
      ],
      ["rows -> formula", "formula -> sink"],
    );
    expect(rowIds()).toEqual([0, 1, 3]);
    expect(events.filter(({ type }) => type === "row-failed")).toMatchObject([
      { row: 2, code: "NODE_TIMEOUT" },
    ]);
  });

  test("points at the formula that is wrong", async () => {
    const { issues } = await run({ a: "price", b: "prize" });
    expect(issues).toMatchObject([
      { code: "EXPRESSION_COLUMN", path: "params.columns.b", hint: 'Did you mean "price"?' },
    ]);
  });
});
