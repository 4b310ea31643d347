// write-jsonl: writes rows to a file of JSON lines, one object a row.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { columnList, file, paramsOf } from "../../../engine/sdk/params.ts";
import { pathOfPart } from "../../../engine/sdk/partition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { repeatedIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { ByteSink } from "../../_shared/csv/byte-sink.ts";
import { outputColumns, outputNames } from "../../_shared/output-columns.ts";
import { writeJsonRows } from "../../_shared/json-lines/json-rows.ts";
import {
  followsOf,
  isOneNewFile,
  journalOf,
  rolls,
  rowFileIssues,
  rowFileParams,
} from "../../_shared/row-file/params.ts";
import { RowFile, type RowFormat } from "../../_shared/row-file/row-file.ts";

const FIRST_SINK_BYTES = 256 * 1024;
const LINE_FEED = 10;

interface Writing {
  readonly file: RowFile;
  /** Used again for every frame; what is given to the writer is a copy. */
  readonly sink: ByteSink;
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
    ...rowFileParams,
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
      ...rowFileIssues(params),
    ];
    return { outputs: {}, issues };
  },

  async open({ params, host, inputs, warn }): Promise<Writing> {
    const names = outputNames(inputs.in, params.columns);
    const file = await RowFile.open(params, host, FORMAT, { names, warn });
    return { file, sink: new ByteSink(FIRST_SINK_BYTES) };
  },

  ofPart: (params, partition) => (isOneNewFile(params) ? { path: pathOfPart(params.path, partition) } : null),
  journals: ({ params }) => journalOf(params),
  follows: ({ params }) => followsOf(params),
  // Opening looks for the files of earlier runs, and those of this one would be among them.
  plansElsewhere: ({ params }) => !rolls(params),

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
      data: { bytes, ends: rolls(params) ? rowEnds(bytes) : null, names },
    };
  },

  perform({ data }, { state }) {
    return state.file.write({ ...data, written: () => state.sink.giveBack(data.bytes) });
  },

  snapshot: ({ state }) => state.file.snapshot(),
  restore: (bytes, { state }) => state.file.restore(bytes),

  async close({ state, params, inputs }, outcome) {
    if (outcome === "done") await state.file.commit(outputNames(inputs.in, params.columns));
    else await state.file.abandon();
  },
});

const FORMAT: RowFormat = {
  header: () => null,
  lineEnd: Uint8Array.of(LINE_FEED),
  misfit: (line, names) => {
    const got = keysOf(line);
    const isSame = got?.length === names.length && names.every((name) => got.includes(name));
    return isSame ? null : { expected: names.join(", "), got: got?.join(", ") ?? line };
  },
};

/** Of the object in a line; null where there is none. */
function keysOf(line: string): readonly string[] | null {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? Object.keys(value) : null;
  } catch {
    return null;
  }
}

/** In JSON, no line end stands inside of a row. */
function rowEnds(bytes: Uint8Array): readonly number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) ends.push(at + 1);
  return ends;
}
