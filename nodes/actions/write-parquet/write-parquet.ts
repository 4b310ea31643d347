// write-parquet: writes rows to a Parquet file, with their types.

import type { Column } from "../../../engine/frames/column.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, columnList, file, number, paramsOf } from "../../../engine/sdk/params.ts";
import { pathOfPart } from "../../../engine/sdk/partition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { repeatedIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { memoryParam } from "../../_shared/duckdb/memory-param.ts";
import { handingOf } from "../../_shared/duckdb/sql-types.ts";
import { outputColumns, outputNames } from "../../_shared/output-columns.ts";
import { ParquetOutput } from "./parquet-output.ts";

interface Piece {
  readonly schema: Schema;
  readonly columns: readonly Column[];
  readonly length: number;
}

export default defineNode({
  kind: "write-parquet",
  version: 1,
  category: "actions",
  title: "Write Parquet",
  summary: "Writes rows to a Parquet file, which keeps their types.",
  keywords: ["save", "export", "output", "columnar", "arrow", "pandas", "spark", "store"],
  params: paramsOf({
    path: file({
      title: "File",
      help: "The file to write; it takes its place only when all rows are written (until then it is called .part).",
      extensions: ["parquet"],
    }),
    columns: columnList({
      title: "Columns",
      help: "Which columns, in which order; all when empty (but tensors only when named).",
      default: [],
    }),
    compression: choice(["zstd", "snappy", "gzip", "none"], {
      title: "Compression",
      help: "zstd is small and fast; snappy is read by the oldest programs too.",
      default: "zstd",
    }),
    rowGroupRows: number({
      title: "Row group",
      help: "Rows that stand together; a reader holds or skips such a group as a whole.",
      unit: "rows",
      min: 2048,
      max: 100_000_000,
      integer: true,
      default: 122_880,
    }),
    memoryMegabytes: memoryParam,
  }),
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    const given = inputs.in;
    if (!given) return { outputs: {} };
    const { columns } = params;
    return {
      outputs: {},
      issues: [
        ...unknownColumnIssues(given, columns, "params.columns"),
        ...repeatedIssues(columns, "columns"),
        ...typeIssues(
          given,
          columns,
          "params.columns",
          (type) => handingOf(type) !== null,
          "numbers, text, times, lists or tensors",
          "Leave it out: pictures and sound are files of their own.",
        ),
      ],
    };
  },

  open: ({ params, host }) => new ParquetOutput(host.files, params),

  ofPart: ({ path }, partition) => ({ path: pathOfPart(path, partition) }),

  plan(frame, { params }) {
    if (frame.length === 0) return null;
    const { source, unit, from, to } = frame.lineage;
    const data: Piece = {
      schema: writtenSchema(frame.schema, params.columns),
      columns: outputColumns(frame, params.columns),
      length: frame.length,
    };
    return {
      key: `${params.path} ${source} ${unit} ${from}-${to}`,
      summary: `write ${frame.length} rows to ${params.path}`,
      rows: frame.length,
      data,
    };
  },

  perform: ({ data: { schema, columns, length } }, { state }) => state.add(schema, columns, length),

  async close({ state, params, inputs }, outcome) {
    if (outcome === "done") await state.commit(writtenSchema(inputs.in, params.columns));
    else await state.abandon();
  },
});

function writtenSchema(schema: Schema, chosen: readonly string[]): Schema {
  const names = outputNames(schema, chosen);
  return { fields: names.flatMap((name) => schema.fields.find((field) => field.name === name) ?? []) };
}
