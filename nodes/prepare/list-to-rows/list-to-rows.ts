// list-to-rows: each item of a list (a box, a segment, a line) becomes a row.

import { columnOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, findField, withFields, type Frame } from "../../../engine/frames/frame.ts";
import type { DataType, Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, column, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";

interface Naming {
  readonly column: string;
  readonly prefix: string;
  readonly index: string;
  readonly empty: "drop" | "keep";
  readonly drop: boolean;
}

export default defineNode({
  kind: "list-to-rows",
  version: 1,
  category: "prepare",
  icon: "list-tree",
  title: "List to rows",
  summary: "Makes a row of each item of a list: of each box, segment or line.",
  keywords: ["explode", "unnest", "flatten", "expand", "boxes", "segments"],
  params: paramsOf({
    column: column({ title: "List", help: "The column with the lists.", of: "list", default: "boxes" }),
    prefix: text({
      title: "Prefix",
      help: "Before the names of the new columns: one for each field of an item, or `item`.",
      default: "",
    }),
    index: text({
      title: "Number",
      help: "Name of a column with the item's place in its list, from 1; empty for none.",
      default: "",
    }),
    empty: choice(["drop", "keep"], {
      title: "Empty lists",
      help: "What becomes of rows whose list has no items, or that have no list.",
      labels: { drop: "No row", keep: "One row without an item" },
      default: "drop",
    }),
    drop: toggle({
      title: "Take out the list",
      help: "The new rows do not have the list itself.",
      default: true,
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
    const rest = params.drop ? without(schema, params.column) : schema;
    const added = addedFields(schema, params);
    const isList = ({ type }: DataType) => type === "list";
    const issues = [
      ...unknownColumnIssues(schema, [params.column], "params.column"),
      ...typeIssues(schema, [params.column], "params.column", isList, "a list", "Choose a column of lists."),
      ...clashIssues(rest, added),
    ];
    return { outputs: { out: withFields(rest, added) }, issues };
  },

  map(frame, { params, outputs }) {
    const lists = frame.column(params.column);
    const rows: number[] = [];
    const items: Cell[] = [];
    const places: (number | null)[] = [];
    for (let row = 0; row < frame.length; row++) {
      const list = (lists.get(row) ?? []) as readonly Cell[];
      if (list.length === 0 && params.empty === "keep") {
        rows.push(row);
        items.push(null);
        places.push(null);
      }
      list.forEach((item, i) => {
        rows.push(row);
        items.push(item);
        places.push(i + 1);
      });
    }
    const taken = frame.take(Int32Array.from(rows));
    const rest = params.drop
      ? taken.select(without(frame.schema, params.column).fields.map(({ name }) => name))
      : taken;
    return rest.with(newColumns(frame, params, items, places), outputs.out);
  },
});

function newColumns(
  frame: Frame,
  params: Naming,
  items: readonly Cell[],
  places: readonly (number | null)[],
) {
  const { index, prefix } = params;
  return addedFields(frame.schema, params).map(({ name, type, nullable }) => {
    const isIndex = index !== "" && name === index;
    const key = itemType(frame.schema, params.column)?.type === "struct" ? name.slice(prefix.length) : null;
    const cells = isIndex
      ? places
      : items.map((item) =>
          key === null || item === null ? item : ((item as Record<string, Cell>)[key] ?? null),
        );
    return { name, nullable, column: columnOf(type, cells) };
  });
}

function itemType(schema: Schema, name: string): DataType | null {
  const type = findField(schema, name)?.type;
  return type?.type === "list" ? type.of : null;
}

function addedFields(schema: Schema, { column: name, prefix, index, empty }: Naming): Field[] {
  const item = itemType(schema, name);
  if (!item) return [];
  const keep = empty === "keep";
  const own =
    item.type === "struct"
      ? item.fields.map((one) => ({ ...one, name: prefix + one.name, nullable: keep || one.nullable }))
      : [field(`${prefix}item`, item)];
  return index === "" ? own : [...own, field(index, "int32", keep)];
}

function without(schema: Schema, name: string): Schema {
  return { ...schema, fields: schema.fields.filter((one) => one.name !== name) };
}
