// unpivot: rows of columns, with their names, types and nulls.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import unpivot from "./unpivot.ts";

const schema = {
  fields: [
    field("id", "text"),
    field("a", "float64"),
    field("b", "float64"),
    field("n", "int32"),
    field("t", "text"),
    field("when", "timestamp"),
  ],
};
const table = (rows: readonly Record<string, Cell>[]) =>
  frameOf(
    schema,
    rows.map((row) => ({ id: null, a: null, b: null, n: null, t: null, when: null, ...row })),
  );

async function long(frames: readonly Frame[], params: Record<string, unknown>) {
  const { outputs, issues } = await runNode(unpivot, { params, inputs: { in: frames } });
  expect(issues).toEqual([]);
  return outputs.out.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row): Record<string, Cell> => ({
      ...frame.row(row),
      row: rowId(frame.lineage, row),
    })),
  );
}

describe("unpivot", () => {
  test("each column makes a row, the others are repeated", async () => {
    const rows = await long(
      [
        table([
          { id: "x", a: 1, b: NaN, t: "t" },
          { id: "y", b: 4 },
        ]),
      ],
      { columns: ["b", "a"] },
    );
    expect(rows).toEqual([
      { row: 0, id: "x", n: null, t: "t", when: null, name: "b", value: NaN },
      { row: 0, id: "x", n: null, t: "t", when: null, name: "a", value: 1 },
      { row: 1, id: "y", n: null, t: null, when: null, name: "b", value: 4 },
      { row: 1, id: "y", n: null, t: null, when: null, name: "a", value: null },
    ]);
  });

  test("empty cells may make none", async () => {
    const rows = await long([table([{ a: 1 }, {}])], { columns: ["a", "b"], dropEmpty: true });
    expect(rows.map(({ name, value }) => [name, value])).toEqual([["a", 1]]);
  });

  test("numbers of several types become float64, and times stay times", async () => {
    const { schemas } = await runNode(unpivot, {
      params: { columns: ["a", "n"] },
      inputs: { in: [table([])] },
    });
    expect(schemas.out?.fields.at(-1)?.type).toEqual({ type: "float64" });
    const times = await runNode(unpivot, {
      params: { columns: ["when"] },
      inputs: { in: [table([{ when: 5 }])] },
    });
    expect(times.outputs.out[0].column("value").type).toEqual({ type: "timestamp", zone: "UTC" });
  });

  test("is the same however the rows are cut, and what flatMap gives", async () => {
    const cells = fc.array(
      fc.record({ a: fc.option(fc.integer()), n: fc.option(fc.integer({ min: -9, max: 9 })) }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(cells, fc.integer({ min: 1, max: 7 }), fc.boolean(), async (data, cut, dropEmpty) => {
        const rows = await long(recut([table(data)], cut), { columns: ["a", "n"], dropEmpty });
        const expected = data.flatMap((row, i) => (["a", "n"] as const).map((name) => [i, name, row[name]]));
        expect(rows.map(({ row, name, value }) => [row, name, value])).toEqual(
          expected.filter(([, , value]) => !dropEmpty || value !== null),
        );
      }),
    );
  });

  test("text and numbers cannot be one column: a cast is offered", async () => {
    const { issues } = await runNode(unpivot, {
      params: { columns: ["a", "t"] },
      inputs: { in: [table([])] },
    });
    expect(issues).toMatchObject([{ code: "COLUMN_TYPE", path: "params.columns" }]);
    expect(issues[0].fix?.commands).toMatchObject([
      { node: { kind: "cast", params: { columns: { a: "text" } } } },
    ]);
  });

  test.each([
    [{ columns: ["zz"] }, "COLUMN_UNKNOWN"],
    [{ columns: ["a", "a"] }, "COLUMN_DUPLICATE"],
    [{ columns: ["a"], name: "id" }, "COLUMN_DUPLICATE"],
    [{ columns: ["a"], value: "name" }, "COLUMN_DUPLICATE"],
  ])("%j is refused as %s", async (params, code) => {
    const { issues } = await runNode(unpivot, { params, inputs: { in: [table([])] } });
    expect(issues.map((issue) => issue.code)).toContain(code);
  });
});
