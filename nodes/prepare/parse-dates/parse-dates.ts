// parse-dates: reads dates and times from texts, in the forms and the zone that they are written in.

import * as z from "zod/mini";
import { columnOf } from "../../../engine/frames/builder.ts";
import { withFields, type NewColumn } from "../../../engine/frames/frame.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, columnList, json, paramsOf, text } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { repeatedIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import { Zone, zoneIssues } from "../../_shared/times/zone.ts";
import { isForm, ISO, timeReader } from "./read-time.ts";

const FORM_HINT = 'Add its form to "Forms" (formats), or let "No time" (onFailure) make the cell empty.';
const OF_FORM_HINT = 'Mend the value, or let "No time" (onFailure) make the cell empty.';

export default defineNode({
  kind: "parse-dates",
  version: 1,
  category: "prepare",
  title: "Parse dates",
  summary: "Reads dates and times from texts, in the forms and the zone they are written in.",
  keywords: ["date", "timestamp", "datetime", "strptime", "convert", "format", "timezone", "iso"],
  params: paramsOf({
    columns: columnList({ title: "Columns", help: "Columns of text.", of: "text", min: 1 }),
    formats: json<string[]>(
      () => z.array(z.string()).check(z.minLength(1)),
      {
        title: "Forms",
        help:
          "The first that fits counts. iso is ISO 8601; others are made of yyyy or yy, MM, dd, HH or hh with a (am, pm), mm, ss, S (fraction) and X " +
          "(offset such as +02:00); a single letter takes one digit or two. Time may be left out. No names of months: they depend on a language.",
        example: ["dd.MM.yyyy HH:mm", "iso"],
        default: [ISO],
      },
      isListOf(isText, 1),
    ),
    zone: text({
      title: "Time zone",
      help: "Whose clocks show the time where a text does not say its offset: UTC, or a name such as Europe/Berlin.",
      minLength: 1,
      default: "UTC",
    }),
    twice: choice(["earlier", "later", "fail"], {
      title: "Times that come twice",
      help: "What a time means that clocks show twice, when they go back. One that they leave out is no time.",
      labels: { earlier: "The first time", later: "The second time", fail: "It is no time" },
      default: "earlier",
    }),
    onFailure: choice(["fail", "null"], {
      title: "No time",
      help: "What happens to a text that is none: another form, 30 February, the year 0, a leap second. Empty cells stay empty.",
      labels: { fail: "The row fails", null: "The cell is empty" },
      default: "fail",
    }),
    suffix: text({
      title: "Suffix",
      help: "Added to a column's name for its result; empty = the result takes its place.",
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
    const { columns, suffix, formats, zone, onFailure } = params;
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const fields = columns.map((name) => timeField(schema, name, suffix, onFailure === "null"));
    return {
      outputs: { out: withFields(schema, fields) },
      issues: [
        ...unknownColumnIssues(schema, columns, "params.columns"),
        ...repeatedIssues(columns, "columns"),
        ...typeIssues(
          schema,
          columns,
          "params.columns",
          ({ type }) => type === "text",
          "text",
          "Take it out of the list: it is no text.",
        ),
        ...(suffix === ""
          ? []
          : clashIssues(schema, fields).map((issue) => ({ ...issue, path: "params.suffix" }))),
        ...formats.flatMap((format, i) => (isForm(format) ? [] : [noForm(format, i)])),
        ...zoneIssues(zone),
      ],
    };
  },

  open: ({ params }) => timeReader(params.formats, new Zone(params.zone), params.twice),

  map(frame, ctx) {
    const { params, state: read } = ctx;
    const failures = new Map<number, RowError>();
    const added = [...new Set(params.columns)].map((name): NewColumn => {
      const source = frame.column(name);
      const cells = Array.from({ length: frame.length }, (_, row): number | null => {
        const cell = source.get(row);
        if (cell === null) return null;
        const time = read(cell as string);
        if ("ms" in time) return time.ms;
        const cause = `${JSON.stringify(cell)} in "${name}" ${time.why}.`;
        const hint = time.isOfForm ? OF_FORM_HINT : FORM_HINT;
        if (params.onFailure === "fail")
          failures.set(row, { code: "TIME_INVALID", cause, hint, column: name });
        return null;
      });
      return { name: name + params.suffix, column: columnOf({ type: "timestamp", zone: "UTC" }, cells) };
    });
    return dropFailed(frame.with(added, ctx.outputs.out), failures, ctx, frame);
  },
});

function timeField(schema: Schema, name: string, suffix: string, mayFail: boolean): Field {
  const source = schema.fields.find((field) => field.name === name);
  return {
    name: name + suffix,
    type: { type: "timestamp", zone: "UTC" },
    nullable: mayFail || (source?.nullable ?? true),
  };
}

function noForm(format: string, i: number): NodeIssue {
  return {
    code: "DATE_FORM_INVALID",
    severity: "error",
    path: `params.formats[${i}]`,
    message: `"${format}" is no form of a date.`,
    expected: "iso, or a form with a year, a month and a day such as dd.MM.yyyy HH:mm",
    got: format,
    hint: "MM is the month and mm the minute; other letters stand in quotes, as in yyyy-MM-dd'T'HH:mm.",
  };
}
