// The charts of a report as they are asked for, and where they do not fit the rows.

import * as z from "zod/mini";
import { findField } from "../../../engine/frames/frame.ts";
import { isNumberType, type DataType, type Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { isKeyType } from "../../_shared/keys/key-words.ts";

export const CHART_KINDS = ["line", "bars", "histogram", "scatter"] as const;
export const BAR_FUNCTIONS = ["count", "sum", "mean"] as const;

export interface ChartAsked {
  readonly kind: (typeof CHART_KINDS)[number];
  /** Empty: it is made of the columns. */
  readonly title: string;
  readonly x: string;
  /** Empty where none is needed. */
  readonly y: string;
  readonly of: (typeof BAR_FUNCTIONS)[number];
  /** Of lines: each value of the column has one. Empty: there is one line. */
  readonly each: string;
}

export const chartAsked = z.strictObject({
  kind: z.enum(CHART_KINDS),
  title: z._default(z.string(), ""),
  x: z.string().check(z.minLength(1)),
  y: z._default(z.string(), ""),
  of: z._default(z.enum(BAR_FUNCTIONS), "count"),
  each: z._default(z.string(), ""),
});

const isNumber = ({ type }: DataType) => isNumberType(type) || type === "bool";
export const isTime = ({ type }: DataType) => type === "timestamp" || type === "date";

/** What it is called where nobody has said so. */
export function chartTitle({ kind, title, x, y, of, each }: ChartAsked): string {
  if (title !== "") return title;
  switch (kind) {
    case "line":
      return each === "" ? `${y} by ${x}` : `${y} by ${x}, for each ${each}`;
    case "scatter":
      return `${y} by ${x}`;
    case "histogram":
      return `Distribution of ${x}`;
    case "bars":
      return of === "count" || y === "" ? `Rows by ${x}` : `${of === "sum" ? "Sum" : "Mean"} of ${y} by ${x}`;
  }
}

export function chartIssues(schema: Schema, charts: readonly ChartAsked[]): NodeIssue[] {
  const path = "params.charts";
  const cast = "Cast the column first, or choose another one.";
  return charts.flatMap((chart): NodeIssue[] => {
    const { kind, x, y, of, each } = chart;
    const wantsY = kind === "line" || kind === "scatter" || (kind === "bars" && of !== "count");
    if (wantsY && y === "") return [noValues(chart)];
    const hasLines = kind === "line" && each !== "";
    const named = [x, ...(wantsY ? [y] : []), ...(hasLines ? [each] : [])];
    const [takesX, wanted] =
      kind === "bars"
        ? ([isKeyType, "a text, a number or a time"] as const)
        : kind === "histogram"
          ? ([isNumber, "a number"] as const)
          : ([(type: DataType) => isNumber(type) || isTime(type), "a number or a time"] as const);
    return [
      ...unknownColumnIssues(schema, named, path),
      ...typeIssues(schema, [x], path, takesX, wanted, cast),
      ...(wantsY ? typeIssues(schema, [y], path, isNumber, "a number", cast) : []),
      ...(hasLines ? typeIssues(schema, [each], path, isKeyType, "a text, a number or a time", cast) : []),
    ];
  });
}

/** Whether the values along the chart are moments. */
export function isOverTime(schema: Schema, { x }: ChartAsked): boolean {
  const field = findField(schema, x);
  return field !== undefined && isTime(field.type);
}

function noValues({ kind, x }: ChartAsked): NodeIssue {
  return {
    code: "PARAM_REQUIRED",
    severity: "error",
    path: "params.charts",
    message: `The chart ${kind} over "${x}" has no values.`,
    expected: "a column of numbers (y)",
    got: "none",
    hint: `Name one: { "kind": "${kind}", "x": "${x}", "y": "…" }.`,
  };
}
