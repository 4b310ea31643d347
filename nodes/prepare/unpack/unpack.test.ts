// unpack: a tensor column to columns of its elements, by number or by name.

import { expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { DataType, Dim, TensorDtype } from "../../../engine/frames/types.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import unpack from "./unpack.ts";

const tensor = (dtype: TensorDtype, ...shape: Dim[]): DataType => ({ type: "tensor", dtype, shape });
const other = field("name", "text");

async function run(
  type: DataType,
  rows: (number | string | bigint)[][],
  params: Record<string, unknown> = {},
) {
  const schema = { fields: [field("y", type), other] };
  const frame = frameOf(
    schema,
    rows.map((y) => ({ y, name: "n" })),
  );
  const result = await runNode(unpack, { params: { column: "y", ...params }, inputs: { in: [frame] } });
  const [out] = result.outputs.out ?? [];
  return { ...result, out, table: out && Array.from({ length: out.length }, (_, row) => out.row(row)) };
}

test.each<[TensorDtype, (number | string | bigint)[][], Record<string, unknown>[]]>([
  [
    "float32",
    [
      [0.5, NaN],
      [1, 2],
    ],
    [
      { y0: 0.5, y1: NaN },
      { y0: 1, y1: 2 },
    ],
  ],
  ["int64", [[1n, -2n]], [{ y0: 1n, y1: -2n }]],
  ["bool", [[1, 0]], [{ y0: true, y1: false }]],
  ["float16", [[0x3c00, 0x3800]], [{ y0: 1, y1: 0.5 }]],
  ["string", [["a", "b"]], [{ y0: "a", y1: "b" }]],
])("a tensor of %s", async (dtype, rows, expected) => {
  const { table, out, schemas } = await run(tensor(dtype, 2), rows);
  expect(table).toMatchObject(expected);
  expect(out.schema).toBe(schemas.out);
  expect(out.columns.map(({ type }) => type)).toEqual(out.schema.fields.map(({ type }) => type));
});

test("names may be given, and a tensor of several dimensions is read row-major", async () => {
  const { table } = await run(tensor("float32", 2, 2), [[1, 2, 3, 4]], { names: ["a", "b", "c", "d"] });
  expect(table).toMatchObject([{ a: 1, b: 2, c: 3, d: 4 }]);
});

test("packed columns come back", async () => {
  const { table } = await run(tensor("float32", 1), [[7]]);
  expect(table).toMatchObject([{ y0: 7, name: "n" }]);
});

test("empty frames pass", async () => {
  const type = tensor("float32", 2);
  const empty = emptyFrame({ fields: [field("y", type)] }, [columnOf(type, [])]);
  const { outputs } = await runNode(unpack, { params: { column: "y" }, inputs: { in: [empty] } });
  expect(outputs.out[0].columns).toHaveLength(3);
  expect(outputs.out[0].length).toBe(0);
});

test.each<[DataType, Record<string, unknown>, string]>([
  [tensor("float32", 2), { column: "z" }, "COLUMN_UNKNOWN"],
  [tensor("float32", 2), { column: "name" }, "COLUMN_TYPE"],
  [tensor("float32", 2), { names: ["one"] }, "NAMES_COUNT"],
  [tensor("float32", 2), { names: ["one", "one"] }, "COLUMN_DUPLICATE"],
  [tensor("float32", 2), { names: ["name", "y1"] }, "COLUMN_DUPLICATE"],
  [tensor("float32", 3, 224, 224), {}, "SHAPE_TOO_WIDE"],
  [tensor("float32", "n"), {}, "SHAPE_OPEN"],
])("%j with %j is refused", (type, params, code) => {
  const schema = { fields: [field("y", type), other] };
  const given = unpack.params.parse({ column: "y", ...params });
  const { issues } = unpack.schema({ params: given, inputs: { in: schema }, wires: {}, facts: null });
  expect(issues).toMatchObject([{ code, severity: "error" }]);
});
