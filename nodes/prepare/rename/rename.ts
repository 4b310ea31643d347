// rename: gives columns other names; values and order stay.

import { findField, Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { keyValues, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { duplicateIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { ownValue } from "../../_shared/own-value.ts";

export default defineNode({
  kind: "rename",
  version: 1,
  category: "prepare",
  title: "Rename columns",
  summary: "Gives columns other names.",
  keywords: ["label", "alias", "change"],
  params: paramsOf({
    names: keyValues({ title: "New names", help: "Old column name to new column name.", default: {} }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const out = renamed(inputs.in, params.names);
    const issues = [
      ...unknownColumnIssues(inputs.in, Object.keys(params.names), "params.names"),
      ...duplicateIssues(out, "params.names"),
    ];
    const pending = Object.entries(params.names)
      .filter(([old]) => !findField(inputs.in!, old))
      .map(([, name]) => name);
    return { outputs: { out }, issues, pending };
  },

  map(frame, { outputs }) {
    return new Frame(outputs.out, frame.columns, frame.length, frame.lineage, frame.arena);
  },
});

function renamed(schema: Schema, names: Readonly<Record<string, string>>): Schema {
  return {
    ...schema,
    fields: schema.fields.map((field) => ({ ...field, name: ownValue(names, field.name) ?? field.name })),
  };
}
