// impute: puts a value where one is missing.

import * as z from "zod/mini";
import { columnOf } from "../../../engine/frames/builder.ts";
import type { Cell, Column } from "../../../engine/frames/column.ts";
import { findField, withFields, type NewColumn } from "../../../engine/frames/frame.ts";
import { isNumberType } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, columnList, json, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { learnValues } from "./learn.ts";

type Value = string | number | boolean;

export default defineNode({
  kind: "impute",
  version: 1,
  category: "prepare",
  title: "Fill missing values",
  summary: "Puts a value where one is missing.",
  keywords: ["null", "nan", "empty", "default", "replace", "mean", "median", "fillna"],
  params: paramsOf({
    columns: columnList({ title: "Columns", help: "The columns to fill.", min: 1 }),
    strategy: choice(["mean", "median", "most-frequent", "constant", "previous"], {
      title: "With",
      help: "A figure learned from data, a constant, or the value of the row before.",
      labels: {
        mean: "Mean",
        median: "Median",
        "most-frequent": "Most frequent value",
        constant: "Constant",
        previous: "Previous row's value",
      },
      default: "mean",
    }),
    values: json<Record<string, Value>>(
      () => z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      {
        title: "Values",
        help: "Column to the value that is put in: learned from data, or chosen for constants.",
        fitted: true,
        default: {},
        visibleWhen: { param: "strategy", oneOf: ["mean", "median", "most-frequent", "constant"] },
      },
    ),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  // "previous" carries the last value from frame to frame.
  state: "ordered",
  needs: [],
  remembers: ({ params }) => params.strategy === "previous",

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { columns, strategy, values } = params;
    const fields = columns.flatMap((name) => {
      const field = findField(inputs.in!, name);
      return field ? [{ ...field, nullable: strategy === "previous" }] : [];
    });
    const issues: NodeIssue[] = [...unknownColumnIssues(inputs.in, columns, "params.columns")];
    if (strategy === "mean" || strategy === "median") {
      const accepts = ({ type }: { type: string }) => isNumberType(type as "float64");
      issues.push(
        ...typeIssues(
          inputs.in,
          columns,
          "params.columns",
          accepts,
          "a number",
          "Choose another way to fill it.",
        ),
      );
    }
    if (strategy !== "previous")
      issues.push(...columns.filter((name) => !Object.hasOwn(values, name)).map(notKnown));
    return { outputs: { out: withFields(inputs.in, fields) }, issues };
  },

  open: (): { readonly last: Map<string, Cell> } => ({ last: new Map() }),

  map(frame, { params, state, outputs }) {
    const added = params.columns.map((name): NewColumn => {
      const source = frame.column(name);
      const previous = params.strategy === "previous";
      return { name, column: previous ? carry(source, name, state.last) : fill(source, params.values[name]) };
    });
    return frame.with(added, outputs.out);
  },

  fit: async (frames, { params }) => ({
    values: { ...params.values, ...(await learnValues(frames, params.columns, params.strategy)) },
  }),

  snapshot: ({ state }) => {
    const plain = [...state.last].map(([name, cell]) => [
      name,
      typeof cell === "bigint" ? { big: String(cell) } : cell,
    ]);
    return new TextEncoder().encode(JSON.stringify(plain));
  },
  restore(bytes, { state }) {
    const saved = JSON.parse(new TextDecoder().decode(bytes)) as [string, Cell | { big: string }][];
    for (const [name, cell] of saved) {
      state.last.set(
        name,
        cell !== null && typeof cell === "object" && "big" in cell ? BigInt(cell.big) : cell,
      );
    }
  },
});

/** A missing number may also be NaN: files and models write it for "nothing". */
function isMissing(cell: Cell): boolean {
  return cell === null || (typeof cell === "number" && Number.isNaN(cell));
}

function fill(source: Column, value: Value): Column {
  if (!anyMissing(source)) return source;
  const cells = Array.from({ length: source.length }, (_, row) => {
    const cell = source.get(row);
    return isMissing(cell) ? value : cell;
  });
  return columnOf(source.type, cells);
}

function carry(source: Column, name: string, last: Map<string, Cell>): Column {
  const cells = new Array<Cell>(source.length);
  let previous = last.get(name) ?? null;
  for (let row = 0; row < source.length; row++) {
    const cell = source.get(row);
    if (!isMissing(cell)) previous = cell;
    cells[row] = previous;
  }
  last.set(name, previous);
  return anyMissing(source) ? columnOf(source.type, cells) : source;
}

function anyMissing(source: Column): boolean {
  for (let row = 0; row < source.length; row++) if (isMissing(source.get(row))) return true;
  return false;
}

function notKnown(name: string): NodeIssue {
  return {
    code: "NOT_FITTED",
    severity: "error",
    path: `params.values.${name}`,
    message: `The value that fills "${name}" is not known yet.`,
    expected: "a value",
    got: "none",
    hint: "Choose one, or let the node learn from data: the button in its settings, or `millrace fit FLOW`.",
  };
}
