// rows-to-list: rows that belong together become one, with a list of what they said.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import { columnList, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { repeatedIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { Gathering } from "./gathering.ts";

interface Naming {
  readonly columns: readonly string[];
  readonly prefix: string;
  readonly output: string;
}

export default defineNode({
  kind: "rows-to-list",
  version: 1,
  category: "prepare",
  icon: "list-collapse",
  title: "Rows to list",
  summary: "Makes one row of those that belong together, with a list of what they say.",
  keywords: ["implode", "collect", "group", "aggregate", "nest", "boxes", "segments"],
  params: paramsOf({
    columns: columnList({
      title: "Columns",
      help: "What becomes the fields of each item; all other columns are those of the first row.",
      min: 1,
    }),
    prefix: text({
      title: "Prefix",
      help: "Taken off the names of these columns, where they begin so.",
      default: "",
    }),
    key: columnList({
      title: "Key",
      help: "Rows behind each other with the same values here belong together; empty: rows that came from one row of the source.",
      default: [],
    }),
    output: text({ title: "New column", help: "Name of the list.", default: "boxes", minLength: 1 }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "ordered",
  needs: [],
  // Without a key, rows that came of one row of the source belong together.
  alone: ({ params }) => (params.key.length === 0 ? "same" : "other"),

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const rest = restOf(schema, params.columns);
    const added = listField(schema, params);
    const both = params.key.filter((name) => params.columns.includes(name));
    const issues = [
      ...unknownColumnIssues(schema, params.columns, "params.columns"),
      ...repeatedIssues(params.columns, "columns"),
      ...unknownColumnIssues(schema, params.key, "params.key"),
      ...clashIssues(rest, [added], ["output"]),
      ...both.map((name) => ({
        code: "PARAM_INVALID",
        severity: "error" as const,
        path: "params.key",
        message: `"${name}" is in the list and says which rows belong together: each list would have one value there.`,
        expected: "other columns than those of the list",
        got: name,
        hint: "Take it out of one of them.",
      })),
    ];
    return { outputs: { out: withFields(rest, [added]) }, issues };
  },

  open: () => new Gathering(),

  async process(frame, { params, state, outputs, inputs, out }) {
    const rest = restOf(inputs.in, params.columns).fields.map(({ name }) => name);
    const plan = { ...params, rest, added: listField(inputs.in, params), schema: outputs.out };
    for (const done of state.take(frame, plan)) await out.out(done);
  },

  async end({ state, out }) {
    for (const done of state.end()) await out.out(done);
  },
});

function restOf(schema: Schema, columns: readonly string[]): Schema {
  return { ...schema, fields: schema.fields.filter(({ name }) => !columns.includes(name)) };
}

function listField(schema: Schema, { columns, prefix, output }: Naming): Field {
  const fields = columns.flatMap((name) => {
    const found = schema.fields.find((one) => one.name === name);
    return found ? [{ ...found, name: name.startsWith(prefix) ? name.slice(prefix.length) : name }] : [];
  });
  return { name: output, type: { type: "list", of: { type: "struct", fields } }, nullable: false };
}
