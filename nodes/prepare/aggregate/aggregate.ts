// aggregate: makes one row of each group of rows, with what their columns come to.

import * as z from "zod/mini";
import { field, findField } from "../../../engine/frames/frame.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeContext, NodeIssue } from "../../../engine/sdk/node-definition.ts";
import {
  choice,
  columnList,
  json,
  number,
  optionalColumn,
  paramsOf,
  text,
} from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { isKeyType } from "../../_shared/keys/key-words.ts";
import { BYTES_PER_MB } from "../../_shared/tables/frame-bytes.ts";
import { nullColumn } from "../../_shared/tables/null-column.ts";
import { OwnRows } from "../../_shared/tables/own-rows.ts";
import { sortedRows } from "../../_shared/tables/row-order.ts";
import { TIME_BUCKETS } from "../../_shared/times/bucket.ts";
import { zoneIssues } from "../../_shared/times/zone.ts";
import { Grouping, TIME, type Buckets } from "../../_shared/groups/grouping.ts";
import {
  AGGREGATES,
  aggregateType,
  tallyOf,
  tallyTakes,
  type Aggregate,
  type Tally,
} from "../../_shared/groups/tallies.ts";

interface NewColumn {
  readonly name: string;
  readonly of: Aggregate;
  /** Empty: rows are counted. */
  readonly column: string;
  readonly at: number;
}

const newColumn = z.strictObject({
  name: z.string().check(z.minLength(1)),
  of: z.enum(AGGREGATES),
  column: z._default(z.string(), ""),
  at: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.5),
});

const OUTPUT_ROWS = 8192;

const Params = paramsOf({
  key: columnList({
    title: "Group by",
    help: "Rows with the same values here are one group; empty: all rows are (or all of a piece of time).",
    default: [],
  }),
  columns: json<NewColumn[]>(() => z.array(newColumn) as unknown as z.ZodMiniType<NewColumn[]>, {
    title: "New columns",
    help:
      "Each with a name, a function (of) and a source column. The functions are count (rows, or cells with a value where a column is named), " +
      "sum, mean, min, max, std (of a sample: divided by n - 1), first and last (that are not empty), median, quantile (with at from 0 to 1, between " +
      "two values in proportion) and distinct (how many different values). Empty cells do not count, nor does NaN where numbers are computed. median and quantile are exact and " +
      "keep 12 bytes for each value, distinct some 30 for each different one.",
    example: [
      { name: "orders", of: "count" },
      { name: "revenue", of: "sum", column: "price" },
    ],
    default: [],
  }),
  time: optionalColumn({
    title: "Time column",
    help: "Rows are also grouped by the piece of time that this column lies in; empty for none. A date is its midnight.",
    of: "time",
  }),
  every: choice(TIME_BUCKETS, {
    title: "Pieces of time",
    help: "Weeks begin on Monday. Days and longer pieces are those of the calendar in the zone.",
    default: "day",
  }),
  zone: text({
    title: "Time zone",
    help: "Whose clocks say where a piece begins: UTC, or a name such as Europe/Berlin.",
    minLength: 1,
    default: "UTC",
  }),
  bucket: text({
    title: "Name of the piece",
    help: "The new column with the moment at which the piece of time begins.",
    minLength: 1,
    default: "bucket",
  }),
  order: choice(["first", "key"], {
    title: "Order",
    help: "In which order the groups come out.",
    labels: { first: "As they first came", key: "By their key, empty ones at the end" },
    default: "first",
  }),
  maxGroups: number({
    title: "Most groups",
    help: "All groups are in memory until the last row has come, with some 20 bytes for each new column. More of them end the run.",
    integer: true,
    min: 1,
    default: 1_000_000,
    setting: true,
  }),
  memoryMb: number({
    title: "Memory",
    help: "What keys, medians, quantiles and distinct counts may take together. More ends the run.",
    unit: "MB",
    integer: true,
    min: 1,
    default: 512,
    setting: true,
  }),
});

type AggregateParams = z.output<typeof Params>;

interface State {
  readonly grouping: Grouping;
  readonly tallies: readonly Tally[];
  readonly rows: OwnRows;
}

type Context = Pick<NodeContext<AggregateParams, null, State>, "params" | "state">;

export default defineNode({
  kind: "aggregate",
  version: 1,
  category: "prepare",
  title: "Aggregate",
  summary: "Makes one row of each group of rows: counts, sums, means, quantiles, by key or by time.",
  keywords: [
    "group",
    "groupby",
    "by",
    "summarise",
    "summarize",
    "rollup",
    "sum",
    "count",
    "average",
    "median",
    "distinct",
    "downsample",
  ],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "whole",
  needs: [],
  numbersRows: true,

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const keys = keyFields(schema, params);
    const added = params.columns.map((column) => addedField(schema, column));
    return { outputs: { out: { fields: [...keys, ...added] } }, issues: issuesOf(schema, params, keys) };
  },

  open({ node, params, inputs }): State {
    const schema = inputs.in;
    const grouping = new Grouping(params.key, bucketsOf(params), { fields: keyFields(schema, params) });
    const tallies = params.columns.map(({ of, column, at }) =>
      tallyOf(of, findField(schema, column)?.type ?? null, at),
    );
    return { grouping, tallies, rows: new OwnRows(node.id) };
  },

  process(frame, { params, state }) {
    const groups = state.grouping.of(frame);
    params.columns.forEach(({ column }, i) =>
      state.tallies[i].add(column === "" ? null : frame.column(column), groups, state.grouping.size),
    );
    checkSize({ params, state });
  },

  async end({ params, state, outputs, out, signal }) {
    const { grouping, tallies, rows } = state;
    const keys = grouping.keys();
    if (!keys)
      return void (await out.out(
        rows.frame(
          outputs.out,
          outputs.out.fields.map(({ type }) => nullColumn(type, 0)),
          0,
          undefined,
        ),
      ));
    const whole = keys.with(
      tallies.map((tally, i) => ({ name: params.columns[i].name, column: tally.result(grouping.size) })),
      outputs.out,
    );
    const order =
      params.order === "first"
        ? null
        : sortedRows(
            keys,
            keys.schema.fields.map(({ name }) => ({
              column: name,
              descending: false,
              nulls: "last",
              text: "code-point",
            })),
          );
    for (let from = 0; from < whole.length && !signal.aborted; from += OUTPUT_ROWS) {
      const to = Math.min(whole.length, from + OUTPUT_ROWS);
      const piece = order ? whole.take(order.subarray(from, to)) : whole.slice(from, to);
      await out.out(rows.frame(outputs.out, piece.columns, piece.length, piece.lineage.origin));
    }
  },
});

