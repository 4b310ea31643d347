// excel: reads the rows of a sheet of a workbook (.xlsx) as a table.

import { field } from "../../../engine/frames/frame.ts";
import { formatType, type DataType, type Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { MS_PER_DAY } from "../../_shared/csv/parse-time.ts";
import { listNames } from "../../_shared/column-issues.ts";
import { uniqueNames } from "../../_shared/csv/unique-names.ts";
import { failedSchema, FileRows, type FileRow } from "../../_shared/files/file-rows.ts";
import { ownValue } from "../../_shared/own-value.ts";
import { readableType } from "../../_shared/readable-types.ts";
import { typesIssues } from "../../_shared/types-issues.ts";
import { toCell } from "../../_shared/to-cell.ts";
import { cellPlace, rangeOf } from "./cell-places.ts";
import { cellText, isErrorCell, lookAtSheet, type ExcelFacts } from "./excel-facts.ts";
import { excelParams, type ExcelParams } from "./params.ts";
import { openWorkbook, UNCOMPUTED, type ExcelRow, type ExcelValue } from "./workbook.ts";

const FRAME_ROWS = 1024;
const FRAME_BYTES = 4 * 1024 * 1024;
/** What a cell takes in memory on its way, about. */
const CELL_BYTES = 24;
const SHOWN_CHARACTERS = 40;
const COMPUTE =
  'Open the workbook in Excel or LibreOffice and save it, which computes its formulas, or set "Error cells" (errors) to null.';
/** Columns without a name that are each told by themselves. */
const MOST_NAMED = 5;

export default defineNode({
  kind: "excel",
  version: 1,
  category: "sources",
  icon: "table",
  title: "Excel workbook",
  summary: "Reads the rows of a sheet of an .xlsx file.",
  keywords: ["xlsx", "spreadsheet", "sheet", "import", "load", "open", "table", "office"],
  params: excelParams,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  async probe({ params, host, signal }) {
    const book = await openWorkbook(params.path, params.maxMegabytes, host, signal);
    return lookAtSheet(book, params);
  },

  schema({ params, facts }) {
    if (!facts) return { outputs: {} };
    const out = schemaOf(params, facts);
    const names = out.fields.map(({ name }) => name);
    return {
      outputs: { out },
      failed: failedSchema(out, []),
      issues: issuesOf(params, facts, out),
      unseen: facts.hasRows ? [] : names.filter((name) => !Object.hasOwn(params.types, name)),
    };
  },

  async produce(ctx) {
    const { params, facts, host, signal, outputs, progress } = ctx;
    const book = await openWorkbook(params.path, params.maxMegabytes, host, signal);
    const rows = new FileRows(ctx, {
      schema: outputs.out,
      failedSchema: failedSchema(outputs.out, []),
      unit: "row",
      frameRows: FRAME_ROWS,
      frameBytes: FRAME_BYTES,
    });
    let next = facts.headerRow + 1;
    rows.begin(next);
    for await (const row of book.rows(facts.sheet, { range: params.range })) {
      if (signal.aborted) return;
      if (row.number <= facts.headerRow) continue;
      // Blank rows are none, and those behind them keep their numbers.
      if (row.number !== next) {
        await rows.flush();
        rows.begin(row.number);
      }
      next = row.number + 1;
      await rows.push(rowOf(row, params, outputs.out));
      progress(row.number, 0);
    }
    await rows.flush();
  },
});

function schemaOf({ types }: ExcelParams, facts: ExcelFacts): Schema {
  const names = uniqueNames(facts.header);
  return {
    fields: names.map((name, i) => field(name, readableType(ownValue(types, name)) ?? facts.types[i])),
  };
}

function rowOf({ number, values }: ExcelRow, params: ExcelParams, { fields }: Schema): FileRow {
  const { firstColumn: from } = rangeOf(params.range);
  const cells: Record<string, Cell> = {};
  const bytes = CELL_BYTES * fields.length;
  let error: RowError | null = null;
  for (const [i, { name, type }] of fields.entries()) {
    const value = values[from + i] ?? null;
    const cell = cellOf(value, type, params);
    cells[name] = cell ?? null;
    if (cell === undefined)
      error ??=
        value === UNCOMPUTED ? notComputed(cellPlace(number, from + i), name) : badCell(value, name, type);
  }
  const beyond = values.findIndex((value, i) => i >= from + fields.length && value !== null);
  if (beyond >= 0)
    error ??= {
      code: "ROW_CELLS",
      cause: `The row has ${JSON.stringify(shown(values[beyond]))} in cell ${beyond + 1}, where no column is.`,
      hint: "Give the column a name in the header, or set Range (range).",
    };
  return { cells, bytes, ...(error && { error }) };
}

/** undefined where the type cannot hold the value. */
function cellOf(value: ExcelValue, type: DataType, { errors, alsoNull }: ExcelParams): Cell | undefined {
  if (value === null || (alsoNull.length > 0 && alsoNull.includes(cellText(value)))) return null;
  if (value === UNCOMPUTED || isErrorCell(value)) return errors === "null" ? null : undefined;
  if (!(value instanceof Date)) return toCell(value, type);
  const ms = value.getTime();
  if (type.type === "timestamp") return ms;
  if (type.type === "date") return Math.floor(ms / MS_PER_DAY);
  return type.type === "text" ? cellText(value) : undefined;
}

function notComputed(place: string, column: string): RowError {
  return {
    code: "EXCEL_NOT_COMPUTED",
    cause: `The formula in cell ${place} (column "${column}") has no result in the file: what wrote the file computes none.`,
    hint: COMPUTE,
    column,
  };
}

function badCell(value: ExcelValue, column: string, type: DataType): RowError {
  const text = JSON.stringify(shown(value));
  if (isErrorCell(value))
    return {
      code: "EXCEL_ERROR_CELL",
      cause: `The cell of column "${column}" holds the error ${text}.`,
      hint: 'Mend its formula, or set "Error cells" (errors) to null.',
      column,
    };
  return {
    code: "CELL_INVALID",
    cause: `${text} in column "${column}" is not a ${formatType(type)}.`,
    hint: "Mend the cell, add the word to Also null if it means no value, or set another type in Types.",
    column,
  };
}

function shown(value: ExcelValue): string {
  const text = cellText(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

function issuesOf(params: ExcelParams, facts: ExcelFacts, out: Schema): NodeIssue[] {
  return [
    ...typesIssues(params.types, out),
    ...summedUp(out.fields.flatMap(({ name }, i) => nameIssues(name, facts, i))),
    ...out.fields.flatMap(({ name, type }, i) => misfitIssues(params, name, type, facts.misfits[i])),
    ...uncomputedIssues(params, facts, out),
    ...(facts.hasRows ? [] : [noRows()]),
  ];
}

function uncomputedIssues({ errors }: ExcelParams, { uncomputed }: ExcelFacts, out: Schema): NodeIssue[] {
  const columns = out.fields.filter((_, i) => uncomputed[i]).map(({ name }) => name);
  if (columns.length === 0 || errors === "null") return [];
  const first = uncomputed.find((place) => place !== null)!;
  return [
    {
      code: "EXCEL_NOT_COMPUTED",
      severity: "warning",
      port: "out",
      path: "params.path",
      message: `Formulas have no result in the file, such as in cell ${first}: such rows will fail (${listNames(columns)}).`,
      expected: "formulas with what they gave last",
      got: "formulas alone",
      hint: COMPUTE,
    },
  ];
}

function nameIssues(name: string, { header, headerRow }: ExcelFacts, i: number): NodeIssue[] {
  if (headerRow === 0 || name === header[i]) return [];
  const isEmpty = header[i] === "";
  return [
    {
      code: isEmpty ? "COLUMN_UNNAMED" : "COLUMN_DUPLICATE",
      severity: "warning",
      port: "out",
      path: "params.path",
      message: isEmpty
        ? `Column ${i + 1} has no name in the header; it is called "${name}". The other cells of a merged one are empty.`
        : `The header has "${header[i]}" more than once; column ${i + 1} is called "${name}".`,
      expected: "a name of its own for each column",
      got: isEmpty ? "an empty name" : header[i],
      hint: "Change the header of the sheet, or use the name given here.",
    },
  ];
}

/** A cell far to the right makes thousands of columns without a name: these are told once. */
function summedUp(issues: readonly NodeIssue[]): readonly NodeIssue[] {
  const unnamed = issues.filter(({ code }) => code === "COLUMN_UNNAMED");
  if (unnamed.length <= MOST_NAMED) return issues;
  const [first] = unnamed;
  const rest = `${unnamed.length - 1} more have none either, and are called by their numbers.`;
  const all: NodeIssue = {
    ...first,
    message: `${first.message} ${rest}`,
    hint: 'Set "Range" (range) to the cells that are meant, change the header of the sheet, or use the names given here.',
  };
  return [all, ...issues.filter(({ code }) => code !== "COLUMN_UNNAMED")];
}

function misfitIssues(
  { types }: ExcelParams,
  name: string,
  type: DataType,
  misfits: readonly string[],
): NodeIssue[] {
  if (misfits.length === 0 || Object.hasOwn(types, name)) return [];
  const few = misfits.slice(0, 3).map((text) => JSON.stringify(text.slice(0, SHOWN_CHARACTERS)));
  return [
    {
      code: "COLUMN_MIXED",
      severity: "warning",
      port: "out",
      path: "params.types",
      message: `Column "${name}" is nearly all ${formatType(type)}, but not ${few.join(", ")}; such rows will fail.`,
      expected: formatType(type),
      got: few.join(", "),
      hint: "Read the words as no value (Also null), or the column as text.",
      fix: {
        label: `Read "${name}" as text`,
        commands: [{ do: "set-param", id: "", param: "types", value: { ...types, [name]: "text" } }],
      },
    },
  ];
}

function noRows(): NodeIssue {
  return {
    code: "FILE_NO_ROWS",
    severity: "warning",
    path: "params.path",
    message:
      "The sheet has a header and no rows; columns that Types does not name are taken for what nodes behind take, else for text.",
    expected: "rows",
    got: "only a header",
    hint: "Check what was to write it, and the sheet (sheet).",
  };
}
