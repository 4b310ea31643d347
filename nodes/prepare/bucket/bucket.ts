// bucket: says in which of some ranges a number lies.

import * as z from "zod/mini";
import { allValid, clearBit } from "../../../engine/frames/bitmap.ts";
import { FixedColumn, TextColumn } from "../../../engine/frames/column.ts";
import { field, withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, column, json, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { isNumber, numbersOf } from "../../_shared/number-results.ts";

/** Values that edges are learned from; of more, every second one is kept, then every fourth … */
const MOST_VALUES = 1_000_000;

export default defineNode({
  kind: "bucket",
  version: 1,
  category: "prepare",
  title: "Bucket",
  summary: "Says in which of some ranges a number lies.",
  keywords: ["bin", "discretize", "cut", "quantile", "range", "histogram", "group"],
  params: paramsOf({
    column: column({ title: "Column", help: "The column of numbers.", of: "number" }),
    edges: json<number[]>(() => z.array(z.number()), {
      title: "Edges",
      help: "Where ranges begin, ascending. An edge belongs to the range above it. Learned from data when empty.",
      fitted: true,
      example: [0, 10, 100],
      default: [],
    }),
    way: choice(["quantile", "width"], {
      title: "Learned ranges",
      help: "What is the same about the ranges that are learned. Of more than a million rows, evenly spread ones are looked at for quantiles.",
      labels: { quantile: "About as many rows in each", width: "The same width" },
      default: "quantile",
    }),
    buckets: number({
      title: "Number of ranges",
      help: "How many are learned.",
      integer: true,
      min: 2,
      max: 1000,
      default: 10,
    }),
    as: choice(["number", "label"], {
      title: "Result",
      help: "The number of the range (0 is below the first edge), or a text such as 10 to 100.",
      labels: { number: "A number", label: "A text" },
      default: "number",
    }),
    output: text({ title: "New column", help: "Name of the result.", minLength: 1, default: "bucket" }),
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
    const added = field(params.output, params.as === "label" ? "text" : "int32");
    return {
      outputs: { out: withFields(schema, [added]) },
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
        ...clashIssues(schema, [added], ["output"]),
        ...edgeIssues(params.column, params.edges),
      ],
    };
  },

  map(frame, { params, outputs }) {
    const { edges, as, output } = params;
    // Empty cells and NaN lie in no range.
    const numbers = Int32Array.from(numbersOf(frame.column(params.column)), (value) =>
      value === value ? rangeOf(value, edges) : -1,
    );
    const column =
      as === "label"
        ? new TextColumn(frame.length, { indices: numbers, words: labels(edges) })
        : numberColumn(numbers);
    return frame.with([{ name: output, column }], outputs.out);
  },

  async fit(frames, { params }) {
    let values: number[] = [];
    let low = Infinity;
    let high = -Infinity;
    let step = 1;
    let row = 0;
    for await (const frame of frames) {
      for (const value of numbersOf(frame.column(params.column))) {
        if (!Number.isFinite(value)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
        if (row++ % step === 0) values.push(value);
      }
      if (values.length <= MOST_VALUES) continue;
      values = values.filter((_, i) => i % 2 === 0);
      step *= 2;
    }
    const sorted = Float64Array.from(values).sort();
    const inner = Array.from({ length: params.buckets - 1 }, (_, i) => (i + 1) / params.buckets);
    const edges = inner.map((share) =>
      params.way === "width" ? low + share * (high - low) : sorted[Math.floor(share * sorted.length)],
    );
    return { edges: [...new Set(edges)].filter((edge) => Number.isFinite(edge)) };
  },
});

/** How many edges are not above the value. */
function rangeOf(value: number, edges: readonly number[]): number {
  let from = 0;
  let to = edges.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (edges[middle] <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function labels(edges: readonly number[]): string[] {
  const inner = edges.slice(1).map((edge, i) => `${edges[i]} to ${edge}`);
  return [`below ${edges[0]}`, ...inner, `from ${edges.at(-1)}`];
}

function numberColumn(numbers: Int32Array): FixedColumn {
  const values = numbers.map((number) => Math.max(0, number));
  let validity: Uint8Array | null = null;
  numbers.forEach((number, row) => {
    if (number >= 0) return;
    validity ??= allValid(numbers.length);
    clearBit(validity, row);
  });
  return new FixedColumn({ type: "int32" }, numbers.length, { values, validity });
}

function edgeIssues(name: string, edges: readonly number[]): NodeIssue[] {
  if (edges.length === 0)
    return [
      {
        code: "NOT_FITTED",
        severity: "error",
        path: "params.edges",
        message: `The ranges of "${name}" are not known yet.`,
        expected: "ascending numbers",
        got: "none",
        hint: "Name them, or let the node learn from data: the button in its settings, or `millrace fit FLOW`.",
      },
    ];
  if (edges.every((edge, i) => i === 0 || edge > edges[i - 1])) return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.edges",
      message: "The edges do not ascend.",
      expected: "each greater than the one before",
      got: edges.join(", "),
      hint: "Put them in order, each once.",
      fix: {
        label: "Put them in order",
        commands: [
          { do: "set-param", id: "", param: "edges", value: [...new Set(edges)].sort((a, b) => a - b) },
        ],
      },
    },
  ];
}
