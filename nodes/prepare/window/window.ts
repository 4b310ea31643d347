// window: adds lags and rolling figures over the last rows of each key.

import * as z from "zod/mini";
import { withFields, type NewColumn } from "../../../engine/frames/frame.ts";
import { isNumberType, type DataType, type Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { columnList, json, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { History, type SavedKey } from "../../_shared/history/history.ts";
import { historyParams, warnOfForgotten } from "../../_shared/history/history-params.ts";
import { keyReader } from "../../_shared/history/key-reader.ts";
import { numberReader, withNulls } from "../../_shared/history/number-reader.ts";
import { BYTES_PER_MB } from "../../_shared/tables/frame-bytes.ts";
import { compute, WINDOW_FUNCTIONS, type WindowFunction } from "./functions.ts";

interface WindowColumn {
  readonly name: string;
  readonly column: string;
  readonly of: WindowFunction;
  readonly rows: number;
}

const windowColumn = z.strictObject({
  name: z.string().check(z.minLength(1)),
  column: z.string().check(z.minLength(1)),
  of: z.enum(WINDOW_FUNCTIONS),
  rows: z._default(z.int().check(z.minimum(1), z.maximum(100_000)), 1),
});

interface State {
  readonly columns: readonly WindowColumn[];
  /** Source columns, each with a ring in the history; `ring[i]` is the one of column i. */
  readonly sources: readonly string[];
  readonly ring: readonly number[];
  readonly history: History;
}

export default defineNode({
  kind: "window",
  version: 1,
  category: "prepare",
  title: "Window",
  summary: "Adds lags and rolling figures over the last rows of each key.",
  keywords: [
    "moving",
    "average",
    "mean",
    "sum",
    "difference",
    "history",
    "time",
    "series",
    "previous",
    "shift",
    "aggregate",
  ],
  params: paramsOf({
    key: columnList({
      title: "Key",
      help: "Rows with the same values here belong together; empty = all rows.",
      default: [],
    }),
    columns: json<WindowColumn[]>(() => z.array(windowColumn) as unknown as z.ZodMiniType<WindowColumn[]>, {
      title: "New columns",
      help:
        "Each with a name, a source column, a function (of) and a number of rows. The functions are mean, min, max, sum, std (of a sample: " +
        "divided by n - 1) and count over the last rows, the current one included; lag, the value so many rows back; and elapsed, " +
        "the hours since the row before. Values of later rows are added by lead. The first rows have fewer rows to look at; what has nothing to compute from is empty.",
      example: [{ name: "sales_lag1", column: "sales", of: "lag", rows: 1 }],
    }),
    ...historyParams,
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "keyed",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const fields = params.columns.map(({ name }) => ({
      name,
      type: { type: "float64" } as const,
      nullable: true,
    }));
    const out = withFields(inputs.in, fields);
    return { outputs: { out }, issues: windowIssues(inputs.in, params.key, params.columns) };
  },

  open({ params }): State {
    const sources = [...new Set(params.columns.map(({ column }) => column))];
    const sizes = sources.map((source) => {
      const own = params.columns.filter(({ column }) => column === source);
      // A lag of n needs the n rows before the current one.
      return Math.max(...own.map(({ of, rows }) => (of === "lag" ? rows + 1 : of === "elapsed" ? 2 : rows)));
    });
    const ring = params.columns.map(({ column }) => sources.indexOf(column));
    return {
      columns: params.columns,
      sources,
      ring,
      history: new History(sizes, params.maxKeys, params.memoryMb * BYTES_PER_MB),
    };
  },

  map(frame, ctx) {
    const { columns, sources, ring, history } = ctx.state;
    const keys = keyReader(frame, ctx.params.key);
    const values = sources.map((name) => numberReader(frame, name));
    const results = columns.map(() => new Float64Array(frame.length));
    for (let row = 0; row < frame.length; row++) {
      const rings = history.of(keys(row));
      for (let i = 0; i < rings.length; i++) rings[i].push(values[i](row));
      for (let i = 0; i < columns.length; i++)
        results[i][row] = compute[columns[i].of](rings[ring[i]], columns[i].rows);
    }
    warnOfForgotten(history, ctx);
    const added = columns.map(({ name }, i): NewColumn => ({ name, column: withNulls(results[i]) }));
    return frame.with(added, ctx.outputs.out);
  },

  snapshot: ({ state }) => new TextEncoder().encode(JSON.stringify(state.history)),
  restore: (bytes, { state }) =>
    state.history.load(JSON.parse(new TextDecoder().decode(bytes)) as SavedKey[]),
});

function windowIssues(schema: Schema, key: readonly string[], columns: readonly WindowColumn[]): NodeIssue[] {
  const named = (of: (f: WindowFunction) => boolean) => columns.filter((c) => of(c.of)).map((c) => c.column);
  const isTime = ({ type }: DataType) => type === "timestamp" || type === "date";
  const isNumber = ({ type }: DataType) => isNumberType(type) || type === "bool";
  return [
    ...unknownColumnIssues(schema, key, "params.key"),
    ...unknownColumnIssues(
      schema,
      columns.map(({ column }) => column),
      "params.columns",
    ),
    ...clashIssues(schema, columns).map((issue) => ({ ...issue, path: "params.columns" })),
    ...typeIssues(
      schema,
      named((f) => f === "elapsed"),
      "params.columns",
      isTime,
      "a time",
      "Cast the column to timestamp first.",
    ),
    ...typeIssues(
      schema,
      named((f) => f !== "elapsed"),
      "params.columns",
      isNumber,
      "a number",
      "Cast the column to a number first.",
    ),
  ];
}
