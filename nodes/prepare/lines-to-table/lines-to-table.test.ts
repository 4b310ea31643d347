// lines-to-table: cells under their heads, rows that go on, pieces that hold two cells, and where the table ends.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { asCell, tableLines, textLine } from "../../../tests/support/text-lines.ts";
import { LINES_TYPE } from "../../_shared/text-lines/text-line.ts";
import linesToTable from "./lines-to-table.ts";

const schema = { fields: [field("id", "int32"), field("lines", LINES_TYPE)] };
const COLUMNS = [
  { name: "item", headers: ["Description", "Item"] },
  { name: "count", headers: ["Qty", "Quantity"], takes: "number" },
  { name: "price", headers: ["Unit price"], takes: "number" },
  { name: "amount", headers: ["Amount"], takes: "number" },
];
const LEFTS = [0, 330, 420, 560];
const HEAD = ["Description", "Qty", "Unit price", "Amount"];

async function read(pages: readonly (readonly object[] | null)[], more: object = {}) {
  const rows = pages.map((lines, id) => ({ id, lines: lines && asCell(lines) }));
  const params = { columns: COLUMNS, ...more };
  const result = await runNode(linesToTable, { params, inputs: { in: [frameOf(schema, rows)] } });
  const [out] = result.outputs.out ?? [];
  const table = out ? Array.from({ length: out.length }, (_, row) => out.row(row)) : [];
  return {
    ...result,
    out,
    table: table.map(({ id, item, count, price, amount }) => [id, item, count, price, amount]),
  };
}

test("each row of the table is a row, with the columns of its page", async () => {
  const page = tableLines(
    [HEAD, ["Steel bolts", "4", "12.50", "50.00"], ["Wire", "1", "89.00", "89.00"]],
    LEFTS,
    200,
  );
  const { table, out } = await read([[textLine("INVOICE", 0, 0), ...page], page]);
  const rows = [
    ["Steel bolts", 4, 12.5, 50],
    ["Wire", 1, 89, 89],
  ];
  expect(table).toEqual([0, 1].flatMap((id) => rows.map((row) => [id, ...row])));
  expect(out.row(0).lines).toBeTruthy();
});

test("cells on the right edge of their heads, and long ones that reach under the next", async () => {
  const right = (text: string, edge: number, y: number) => textLine(text, edge - text.length * 10, y);
  const page = [
    ...tableLines([HEAD], LEFTS),
    textLine("A very long description of a nut", 0, 30),
    ...[right("12", 360, 30), right("1,250.00", 520, 30), right("15,000.00", 620, 30)],
  ];
  expect((await read([page])).table).toEqual([[0, "A very long description of a nut", 12, 1250, 15000]]);
});

test("a description goes on in the next row; an empty cell is null", async () => {
  const page = tableLines(
    [HEAD, ["Steel bolts", "4", "12.50", "50.00"], ["M8, zinc", "", "", ""], ["Carriage", "", "", "9.00"]],
    LEFTS,
  );
  expect((await read([page])).table).toEqual([
    [0, "Steel bolts M8, zinc", 4, 12.5, 50],
    [0, "Carriage", null, null, 9],
  ]);
});

test("two cells, or two heads, in one piece are parted", async () => {
  const page = [
    ...tableLines([["Description", "Qty", "Unit price   Amount"]], LEFTS),
    ...tableLines([["Bolts", "4", "12.50           50.00"]], LEFTS, 30),
  ];
  expect((await read([page])).table).toEqual([[0, "Bolts", 4, 12.5, 50]]);
});

test.each([
  ["Total", 30],
  ["Thank you for your order", 200],
])("the table ends at a sum and at much white: %s", async (text, gap) => {
  const rows = tableLines([HEAD, ["Bolts", "4", "12.50", "50.00"], ["Wire", "1", "89.00", "89.00"]], LEFTS);
  const page = [...rows, textLine(text, 0, 60 + gap), textLine("139.00", 560, 60 + gap)];
  expect((await read([page])).table).toHaveLength(2);
});

test("a number that cannot be read is null, and said", async () => {
  const page = tableLines([HEAD, ["Bolts", "a lot", "12.50", "50.00"]], LEFTS);
  const { table, warnings } = await read([page]);
  expect(table).toEqual([[0, "Bolts", null, 12.5, 50]]);
  expect(warnings).toEqual([expect.stringContaining("TABLE_NUMBER")]);
});

test("a page without a table fails, or gives no rows", async () => {
  const pages = [[textLine("A letter", 0, 0)], [], null];
  expect((await read(pages)).failed).toMatchObject([
    { row: 0, code: "TABLE_MISSING", cause: expect.stringContaining("Description, Qty") as string },
    { row: 1, code: "TABLE_MISSING" },
    { row: 2, code: "NULL_VALUE" },
  ]);
  const skipped = await read(pages.slice(0, 2), { missing: "skip" });
  expect(skipped).toMatchObject({ failed: [], table: [] });
});

test.each([
  [{ lines: "nothing" }, "COLUMN_UNKNOWN"],
  [{ lines: "id" }, "COLUMN_TYPE"],
  [{ columns: [{ name: "id" }] }, "COLUMN_DUPLICATE"],
])("a wrong column is an issue while editing: %j", async (params, code) => {
  expect((await read([], params)).issues).toMatchObject([{ code, severity: "error" }]);
});
