// What stands for a database where a program proves itself: rows that were recorded when it was made, and a file in the place of a table.

import { columnOf, freshLineage } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { AnyNode } from "../../../engine/sdk/node-definition.ts";
import { file, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { jsonCell } from "../duckdb/json-cell.ts";

interface Answer {
  readonly schema: Schema;
  readonly rows: readonly (readonly Cell[])[];
}

const params = paramsOf({ path: file({ title: "File", help: "Where the rows are." }) });

async function readAnswer(files: Files, path: string): Promise<Answer> {
  return JSON.parse(new TextDecoder().decode(await files.readAll(path)), revived) as Answer;
}

/** Numbers that JSON does not know stand in objects of their own. */
function revived(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 1) return value;
  const { whole, number } = value as { readonly whole?: unknown; readonly number?: unknown };
  if (typeof whole === "string") return BigInt(whole);
  return typeof number === "string" ? Number(number) : value;
}

export const recordedAnswer: AnyNode = defineNode({
  kind: "recorded-answer",
  version: 1,
  category: "sources",
  title: "Recorded answer",
  summary: "Gives the rows that a database gave once.",
  params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  probe: async ({ params: { path }, host }) => (await readAnswer(host.files, path)).schema,
  schema: ({ facts }) => ({ outputs: facts ? { out: facts } : {} }),
  async produce({ params: { path }, host, node, out }) {
    const { schema, rows } = await readAnswer(host.files, path);
    const columns = schema.fields.map(({ type }, i) =>
      columnOf(
        type,
        rows.map((row) => row[i]),
      ),
    );
    await out.out(new Frame(schema, columns, rows.length, freshLineage(node.id, 1, rows.length + 1, "row")));
  },
});

export const recordedRows: AnyNode = defineNode({
  kind: "recorded-rows",
  version: 1,
  category: "actions",
  title: "Recorded rows",
  summary: "Writes the rows that a table would get.",
  params,
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  schema: () => ({ outputs: {} }),
  open: ({ host, params: { path } }) => host.files.create(path),
  plan(frame) {
    const lines = Array.from({ length: frame.length }, (_, row) => `${jsonCell(frame.row(row))}\n`);
    return { key: "", summary: "", rows: frame.length, data: lines.join("") };
  },
  perform: ({ data }, { state }) => state.write(new TextEncoder().encode(data)),
  close: ({ state }, outcome) => (outcome === "done" ? state.commit() : state.abandon()),
});
