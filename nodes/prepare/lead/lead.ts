// lead: adds values of the rows that come later to those before them, key by key.

import * as z from "zod/mini";
import { withFields } from "../../../engine/frames/frame.ts";
import { isNumberType, type DataType, type Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { columnList, json, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { historyParams, warnOfForgotten } from "../../_shared/history/history-params.ts";
import { BYTES_PER_MB } from "../../_shared/tables/frame-bytes.ts";
import { LATER_FUNCTIONS, LaterValues, type LaterColumn } from "./later-values.ts";

/** Rows of the same key that one looks ahead. */
const MOST_ROWS = 1000;

const laterColumn = z.strictObject({
  name: z.string().check(z.minLength(1)),
  column: z.string().check(z.minLength(1)),
  of: z._default(z.enum(LATER_FUNCTIONS), "lead"),
  rows: z._default(z.int().check(z.minimum(1), z.maximum(MOST_ROWS)), 1),
});

export default defineNode({
  kind: "lead",
  version: 1,
  category: "prepare",
  title: "Later values",
  summary: "Adds values of later rows of each key: the next one, or that so many rows on.",
  keywords: ["next", "ahead", "future", "shift", "forecast", "target", "until", "lag", "window", "history"],
  params: paramsOf({
    key: columnList({
      title: "Key",
      help: "Rows with the same values here belong together; empty = all rows.",
      default: [],
    }),
    columns: json<LaterColumn[]>(() => z.array(laterColumn) as unknown as z.ZodMiniType<LaterColumn[]>, {
      title: "New columns",
      help: `Each with a name, a source column, a function (of) and a number of rows up to ${MOST_ROWS}. The functions are lead, the value so many rows of the key later, and until, the hours from a row to that one. What does not come is empty.`,
      example: [{ name: "sales_next", column: "sales", of: "lead", rows: 1 }],
    }),
    waitRows: number({
      title: "Rows that wait",
      help: "A row goes on when what it looks for has come, or so many rows later without it. All rows in between are in memory.",
      integer: true,
      min: 1,
      max: 10_000_000,
      default: 100_000,
      setting: true,
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
    return {
      outputs: { out: withFields(inputs.in, fields) },
      issues: leadIssues(inputs.in, params.key, params.columns),
    };
  },

  open: ({ params }) => new LaterValues({ ...params, limitBytes: params.memoryMb * BYTES_PER_MB }),

  async process(frame, ctx) {
    const { params, state, outputs, out } = ctx;
    state.add(frame);
    warnOfForgotten(state.history, ctx);
    if (state.missed > 0)
      ctx.warn(
        "LEAD_TOO_FAR",
        `Some rows wait for one of their key that comes more than ${params.waitRows} rows later: their values are empty. Raise "Rows that wait".`,
      );
    for (const whole of state.known(outputs.out)) await out.out(whole);
  },

  async end({ state, outputs, out, signal }) {
    for (const frame of state.rest(outputs.out)) if (!signal.aborted) await out.out(frame);
  },
});

function leadIssues(schema: Schema, key: readonly string[], columns: readonly LaterColumn[]): NodeIssue[] {
  const path = "params.columns";
  const named = (of: LaterColumn["of"]) => columns.filter((one) => one.of === of).map(({ column }) => column);
  const isTime = ({ type }: DataType) => type === "timestamp" || type === "date";
  const isNumber = ({ type }: DataType) => isNumberType(type) || type === "bool";
  const all = columns.map(({ column }) => column);
  return [
    ...unknownColumnIssues(schema, key, "params.key"),
    ...unknownColumnIssues(schema, all, path),
    ...clashIssues(schema, columns).map((issue) => ({ ...issue, path })),
    ...typeIssues(schema, named("until"), path, isTime, "a time", "Cast the column to timestamp first."),
    ...typeIssues(schema, named("lead"), path, isNumber, "a number", "Cast the column to a number first."),
  ];
}
