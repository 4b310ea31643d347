// pack: number columns to one tensor column, with nulls, other element types and what is refused.

import { expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import { TensorColumn, type Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import pack from "./pack.ts";

const schema: Schema = {
  fields: [field("a", "float64"), field("b", "int32"), field("flag", "bool"), field("name", "text")],
};

async function run(rows: Record<string, Cell>[], params: Record<string, unknown> = {}) {
  const given = { columns: ["b", "a", "flag"], ...params };
  const result = await runNode(pack, { params: given, inputs: { in: [frameOf(schema, rows)] } });
  const [out] = result.outputs.out ?? [];
  const column = out?.columns.at(-1);
  const tensor = column instanceof TensorColumn ? column : null;
  return { ...result, out, tensor };
}

const row = (a: number | null, b: number | null, flag: boolean | null = true) => ({ a, b, flag, name: "n" });

test("rows lie back to back in the order of the columns", async () => {
  const { tensor, out, schemas } = await run([row(1.5, 2), row(NaN, -4, false)]);
  expect(tensor?.data).toEqual(Float32Array.of(2, 1.5, 1, -4, NaN, 0));
  expect(out.schema).toBe(schemas.out);
  expect(schemas.out?.fields.at(-1)).toEqual({
    name: "features",
    type: { type: "tensor", dtype: "float32", shape: [3] },
    nullable: false,
  });
});

test.each([
  ["fail", [2, 1, 1], 1],
  ["zero", [2, 1, 1, 0, 0, 0], 0],
  ["nan", [2, 1, 1, NaN, NaN, NaN], 0],
])("missing values with the rule %s", async (nulls, elements, failures) => {
  const { tensor, failed } = await run([row(1, 2), row(null, null, null)], { nulls });
  expect([...(tensor!.data as Float32Array)]).toEqual(elements);
  expect(failed.map(({ row: id, code }) => [id, code])).toEqual(failures ? [[1, "NULL_VALUE"]] : []);
});

test.each([
  ["float64", Float64Array.of(2, 0.1)],
  ["float16", Uint16Array.of(0x4000, 0x2e66)],
])("elements may be %s", async (dtype, elements) => {
  const { tensor } = await run([row(0.1, 2)], { dtype, columns: ["b", "a"] });
  expect(tensor?.data).toEqual(elements);
});

test.each([
  ["int64", 2 ** 63, "VALUE_OVERFLOW"],
  ["int64", 0.5, "VALUE_NOT_WHOLE"],
  ["uint8", -1, "VALUE_OVERFLOW"],
  ["uint8", 256, "VALUE_OVERFLOW"],
  ["int8", NaN, "VALUE_NOT_WHOLE"],
  ["float32", 1e39, "VALUE_OVERFLOW"],
  ["float16", 65520, "VALUE_OVERFLOW"],
  ["bool", 2, "VALUE_NOT_BOOL"],
])("a tensor of %s fails the row with %d", async (dtype, a, code) => {
  const { failed, out } = await run([row(a, 1), row(1, 1)], { dtype, columns: ["a"] });
  expect(failed).toMatchObject([{ row: 0, code, column: "a" }]);
  expect(out.length).toBe(1);
});

test("a whole number that the type holds only roughly is said", async () => {
  expect((await run([row(2 ** 24 + 1, 1)])).warnings).toHaveLength(1);
  expect((await run([row(2 ** 24, 1)])).warnings).toEqual([]);
});

test("empty frames pass", async () => {
  const empty = emptyFrame(
    schema,
    schema.fields.map(({ type }) => columnOf(type, [])),
  );
  const { outputs } = await runNode(pack, { params: { columns: ["a"] }, inputs: { in: [empty] } });
  expect(outputs.out[0]).toMatchObject({ length: 0, lineage: empty.lineage });
});

test.each([
  [{ columns: ["z"] }, "COLUMN_UNKNOWN"],
  [{ columns: ["name"] }, "COLUMN_TYPE"],
  [{ output: "name" }, "COLUMN_DUPLICATE"],
  [{ dtype: "int64", nulls: "nan" }, "NULLS_NOT_POSSIBLE"],
])("%j is refused with %s", async (params, code) => {
  expect((await run([], params)).issues).toMatchObject([{ code, severity: "error" }]);
});
