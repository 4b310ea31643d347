// list-to-text: puts the items of a list, or one field of each, behind each other as one text.

import { TextColumn, type Cell } from "../../../engine/frames/column.ts";
import { findField, withFields } from "../../../engine/frames/frame.ts";
import type { DataType, Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { column, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { listNames, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";

export default defineNode({
  kind: "list-to-text",
  version: 1,
  category: "prepare",
  title: "List to text",
  summary: "Puts the items of a list, or one field of each, behind each other as one text.",
  keywords: ["join", "concatenate", "concat", "implode", "string", "agg"],
  params: paramsOf({
    column: column({ title: "List", help: "The column with the lists.", of: "list" }),
    field: text({
      title: "Field",
      help: "Which field of each item is taken; empty where the items are values themselves.",
      default: "",
    }),
    separator: text({ title: "Between", help: "What stands between two items.", default: "" }),
    missing: text({ title: "Instead of nothing", help: "Stands where an item is missing.", default: "" }),
    output: text({ title: "New column", help: "Name of the text.", default: "text", minLength: 1 }),
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
    const added: Field = { name: params.output, type: { type: "text" }, nullable: true };
    const isList = ({ type }: DataType) => type === "list";
    const issues = [
      ...unknownColumnIssues(schema, [params.column], "params.column"),
      ...typeIssues(schema, [params.column], "params.column", isList, "a list", "Choose a column of lists."),
      ...fieldIssues(schema, params),
      ...clashIssues(schema, [added], ["output"]),
    ];
    return { outputs: { out: withFields(schema, [added]) }, issues };
  },

  map(frame, { params, outputs }) {
    const lists = frame.column(params.column);
    const texts = Array.from({ length: frame.length }, (_, row) => {
      const list = lists.get(row) as readonly Cell[] | null;
      return list && list.map((item) => wordOf(item, params)).join(params.separator);
    });
    return frame.with([{ name: params.output, column: new TextColumn(frame.length, texts) }], outputs.out);
  },
});

function wordOf(item: Cell, { field, missing }: { field: string; missing: string }): string {
  const value = field === "" || item === null ? item : ((item as Record<string, Cell>)[field] ?? null);
  if (value === null) return missing;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Items with fields need one to be named, and it has to be there. */
function fieldIssues(
  schema: Schema,
  { column: name, field }: { column: string; field: string },
): NodeIssue[] {
  const type = findField(schema, name)?.type;
  if (type?.type !== "list") return [];
  const fields = type.of.type === "struct" ? type.of.fields.map((each) => each.name) : [];
  if (field === "" ? fields.length === 0 : fields.includes(field)) return [];
  const [meant] = fields;
  return [
    {
      code: "FIELD_UNKNOWN",
      severity: "error",
      path: "params.field",
      message:
        field === ""
          ? `The items of "${name}" have several fields: one has to be chosen.`
          : `The items of "${name}" have no field "${field}".`,
      expected: fields.length > 0 ? `one of ${listNames(fields)}` : "none: the items are values",
      got: field === "" ? "nothing" : field,
      hint: fields.length > 0 ? "Choose one of their fields." : "Leave the field empty.",
      fix: {
        label: meant === undefined ? "Leave it empty" : `Take "${meant}"`,
        commands: [{ do: "set-param", id: "", param: "field", value: meant ?? "" }],
      },
    },
  ];
}
