// print-table: prints the first rows as a table of text.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { columnList, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { cellText } from "../../_shared/cell-text.ts";
import { repeatedIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { outputColumns, outputNames } from "../../_shared/output-columns.ts";
import { layOut, type TableColumn } from "./lay-out.ts";

interface Printing {
  /** Of the first rows; null while there are none. */
  columns: readonly TableColumn[] | null;
  readonly shown: string[][];
  total: number;
}

export default defineNode({
  kind: "print-table",
  version: 1,
  category: "actions",
  title: "Print table",
  summary: "Prints the first rows as a table.",
  keywords: ["show", "display", "console", "terminal", "log", "view"],
  params: paramsOf({
    rows: number({
      title: "Rows",
      help: "How many rows are printed.",
      default: 20,
      min: 0,
      max: 10_000,
      integer: true,
    }),
    columns: columnList({
      title: "Columns",
      help: "Which columns, in which order; all when empty (but tensors, pictures and sound only when named).",
      default: [],
    }),
  }),
  inputs: { in: table() },
  outputs: {},
  effects: [],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const issues = [
      ...unknownColumnIssues(inputs.in, params.columns, "params.columns"),
      ...repeatedIssues(params.columns, "columns"),
    ];
    return { outputs: {}, issues };
  },

  open: (): Printing => ({ columns: null, shown: [], total: 0 }),

  plansElsewhere: () => true,

  plan(frame, { params }) {
    if (frame.length === 0) return null;
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `print ${source} ${unit} ${from}-${to}`,
      summary: `print up to ${params.rows} of ${frame.length} rows`,
      rows: frame.length,
      // Names and cells of the same frame: what stands over a cell is its name, whatever was planned.
      data: { cells: firstCells(frame, params), columns: tableColumns(frame.schema, params.columns) },
    };
  },

  perform({ data: { cells, columns }, rows }, { state, params }) {
    state.columns ??= columns;
    state.shown.push(...cells.slice(0, params.rows - state.shown.length));
    state.total += rows;
  },

  close({ state, node, params, inputs, host }, outcome) {
    if (outcome !== "done" && state.total === 0) return;
    const columns = state.columns ?? tableColumns(inputs.in, params.columns);
    const more = state.total - state.shown.length;
    const lines = layOut(columns, state.shown, host.output.width);
    const rest = more > 0 ? [`and ${more} more ${more === 1 ? "row" : "rows"}`] : [];
    const none = state.total === 0 ? ["no rows"] : [];
    host.output.print([node.title, ...lines, ...rest, ...none, ""].join("\n"));
  },
});

function tableColumns(schema: Schema, chosen: readonly string[]): readonly TableColumn[] {
  return outputNames(schema, chosen).map((name): TableColumn => {
    const type = schema.fields.find((field) => field.name === name)?.type.type ?? "text";
    return { name, alignRight: /^(?:u?int|float|duration)/.test(type) };
  });
}

/** The texts of as many rows as may be printed. */
function firstCells(
  frame: Frame,
  params: { readonly rows: number; readonly columns: readonly string[] },
): string[][] {
  const columns = outputColumns(frame, params.columns);
  const rows = Math.min(params.rows, frame.length);
  return Array.from({ length: rows }, (_, row) => columns.map((column) => cellText(column, row) ?? ""));
}
