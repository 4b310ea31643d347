// write-jsonl: writes rows to a file of JSON lines, one object a row.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { columnList, file, paramsOf } from "../../../engine/sdk/params.ts";
import { pathOfPart } from "../../../engine/sdk/partition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { FileWriter } from "../../../engine/sdk/services.ts";
import { repeatedIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { ByteSink } from "../../_shared/csv/byte-sink.ts";
import { outputColumns, outputNames } from "../../_shared/output-columns.ts";
import { writeJsonRows } from "./json-rows.ts";

const FIRST_SINK_BYTES = 256 * 1024;

interface Writing {
  readonly writer: FileWriter;
  /** Used again for every frame; what is given to the writer is a copy. */
  readonly sink: ByteSink;
  opened: boolean;
}

export default defineNode({
  kind: "write-jsonl",
  version: 1,
  category: "actions",
  title: "Write JSON lines",
  summary: "Writes rows to a file with one JSON object a line.",
  keywords: ["save", "export", "output", "ndjson", "store"],
  params: paramsOf({
    path: file({
      title: "File",
      help: "The file to write; it takes its place only when all rows are written (until then it is called .part).",
      extensions: ["jsonl", "ndjson"],
    }),
    columns: columnList({
      title: "Columns",
      help: "Which columns, in which order; all when empty (but tensors, pictures and sound only when named).",
      default: [],
    }),
  }),
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const issues = [
      ...unknownColumnIssues(inputs.in, params.columns, "params.columns"),
      ...repeatedIssues(params.columns, "columns"),
    ];
    return { outputs: {}, issues };
  },

  open({ params, host }): Writing {
    return { writer: host.files.create(params.path), sink: new ByteSink(FIRST_SINK_BYTES), opened: false };
  },

  ofPart: ({ path }, partition) => ({ path: pathOfPart(path, partition) }),

  appends: () => "rows",

  keepsNothing: true,

  plan(frame, { params, state }) {
    if (frame.length === 0) return null;
    const { sink } = state;
    const names = outputNames(frame.schema, params.columns);
    if (names.length === 0) sink.text("{}\n".repeat(frame.length));
    else writeJsonRows(sink, frame, names, outputColumns(frame, params.columns));
    const bytes = sink.take();
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.path} ${source} ${unit} ${from}-${to}`,
      summary: `write ${frame.length} rows to ${params.path}`,
      rows: frame.length,
      bytes: bytes.length,
      data: { bytes },
    };
  },

  perform({ data }, { state }) {
    const written = () => state.sink.giveBack(data.bytes);
    if (state.opened) return state.writer.write(data.bytes, written);
    // Opened before the first bytes, so that a place that cannot be written is known at once.
    state.opened = true;
    return state.writer.open().then(() => state.writer.write(data.bytes, written));
  },

  snapshot: ({ state }) => Uint8Array.of(state.opened ? 1 : 0),
  restore: (bytes, { state }) => void (state.opened = bytes[0] === 1),

  async close({ state }, outcome) {
    if (outcome === "done") await state.writer.commit();
    else await state.writer.abandon();
  },
});