function bucketsOf({ time, every, zone }: AggregateParams): Buckets | null {
  return time === "" ? null : { column: time, every, zone };
}

function keyFields(schema: Schema, { key, time, bucket }: AggregateParams): Field[] {
  const own = [...new Set(key)].flatMap((name) => findField(schema, name) ?? []);
  return time === ""
    ? own
    : [...own, { name: bucket, type: TIME, nullable: findField(schema, time)?.nullable ?? true }];
}

function addedField(schema: Schema, { name, of, column }: NewColumn): Field {
  const type = findField(schema, column)?.type ?? null;
  return field(name, aggregateType(of, type), of !== "count" && of !== "distinct");
}

function checkSize({ params, state }: Context): void {
  const { grouping, tallies } = state;
  if (grouping.size > params.maxGroups)
    throw new MillraceError("GROUPS_TOO_MANY", {
      message: `There are more than ${params.maxGroups} groups, which are all kept in memory.`,
      expected: `at most ${params.maxGroups}`,
      got: `${grouping.size} so far`,
      hint: 'Raise "Most groups" (maxGroups), or group by columns with fewer values.',
      fatal: true,
    });
  const bytes = tallies.reduce((sum, tally) => sum + tally.bytes, grouping.bytes);
  if (bytes > params.memoryMb * BYTES_PER_MB)
    throw new MillraceError("MEMORY_LIMIT", {
      message:
        "Keys and the values of medians, quantiles and distinct counts take more memory than they may.",
      expected: `at most ${params.memoryMb} MB`,
      got: `${Math.ceil(bytes / BYTES_PER_MB)} MB so far`,
      hint: 'Raise "Memory" (memoryMb), or take mean instead of median.',
      fatal: true,
    });
}

function issuesOf(schema: Schema, params: AggregateParams, keys: readonly Field[]): NodeIssue[] {
  const { key, columns, time, zone } = params;
  const named = columns.filter(({ column }) => column !== "").map(({ column }) => column);
  return [
    ...unknownColumnIssues(schema, key, "params.key"),
    ...typeIssues(
      schema,
      key,
      "params.key",
      isKeyType,
      "a number, a text or a time",
      "Choose another column.",
    ),
    ...unknownColumnIssues(schema, named, "params.columns"),
    ...columns.filter(({ of, column: source }) => of !== "count" && source === "").map(sourceMissing),
    ...columns.flatMap(({ of, column }) =>
      typeIssues(
        schema,
        [column],
        "params.columns",
        (type) => tallyTakes(of, type),
        of === "min" || of === "max"
          ? "a number or a time"
          : of === "first" || of === "last"
            ? "no tensor"
            : "a number",
        "Cast the column first, or choose another one.",
      ),
    ),
    ...clashIssues(
      { fields: keys.slice(0, time === "" ? undefined : -1) },
      time === "" ? [] : [keys.at(-1)!],
      ["bucket"],
    ),
    ...clashIssues({ fields: keys }, columns).map((issue) => ({ ...issue, path: "params.columns" })),
    ...(time === ""
      ? []
      : [
          ...unknownColumnIssues(schema, [time], "params.time"),
          ...typeIssues(
            schema,
            [time],
            "params.time",
            ({ type }) => type === "timestamp" || type === "date",
            "a time",
            "Cast the column to timestamp first.",
          ),
          ...zoneIssues(zone),
        ]),
    ...(columns.length === 0 && key.length === 0 && time === "" ? [nothingAsked()] : []),
  ];
}

function sourceMissing({ name, of }: NewColumn): NodeIssue {
  return {
    code: "PARAM_REQUIRED",
    severity: "error",
    path: "params.columns",
    message: `"${name}" is the ${of} of no column.`,
    expected: "a source column",
    got: "none",
    hint: `Name one: { "name": "${name}", "of": "${of}", "column": "…" }.`,
  };
}

function nothingAsked(): NodeIssue {
  return {
    code: "PARAM_REQUIRED",
    severity: "error",
    path: "params.columns",
    message: "Nothing is grouped by and nothing is computed.",
    expected: "new columns, or columns to group by",
    got: "neither",
    hint: "Count the rows, say.",
    fix: {
      label: "Count the rows",
      commands: [{ do: "set-param", id: "", param: "columns", value: [{ name: "rows", of: "count" }] }],
    },
  };
}
