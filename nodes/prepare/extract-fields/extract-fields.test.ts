// extract-fields: values behind, beside and below their labels, their types, and what is said where there is none.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { asCell, tableLines, textLine } from "../../../tests/support/text-lines.ts";
import { LINES_TYPE } from "../../_shared/text-lines/text-line.ts";
import extractFields from "./extract-fields.ts";

const schema = { fields: [field("id", "int32"), field("lines", LINES_TYPE)] };

async function extract(pages: readonly (readonly object[] | null)[], fields: object[], more: object = {}) {
  const rows = pages.map((lines, id) => ({ id, lines: lines && asCell(lines) }));
  const params = { fields, ...more };
  const result = await runNode(extractFields, { params, inputs: { in: [frameOf(schema, rows)] } });
  const [out] = result.outputs.out ?? [];
  return { ...result, rows: out ? Array.from({ length: out.length }, (_, row) => out.row(row)) : [] };
}

const number = { name: "number", labels: ["Invoice no.", "Invoice number"], pattern: "[a-z]*-?\\d[\\d-]+" };
const total = { name: "total", labels: ["Total", "Amount due"], takes: "number" };
const date = { name: "date", takes: "date" };

test("behind the label, right of it, below it", async () => {
  const behind = [textLine("Invoice no: A-2041", 0, 0), textLine("Total 1,284.50 EUR", 0, 40)];
  const right = [
    ...tableLines(
      [
        ["Invoice no.", "A-2041"],
        ["Total", "1,284.50"],
      ],
      [0, 300],
    ),
  ];
  const below = [
    ...tableLines(
      [
        ["Invoice number", "Amount due"],
        ["A-2041", "1284.50"],
      ],
      [0, 300],
    ),
  ];
  const { rows } = await extract([behind, right, below], [number, total]);
  for (const row of rows) expect(row).toMatchObject({ number: "A-2041", total: 1284.5 });
});

test("a reader that drops blanks does no harm; another word that holds the label is none", async () => {
  const page = [
    textLine("InvoiceNo.A-77", 0, 0),
    textLine("Subtotal: 5.00", 0, 40),
    textLine("TOTAL:7.00", 0, 80),
  ];
  const { rows } = await extract([page], [number, total]);
  expect(rows[0]).toMatchObject({ number: "A-77", total: 7 });
});

test("the head of a table is no label of a sum where the sum stands beside one", async () => {
  const page = [
    ...tableLines(
      [
        ["Item", "Total"],
        ["Bolts", "50.00"],
        ["Total", "61.20"],
      ],
      [0, 300],
    ),
  ];
  expect((await extract([page], [total])).rows[0]).toMatchObject({ total: 61.2 });
});

test("dates become days, in the order that is said", async () => {
  const pages = ["Date: 03/04/2025", "Date 2025-04-03", "Date: 3 April 2025", "Date: 31.02.2025"].map(
    (text) => [textLine(text, 0, 0)],
  );
  const { rows } = await extract(pages, [date]);
  const april3 = Date.UTC(2025, 3, 3) / 86_400_000;
  expect(rows.map((row) => row.date)).toEqual([april3, april3, april3, null]);
  const us = await extract([pages[0]], [date], { days: "month-first" });
  expect(us.rows[0].date).toBe(Date.UTC(2025, 2, 4) / 86_400_000);
});

test("boxes say where the values stand", async () => {
  const { rows } = await extract([[...tableLines([["Total", "5"]], [0, 300])]], [total]);
  expect(rows[0].fields).toEqual([
    { label: "total", score: 0.9, x: 300, y: 1, width: 10, height: 20, text: "5" },
  ]);
});

test("a page turned on its head is read as well", async () => {
  const flip = (line: ReturnType<typeof textLine>) => {
    const points = line.points.map((value, i) => (i % 2 === 0 ? 500 - value : 300 - value));
    return { ...line, x: 500 - line.x - line.width, y: 300 - line.y - line.height, points };
  };
  const page = tableLines(
    [
      ["Invoice no.", "Total"],
      ["A-91", "4.50"],
    ],
    [0, 300],
  ).map(flip);
  expect((await extract([page], [number, total])).rows[0]).toMatchObject({ number: "A-91", total: 4.5 });
});

test("what is not there is null, or fails the row where it is required; null lines fail", async () => {
  const { rows } = await extract([[]], [total]);
  expect(rows[0]).toMatchObject({ total: null, fields: [] });
  const { failed } = await extract([[], null], [{ ...total, required: true }]);
  expect(failed).toMatchObject([
    { row: 0, code: "FIELD_MISSING", cause: expect.stringContaining('"Amount due"') as string },
    { row: 1, code: "NULL_VALUE" },
  ]);
});

test.each([
  ["(a", "a bracket is not closed"],
  ["a)", "closed that was not opened"],
  ["*a", "nothing stands before"],
  ["(?=a)", "look ahead"],
  ["\\b", "\\b is not known"],
  ["a{9999}", "counts go to 200"],
  ["((a{200}){200}){200}", "too large"],
])("a pattern that cannot be read is an issue: %s", async (pattern, said) => {
  const { issues } = await extract([], [{ ...total, pattern }]);
  expect(issues).toMatchObject([{ code: "PATTERN_INVALID", path: "params.fields[0].pattern" }]);
  expect(issues[0].message).toContain(said);
});

test.each([
  [{ lines: "nothing" }, "COLUMN_UNKNOWN"],
  [{ lines: "id" }, "COLUMN_TYPE"],
  [{ boxes: "id" }, "COLUMN_DUPLICATE"],
])("a wrong column is an issue while editing: %j", async (params, code) => {
  expect((await extract([], [total], params)).issues).toMatchObject([{ code, severity: "error" }]);
});
