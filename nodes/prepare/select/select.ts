// select: keeps, drops or orders columns.

import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, columnList, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { unknownColumnIssues } from "../../_shared/column-issues.ts";

export default defineNode({
  kind: "select",
  version: 1,
  category: "prepare",
  title: "Select columns",
  summary: "Keeps the named columns in that order, or drops them.",
  keywords: ["choose", "remove", "reorder", "pick"],
  params: paramsOf({
    mode: choice(["keep", "drop"], {
      title: "Mode",
      help: "Keep only the named columns, or drop them and keep the others.",
      labels: { keep: "Keep", drop: "Drop" },
      default: "keep",
    }),
    columns: columnList({
      title: "Columns",
      help: "The columns to keep (in this order) or to drop.",
      default: [],
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
    const fields = keptNames(inputs.in, params.mode, params.columns).flatMap(
      (name) => inputs.in!.fields.find((field) => field.name === name) ?? [],
    );
    const isWhole =
      params.mode === "keep" && params.columns.every((name) => fields.some((one) => one.name === name));
    const open = inputs.in.open && !isWhole;
    const issues = unknownColumnIssues(inputs.in, params.columns, "params.columns");
    return { outputs: { out: { fields, ...(open && { open }) } }, issues };
  },

  map: (frame, { params }) => frame.select(keptNames(frame.schema, params.mode, params.columns)),
});

function keptNames(schema: Schema, mode: "keep" | "drop", columns: readonly string[]): readonly string[] {
  if (mode === "keep") return [...new Set(columns)];
  return schema.fields.map((field) => field.name).filter((name) => !columns.includes(name));
}
