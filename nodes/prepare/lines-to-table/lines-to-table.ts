// lines-to-table: the rows of a table on a page, found by its head, become rows.

import * as z from "zod/mini";
import { columnOf } from "../../../engine/frames/builder.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, json, paramsOf } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { missingValue } from "../../_shared/missing-value.ts";
import { decimalChoice, linesColumn, linesIssues } from "../../_shared/text-lines/lines-column.ts";
import { placeLines } from "../../_shared/text-lines/placed.ts";
import { readNumber } from "../../_shared/text-lines/read-value.ts";
import { rowsOf } from "../../_shared/text-lines/rows.ts";
import { linesOf } from "../../_shared/text-lines/text-line.ts";
import { findTable, type TableColumn } from "./find-table.ts";

const wanted = z.strictObject({
  name: z.string().check(z.minLength(1)),
  headers: z._default(z.array(z.string().check(z.minLength(1))), []),
  takes: z._default(z.enum(["text", "number"]), "text"),
});

type Wanted = z.output<typeof wanted>;

const Params = paramsOf({
  lines: linesColumn(),
  columns: json<Wanted[]>(() => z.array(wanted).check(z.minLength(1)), {
    title: "Columns",
    help: "For each column of the table: the name of the new column, what can stand in its head (its name unless given), and what it takes (text, number). A row of the page with half of the heads begins the table.",
    example: [
      { name: "item", headers: ["Description", "Item"] },
      { name: "amount", headers: ["Amount", "Total"], takes: "number" },
    ],
  }),
  until: json<string[]>(
    () => z.array(z.string()),
    {
      title: "Until",
      help: "A row in which a piece begins with one of these ends the table; so does much white.",
      default: ["Subtotal", "Total", "Sum"],
    },
    isListOf(isText),
  ),
  decimal: decimalChoice(),
  missing: choice(["fail", "skip"], {
    title: "Pages without a table",
    help: "What happens to a page on which no row has the heads.",
    labels: { fail: "The row fails", skip: "They give no rows" },
    default: "fail",
  }),
});

type TableParams = z.output<typeof Params>;

export default defineNode({
  kind: "lines-to-table",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "table",
  title: "Lines to table",
  summary: "Finds a table among the lines of a page and gives its rows.",
  keywords: ["ocr", "invoice", "items", "grid", "rows", "columns", "document", "parse"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const added = newFields(params);
    const issues = [...linesIssues(inputs.in, params.lines), ...clashIssues(inputs.in, added)];
    return { outputs: { out: withFields(inputs.in, added) }, issues };
  },

  map(frame, { params, outputs, fail, warn }) {
    const cells = frame.column(params.lines);
    const columns = params.columns.map(columnOfTable);
    const pages: number[] = [];
    const found: (readonly string[])[] = [];
    for (let page = 0; page < frame.length; page++) {
      const cell = cells.get(page);
      const table = cell && findTable(rowsOf(placeLines(linesOf(cell))), columns, params.until);
      if (!cell) fail(frame, page, missingValue(params.lines));
      else if (!table && params.missing === "fail") fail(frame, page, noTable(params));
      for (const row of table ? table.rows : []) {
        pages.push(page);
        found.push(row);
      }
    }
    const values = params.columns.map(({ name, takes }, i) => {
      const texts = found.map((row) => (row[i] === "" ? null : row[i]));
      if (takes === "text") return texts;
      const numbers = texts.map((text) => (text === null ? null : readNumber(text, params.decimal)));
      const bad = texts.find((text, row) => text !== null && numbers[row] === null);
      if (bad != null)
        warn(
          "TABLE_NUMBER",
          `In column "${name}" is "${bad}", which is no number: the cell is empty (and maybe others).`,
        );
      return numbers;
    });
    const added = newFields(params).map(({ name, type }, i) => ({ name, column: columnOf(type, values[i]) }));
    return frame.take(Int32Array.from(pages)).with(added, outputs.out);
  },
});

function columnOfTable({ name, headers, takes }: Wanted): TableColumn {
  return { headers: headers.length > 0 ? headers : [name], isText: takes === "text" };
}

function newFields({ columns }: TableParams): Field[] {
  return columns.map(({ name, takes }) => ({
    name,
    type: { type: takes === "number" ? "float64" : "text" },
    nullable: true,
  }));
}

function noTable({ lines, columns }: TableParams): RowError {
  const heads = columns.map(({ name, headers }) => headers[0] ?? name).join(", ");
  return {
    code: "TABLE_MISSING",
    cause: `No row of the page has half of these heads: ${heads}.`,
    hint: "Look at the lines of the page and add what stands in the head, or let such pages give no rows.",
    column: lines,
  };
}
