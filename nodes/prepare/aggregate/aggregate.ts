// aggregate: makes one row of each group of rows, with what their columns come to.

import * as z from "zod/mini";
import { columnOf } from "../../../engine/frames/builder.ts";
import type { Column } from "../../../engine/frames/column.ts";
import { field, findField, type Frame } from "../../../engine/frames/frame.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
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
import { sortedRows, type SortBy } from "../../_shared/tables/row-order.ts";
import { Sorting } from "../../_shared/sorting/sorting.ts";
import { TIME_BUCKETS } from "../../_shared/times/bucket.ts";
import { zoneIssues } from "../../_shared/times/zone.ts";
import { TIME, type Buckets } from "../../_shared/groups/grouping.ts";
import { AGGREGATES, aggregateType, tallyTakes } from "../../_shared/groups/aggregates.ts";
import { warnOfRounded } from "../../_shared/groups/rounded-sums.ts";
import type { GroupColumn } from "../../_shared/groups/tallies.ts";
import { Aggregation, FIRST_ROW, type Asked } from "./aggregation.ts";

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
    help: "Rows with the same values here are one group; empty: all rows are (or all of a piece of time), and without any row there is one row with a count of 0.",
    default: [],
  }),
  columns: json<GroupColumn[]>(() => z.array(newColumn) as unknown as z.ZodMiniType<GroupColumn[]>, {
    title: "New columns",
    help:
      "Each with a name, a function (of) and a source column. The functions are count (rows, or cells with a value where a column is named), " +
      "sum, mean, min, max, std (of a sample: divided by n - 1), first and last (that are not empty), median, quantile (with at from 0 to 1, between " +
      "two values in proportion) and distinct (how many different values). Empty cells do not count, nor does NaN where numbers are computed. median and quantile are exact and " +
      "keep 12 bytes for each value, distinct some 30 for each different one: in memory as long as they fit, then on the disk.",
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
    title: "Groups in memory",
    help: "Rows of further groups are put on the disk until the last row has come. The result is the same.",
    integer: true,
    min: 1,
    default: 1_000_000,
    setting: true,
  }),
  memoryMb: number({
    title: "Memory",
    help: "What groups, and the values of medians, quantiles and distinct counts, may take together. What does not fit lies in the folder of the system for temporary files (TMPDIR) meanwhile.",
    unit: "MB",
    integer: true,
    min: 1,
    default: 512,
    setting: true,
  }),
});

type AggregateParams = z.output<typeof Params>;

interface State {
  readonly asked: Asked;
  readonly groups: Aggregation;
  readonly rows: OwnRows;
  sorting: Sorting | null;
}

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

  open({ node, params, inputs, host }): State {
    const keys = { fields: keyFields(inputs.in, params) };
    const asked = askedOf(params);
    const groups = new Aggregation(asked, inputs.in, keys, host.scratch);
    return { asked, groups, rows: new OwnRows(node.id), sorting: null };
  },

  process: (frame, { state }) => state.groups.add(frame),

  async end({ params, state, outputs, inputs, out, host, signal, warn }) {
    const { asked, groups, rows } = state;
    const give = async ({ columns, length, lineage }: Frame) => {
      const own = columns.slice(0, outputs.out.fields.length);
      if (!signal.aborted) await out.out(rows.frame(outputs.out, own, length, lineage.origin));
    };
    const known = await groups.known();
    if (!known) {
      const length = keyFields(inputs.in, params).length === 0 ? 1 : 0;
      return void (await out.out(rows.frame(outputs.out, ofNoRows(outputs.out, length), length, undefined)));
    }
    const byKey =
      params.order === "key" ? keyFields(inputs.in, params).map(({ name }) => upwards(name)) : null;
    if (!groups.spilled) {
      const order = byKey && sortedRows(known, byKey);
      for (const piece of pieces(known, order)) await give(piece);
      return warnOfRounded(asked.rounded, warn);
    }
    const last = field(FIRST_ROW, "float64", false);
    const schema = byKey ? outputs.out : { fields: [...outputs.out.fields, last] };
    state.sorting = new Sorting(
      byKey ?? [upwards(FIRST_ROW)],
      schema,
      (params.memoryMb * BYTES_PER_MB) / 2,
      host.scratch,
    );
    const names = schema.fields.map(({ name }) => name);
    // Groups that were in memory all came before the others.
    for (const piece of pieces(known, null)) await (byKey ? state.sorting.add(piece) : give(piece));
    for await (const frame of groups.others())
      for (const piece of pieces(frame.select(names), null)) await state.sorting.add(piece);
    for await (const frame of state.sorting.sorted()) await give(frame);
    warnOfRounded(asked.rounded, warn);
  },

  async close({ state }) {
    await state.groups.close();
    await state.sorting?.close();
  },
});

/** As in SQL: all rows are one group also where there are none, and then they are counted as 0. */
function ofNoRows({ fields }: Schema, length: number): Column[] {
  return fields.map(({ type, nullable }) =>
    nullable || length === 0 ? nullColumn(type, length) : columnOf(type, [0n]),
  );
}

function askedOf(params: AggregateParams): Asked {
  const { key, columns, maxGroups, memoryMb } = params;
  const limitBytes = memoryMb * BYTES_PER_MB;
  return { key, buckets: bucketsOf(params), columns, maxGroups, limitBytes, rounded: new Set() };
}

function upwards(column: string): SortBy {
  return { column, descending: false, nulls: "last", text: "code-point" };
}

function* pieces(whole: Frame, order: Int32Array | null): Generator<Frame> {
  for (let from = 0; from < whole.length; from += OUTPUT_ROWS) {
    const to = Math.min(whole.length, from + OUTPUT_ROWS);
    yield order ? whole.take(order.subarray(from, to)) : whole.slice(from, to);
  }
}

function bucketsOf({ time, every, zone }: AggregateParams): Buckets | null {
  return time === "" ? null : { column: time, every, zone };
}

function keyFields(schema: Schema, { key, time, bucket }: AggregateParams): Field[] {
  const own = [...new Set(key)].flatMap((name) => findField(schema, name) ?? []);
  return time === ""
    ? own
    : [...own, { name: bucket, type: TIME, nullable: findField(schema, time)?.nullable ?? true }];
}

function addedField(schema: Schema, { name, of, column }: GroupColumn): Field {
  const type = findField(schema, column)?.type ?? null;
  return field(name, aggregateType(of, type), of !== "count" && of !== "distinct");
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

function sourceMissing({ name, of }: GroupColumn): NodeIssue {
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
