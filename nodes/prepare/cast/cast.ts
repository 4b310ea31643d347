// cast: turns columns into another type.

import * as z from "zod/mini";
import { columnOf } from "../../../engine/frames/builder.ts";
import type { Cell, Column } from "../../../engine/frames/column.ts";
import { withFields, type NewColumn } from "../../../engine/frames/frame.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, json, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { cellText } from "../../_shared/cell-text.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import { CAST_TYPES, convertCell, isExact, type CastType } from "./convert.ts";

const CAST_HINT = 'Mend the value, or set "onFailure" to null, which leaves the cell empty.';

export default defineNode({
  kind: "cast",
  version: 1,
  category: "prepare",
  title: "Cast types",
  summary: "Turns columns into another type.",
  keywords: ["convert", "change", "parse", "number", "text", "date"],
  params: paramsOf({
    columns: json<Record<string, CastType>>(() => z.record(z.string(), z.enum(CAST_TYPES)), {
      title: "Types",
      help: `Column to type: ${CAST_TYPES.join(", ")}. Text becomes a time as ISO 8601.`,
    }),
    onFailure: choice(["fail", "null"], {
      title: "Values that do not fit",
      help: "The row fails, or the value becomes missing.",
      labels: { fail: "The row fails", null: "Becomes missing" },
      default: "fail",
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const names = Object.keys(params.columns);
    const known = names.filter((name) => inputs.in!.fields.some((field) => field.name === name));
    const fields = known.map((name) => ({ name, type: typeOf(params.columns[name]), nullable: true }));
    const issues = [
      ...unknownColumnIssues(inputs.in, names, "params.columns"),
      ...typeIssues(
        inputs.in,
        names,
        "params.columns",
        ({ type }) => !["tensor", "image", "audio"].includes(type),
        "a number, text, true/false or a time",
        "Tensors are unpacked, pictures become tensors with a node of their own.",
      ),
    ];
    return { outputs: { out: withFields(inputs.in, fields) }, issues };
  },

  map(frame, ctx) {
    const failures = new Map<number, RowError>();
    const added = Object.entries(ctx.params.columns).map(([name, type]): NewColumn => {
      const source = frame.column(name);
      if (source.type.type === type) return { name, column: source };
      const keepNull = ctx.params.onFailure === "null";
      return {
        name,
        column: convert(source, name, type, (row, error) => void (keepNull || failures.set(row, error))),
      };
    });
    for (const { name, column } of added)
      if (column.type.type === "float64" && isRounded(frame.column(name), column))
        ctx.warn(
          "NUMBERS_ROUNDED",
          `"${name}" has whole numbers with more digits than float64 holds: they are exact up to 2^53. Read ids as int64 or text.`,
        );
    return dropFailed(frame.with(added, ctx.outputs.out), failures, ctx, frame);
  },
});

function convert(
  source: Column,
  name: string,
  type: CastType,
  fail: (row: number, error: RowError) => void,
): Column {
  const cells = new Array<Cell>(source.length);
  for (let row = 0; row < source.length; row++) {
    const cell = source.get(row);
    const converted = cell === null ? null : convertCell(cell, source.type, type);
    cells[row] = converted ?? null;
    if (converted !== undefined) continue;
    const shown = typeof cell === "string" ? JSON.stringify(cell) : cellText(source, row);
    fail(row, {
      code: "CAST_FAILED",
      cause: `${shown} in "${name}" cannot become ${type}.`,
      hint: CAST_HINT,
      column: name,
    });
  }
  return columnOf(typeOf(type), cells);
}

function isRounded(source: Column, doubles: Column): boolean {
  for (let row = 0; row < source.length; row++) {
    const double = doubles.get(row) as number | null;
    if (double === null || Math.abs(double) <= Number.MAX_SAFE_INTEGER || !Number.isFinite(double)) continue;
    if (!isExact(source.get(row), double)) return true;
  }
  return false;
}

function typeOf(type: CastType): DataType {
  return type === "timestamp" ? { type, zone: "UTC" } : { type };
}
