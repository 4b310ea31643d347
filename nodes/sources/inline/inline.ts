// inline: rows written in the workflow itself.

import * as z from "zod/mini";
import { columnOf, freshLineage } from "../../../engine/frames/builder.ts";
import type { Column } from "../../../engine/frames/column.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import type { DataType, Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { rangeOfPart } from "../../../engine/sdk/partition.ts";
import { json, keyValues, number, paramsOf } from "../../../engine/sdk/params.ts";
import { isAnything, isListOf, isMapOf } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { readableType, READABLE_TYPES, TYPE_CHOICES } from "../../_shared/readable-types.ts";
import { toCell } from "../../_shared/to-cell.ts";
import { ownValue } from "../../_shared/own-value.ts";

/** Rows of a frame where nothing else is said: there are never many rows in a workflow. */
const FRAME_ROWS = 1024;

type Row = Readonly<Record<string, unknown>>;

export default defineNode({
  kind: "inline",
  version: 1,
  category: "sources",
  title: "Inline rows",
  summary: "Gives rows that are written in the workflow.",
  keywords: ["manual", "type", "enter", "constant", "table", "data", "paste"],
  params: paramsOf({
    rows: json<Row[]>(
      () => z.array(z.record(z.string(), z.unknown())),
      {
        title: "Rows",
        help: "A list of objects; each key is a column. A row without a key has no value there.",
        default: [],
        example: [{ city: "Bonn", amount: 3.5 }, { city: "Celle" }],
      },
      isListOf(isMapOf(isAnything)),
    ),
    types: keyValues({
      title: "Types",
      help: "Column name to type (float64, int64, text, bool, timestamp, date…) where the guess is wrong.",
      choices: TYPE_CHOICES,
      default: {},
    }),
    batchRows: number({
      title: "Rows at a time",
      help: "Most rows that are given on together; 0 lets Millrace choose.",
      labels: { 0: "automatic" },
      default: 0,
      min: 0,
      max: 1_000_000,
      integer: true,
    }),
  }),
  inputs: {},
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params: { rows, types } }) {
    const fields = fieldsOf(rows, types);
    const issues: NodeIssue[] = [
      ...typeIssues(types, fields),
      ...fields.flatMap(({ name, type }) => cellIssues(rows, name, type)),
    ];
    return { outputs: { out: { fields } }, issues };
  },

  async produce({ params, outputs, node, out, signal, progress, part: range }) {
    const { rows, batchRows } = params;
    const size = batchRows || FRAME_ROWS;
    const end = range?.to ?? rows.length;
    for (let from = range?.from ?? 0; from < end && !signal.aborted; from += size) {
      const part = rows.slice(from, Math.min(end, from + size));
      const columns = outputs.out.fields.map(({ name, type }): Column =>
        columnOf(
          type,
          part.map((row) => toCell(ownValue(row, name), type) ?? null),
        ),
      );
      const to = from + part.length;
      await out.out(new Frame(outputs.out, columns, part.length, freshLineage(node.id, from + 1, to + 1)));
      progress(to, end);
    }
  },

  partition: ({ params }, partition) => rangeOfPart(params.rows.length, partition),
});

/** All keys in the order they first appear; types as told, else as the values say. */
function fieldsOf(rows: readonly Row[], types: Readonly<Record<string, string>>): Field[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.map((name) =>
    field(name, readableType(ownValue(types, name)) ?? typeOf(rows.map((row) => ownValue(row, name)))),
  );
}

function typeOf(values: readonly unknown[]): DataType {
  const present = values.filter((value) => value !== null && value !== undefined);
  const all = (kind: string) => present.length > 0 && present.every((value) => typeof value === kind);
  if (all("number")) return { type: "float64" };
  if (all("boolean")) return { type: "bool" };
  return present.some((value) => typeof value === "object") ? { type: "json" } : { type: "text" };
}

function typeIssues(types: Readonly<Record<string, string>>, fields: readonly Field[]): NodeIssue[] {
  return Object.entries(types).flatMap(([name, type]): NodeIssue[] => {
    const place = { severity: "error", path: `params.types.${name}` } as const;
    if (!readableType(type)) {
      const message = `Column "${name}" cannot be read as "${type}".`;
      const expected = `one of ${READABLE_TYPES.join(", ")}`;
      return [
        {
          ...place,
          code: "TYPE_UNKNOWN",
          message,
          expected,
          got: type,
          hint: `Choose one of the types: ${READABLE_TYPES.join(", ")}.`,
        },
      ];
    }
    if (fields.some((known) => known.name === name)) return [];
    const message = `There is no column "${name}".`;
    return [
      {
        ...place,
        code: "COLUMN_UNKNOWN",
        message,
        expected: "a key of a row",
        got: name,
        hint: "Check its name.",
      },
    ];
  });
}

/** The first value of a column that its type cannot hold. */
function cellIssues(rows: readonly Row[], name: string, type: DataType): NodeIssue[] {
  const row = rows.findIndex((values) => toCell(ownValue(values, name), type) === undefined);
  if (row < 0) return [];
  return [
    {
      code: "CELL_INVALID",
      severity: "error",
      path: `params.rows[${row}].${name}`,
      message: `Row ${row + 1} has a value of column "${name}" that is not a ${type.type}.`,
      expected: type.type,
      got: JSON.stringify(rows[row][name]),
      hint: "Change the value, or the type of the column.",
    },
  ];
}
