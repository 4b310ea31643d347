// unpivot: makes a row of each of some columns, with the column's name and its value.

import { columnOf } from "../../../engine/frames/builder.ts";
import { TextColumn, type Cell, type Column } from "../../../engine/frames/column.ts";
import { field, findField } from "../../../engine/frames/frame.ts";
import {
  formatType,
  isNumberType,
  sameType,
  type DataType,
  type Field,
  type Schema,
} from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { columnList, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { repeatedIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { insertBefore } from "../../_shared/model-fixes.ts";

interface Naming {
  readonly columns: readonly string[];
  readonly name: string;
  readonly value: string;
  readonly dropEmpty: boolean;
}

export default defineNode({
  kind: "unpivot",
  version: 1,
  category: "prepare",
  title: "Unpivot",
  icon: "list-tree",
  summary: "Makes a row of each of some columns, with the column's name and its value.",
  keywords: ["melt", "gather", "long", "longer", "stack", "wide", "transpose", "reshape"],
  params: paramsOf({
    columns: columnList({
      title: "Columns",
      help: "Each makes a row; all other columns are repeated. Numbers of several types become float64.",
      min: 1,
    }),
    name: text({
      title: "Column of names",
      help: "Says which column a row comes from.",
      minLength: 1,
      default: "name",
    }),
    value: text({
      title: "Column of values",
      help: "Holds what stood there.",
      minLength: 1,
      default: "value",
    }),
    dropEmpty: toggle({ title: "Leave out empty cells", help: "They make no row.", default: false }),
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
    const rest = restOf(schema, params.columns);
    const added = addedFields(schema, params);
    return {
      outputs: { out: { ...rest, fields: [...rest.fields, ...added] } },
      issues: [
        ...unknownColumnIssues(schema, params.columns, "params.columns"),
        ...repeatedIssues(params.columns, "columns"),
        ...typeIssues(
          schema,
          params.columns,
          "params.columns",
          ({ type }) => type !== "tensor",
          "no tensor",
          "Take the tensor apart with Unpack first.",
        ),
        ...mixedIssues(schema, params.columns),
        ...clashIssues(rest, added, ["name", "value"]),
      ],
    };
  },

  map(frame, { params, outputs }) {
    const names = [...new Set(params.columns)];
    const columns = names.map((name) => frame.column(name));
    const rows: number[] = [];
    const from: number[] = [];
    for (let row = 0; row < frame.length; row++) {
      columns.forEach((column, i) => {
        if (params.dropEmpty && column.isNull(row)) return;
        rows.push(row);
        from.push(i);
      });
    }
    const rest = frame
      .select(restOf(frame.schema, names).fields.map(({ name }) => name))
      .take(Int32Array.from(rows));
    const type = valueType(fieldsOf(frame.schema, names)) ?? { type: "float64" };
    const values = valuesOf(type, columns, rows, from);
    const labels = new TextColumn(rows.length, { indices: Int32Array.from(from), words: names });
    return rest.with(
      [
        { name: params.name, column: labels },
        { name: params.value, column: values },
      ],
      outputs.out,
    );
  },
});

function valuesOf(
  type: DataType,
  columns: readonly Column[],
  rows: readonly number[],
  from: readonly number[],
): Column {
  const cells = rows.map((row, i): Cell => columns[from[i]].get(row));
  const isMixed = type.type === "float64";
  return columnOf(type, isMixed ? cells.map((cell) => (cell === null ? null : Number(cell))) : cells);
}

function fieldsOf(schema: Schema, names: readonly string[]): Field[] {
  return names.flatMap((name) => findField(schema, name) ?? []);
}

function restOf(schema: Schema, columns: readonly string[]): Schema {
  return { ...schema, fields: schema.fields.filter(({ name }) => !columns.includes(name)) };
}

/** The type that all of them have, or can have without losing what they are; null where there is none. */
function valueType(fields: readonly Field[]): DataType | null {
  const [first] = fields;
  if (!first) return null;
  if (fields.every(({ type }) => sameType(type, first.type))) return first.type;
  return fields.every(({ type }) => isNumberType(type.type)) ? { type: "float64" } : null;
}

function addedFields(schema: Schema, { columns, name, value, dropEmpty }: Naming): Field[] {
  const fields = fieldsOf(schema, columns);
  const nullable = !dropEmpty && fields.some((one) => one.nullable);
  return [field(name, "text", false), field(value, valueType(fields) ?? "float64", nullable)];
}

function mixedIssues(schema: Schema, columns: readonly string[]): NodeIssue[] {
  const fields = fieldsOf(schema, columns);
  if (fields.length === 0 || valueType(fields) || fields.some(({ type }) => type.type === "tensor"))
    return [];
  const other = fields.find(({ type }) => !sameType(type, fields[0].type))!;
  const casts = Object.fromEntries(
    fields.filter(({ type }) => type.type !== "text").map(({ name }) => [name, "text"]),
  );
  return [
    {
      code: "COLUMN_TYPE",
      severity: "error",
      port: "in",
      path: "params.columns",
      message: `"${fields[0].name}" is ${formatType(fields[0].type)} and "${other.name}" ${formatType(other.type)}: they cannot be one column.`,
      expected: "columns of one type, or all numbers",
      got: `${formatType(fields[0].type)} and ${formatType(other.type)}`,
      hint: "Put Cast before it, or leave the other columns out.",
      fix: {
        label: "Cast all of them to text",
        commands: [insertBefore("cast", "Cast", { columns: casts })],
      },
    },
  ];
}
