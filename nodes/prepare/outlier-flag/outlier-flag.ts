// outlier-flag: says which numbers lie far from the last ones of their key; nothing has to be learned before.

import { columnOf } from "../../../engine/frames/builder.ts";
import { FixedColumn } from "../../../engine/frames/column.ts";
import { field, withFields } from "../../../engine/frames/frame.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import {
  choice,
  column,
  columnList,
  number,
  optionalNumber,
  paramsOf,
  text,
} from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { History, type SavedKey } from "../../_shared/history/history.ts";
import { historyParams, warnOfForgotten } from "../../_shared/history/history-params.ts";
import { keyReader } from "../../_shared/history/key-reader.ts";
import { isNumber, numbersOf } from "../../_shared/number-results.ts";
import { BYTES_PER_MB } from "../../_shared/tables/frame-bytes.ts";
import { distanceOf, SPREADS, USUAL_LIMIT } from "./spread.ts";

export default defineNode({
  kind: "outlier-flag",
  version: 1,
  category: "prepare",
  title: "Flag outliers",
  summary: "Says which numbers lie far from the last ones of their key; nothing has to be learned before.",
  keywords: ["anomaly", "anomalies", "iqr", "mad", "spike", "robust", "tukey", "rolling", "deviation"],
  params: paramsOf({
    column: column({ title: "Column", help: "The column of numbers.", of: "number" }),
    key: columnList({
      title: "Key",
      help: "Rows with the same values here are compared; empty = all rows.",
      default: [],
    }),
    rows: number({
      title: "Rows before",
      help: "Each number is compared with so many of its key that came before it; empty cells and NaN do not count.",
      unit: "rows",
      integer: true,
      min: 3,
      max: 10_000,
      default: 50,
    }),
    leastRows: number({
      title: "At least",
      help: "With fewer numbers before it nothing is an outlier, and the distance is empty.",
      unit: "rows",
      integer: true,
      min: 3,
      max: 10_000,
      default: 10,
    }),
    spread: choice(SPREADS, {
      title: "Distance in",
      help: "Quartile distances beyond the quartiles (for lopsided numbers), or deviations from the median, scaled like a standard deviation.",
      labels: { iqr: "Quartile distances (IQR)", mad: "Median deviations (MAD)" },
      default: "iqr",
    }),
    limit: optionalNumber({
      title: "Limit",
      help: "What lies further away is an outlier; open = 1.5 quartile distances or 3.5 median deviations.",
      min: 0,
      setting: true,
    }),
    output: text({
      title: "New column",
      help: "Whether it is an outlier; the distance stands in a second column, with _distance behind the name.",
      minLength: 1,
      default: "outlier",
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
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const fields = addedFields(params.output);
    return {
      outputs: { out: withFields(schema, fields) },
      issues: [
        ...unknownColumnIssues(schema, [params.column], "params.column"),
        ...typeIssues(
          schema,
          [params.column],
          "params.column",
          isNumber,
          "a number",
          "Cast the column to a number first.",
        ),
        ...unknownColumnIssues(schema, params.key, "params.key"),
        ...clashIssues(schema, fields, ["output"]),
        ...(params.leastRows > params.rows ? [tooFew(params.rows)] : []),
      ],
    };
  },

  open: ({ params }) => new History([params.rows], params.maxKeys, params.memoryMb * BYTES_PER_MB),

  map(frame, ctx) {
    const { params, state: history, outputs } = ctx;
    const keys = keyReader(frame, params.key);
    const numbers = numbersOf(frame.column(params.column));
    const limit = params.limit ?? USUAL_LIMIT[params.spread];
    const flags = new Uint8Array(frame.length);
    const distances = new Array<number | null>(frame.length).fill(null);
    for (let row = 0; row < frame.length; row++) {
      const value = numbers[row];
      const [before] = history.of(keys(row));
      if (Number.isNaN(value)) continue;
      const count = Math.min(before.count, params.rows);
      if (count >= params.leastRows) {
        const distance = distanceOf(value, before.values.slice(0, count).sort(), params.spread);
        distances[row] = Number.isNaN(distance) ? null : distance;
        flags[row] = Number(distance > limit);
      }
      before.push(value);
    }
    warnOfForgotten(history, ctx);
    const flag = new FixedColumn({ type: "bool" }, frame.length, { values: flags, validity: null });
    const [first, second] = addedFields(params.output);
    return frame.with(
      [
        { name: first.name, column: flag },
        { name: second.name, column: columnOf(second.type, distances) },
      ],
      outputs.out,
    );
  },

  snapshot: ({ state }) => new TextEncoder().encode(JSON.stringify(state)),
  restore: (bytes, { state }) => state.load(JSON.parse(new TextDecoder().decode(bytes)) as SavedKey[]),
});

function addedFields(output: string): readonly [Field, Field] {
  return [field(output, "bool", false), field(`${output}_distance`, "float64")];
}

function tooFew(rows: number): NodeIssue {
  return {
    code: "PARAM_INVALID",
    severity: "error",
    path: "params.leastRows",
    message: `There are never more than ${rows} rows to compare with.`,
    expected: `at most ${rows}`,
    got: "more",
    hint: 'Lower "At least", or raise "Rows before".',
    fix: {
      label: `Set it to ${rows}`,
      commands: [{ do: "set-param", id: "", param: "leastRows", value: rows }],
    },
  };
}
