// time-features: adds what a time says as numbers: hour, weekday, month, weekend, and places on a circle.

import * as z from "zod/mini";
import { columnOf } from "../../../engine/frames/builder.ts";
import type { FixedColumn } from "../../../engine/frames/column.ts";
import { findField, withFields, type NewColumn } from "../../../engine/frames/frame.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { column, json, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { MS_PER_DAY } from "../../_shared/times/bucket.ts";
import { Zone, zoneIssues } from "../../_shared/times/zone.ts";
import { featureColumns, TIME_FEATURES, type TimeFeature } from "./features.ts";

interface Naming {
  readonly column: string;
  readonly features: readonly TimeFeature[];
  readonly prefix: string;
}

export default defineNode({
  kind: "time-features",
  version: 1,
  category: "prepare",
  title: "Time features",
  summary: "Adds what a time says as numbers: hour, weekday, month, weekend, and places on a circle.",
  keywords: ["date", "calendar", "hour", "weekday", "month", "season", "cyclical", "sin", "cos", "timestamp"],
  params: paramsOf({
    column: column({ title: "Column", help: "The column of times or dates." }),
    features: json<TimeFeature[]>(
      () => z.array(z.enum(TIME_FEATURES)).check(z.minLength(1)) as unknown as z.ZodMiniType<TimeFeature[]>,
      {
        title: "Features",
        help:
          `Some of ${TIME_FEATURES.join(", ")}. Weeks and weekdays are those of ISO 8601 (Monday is 1). A circle gives two columns, sine and ` +
          "cosine, so that the last hour, day or month lies beside the first.",
        example: ["hour", "weekday-circle"],
        default: ["hour", "weekday", "month", "weekend"],
      },
    ),
    zone: text({
      title: "Time zone",
      help: "Whose clock and calendar: UTC, or a name such as Europe/Berlin. Dates are the same everywhere.",
      minLength: 1,
      default: "UTC",
    }),
    prefix: text({
      title: "Prefix",
      help: "Begins the names of the new columns; empty = the column's name and _.",
      default: "",
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const fields = addedFields(schema, params);
    return {
      outputs: { out: withFields(schema, fields) },
      issues: [
        ...unknownColumnIssues(schema, [params.column], "params.column"),
        ...typeIssues(
          schema,
          [params.column],
          "params.column",
          ({ type }) => type === "timestamp" || type === "date",
          "a time",
          "Read it with Parse dates, or cast the column to timestamp first.",
        ),
        ...clashIssues(schema, fields).map((issue) => ({ ...issue, path: "params.prefix" })),
        ...zoneIssues(params.zone),
      ],
    };
  },

  open: ({ params }) => new Zone(params.zone),

  map(frame, { params, state: zone, outputs }) {
    const source = frame.column(params.column) as FixedColumn;
    const isDate = source.type.type === "date";
    const locals = Array.from({ length: frame.length }, (_, row): Date | null => {
      if (source.isNull(row)) return null;
      const utc = Number(source.values[row]) * (isDate ? MS_PER_DAY : 1);
      const local = new Date(isDate ? utc : utc + zone.offsetAt(utc));
      return Number.isNaN(local.getTime()) ? null : local;
    });
    const fields = addedFields(frame.schema, params);
    const added = featureColumns(params.features).map(({ type, compute }, i): NewColumn => ({
      name: fields[i].name,
      column: columnOf(
        { type },
        locals.map((local) => local && compute(local)),
      ),
    }));
    return frame.with(added, outputs.out);
  },
});

function addedFields(schema: Schema, { column: name, features, prefix }: Naming): Field[] {
  const source = findField(schema, name);
  // A timestamp may be NaN, or beyond the calendar: its features are empty.
  const nullable = source?.type.type !== "date" || source.nullable;
  return featureColumns(features).map((one) => ({
    name: (prefix || `${name}_`) + one.name,
    type: { type: one.type },
    nullable,
  }));
}
