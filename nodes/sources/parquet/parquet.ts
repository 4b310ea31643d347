// parquet: the rows of a Parquet file, or of all those of a folder.

import type * as z from "zod/mini";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, columnList, folderOrFile, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { duplicateIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { withFiles, type Database } from "../../_shared/duckdb/database.ts";
import { giveRows } from "../../_shared/duckdb/give-rows.ts";
import { memoryParam } from "../../_shared/duckdb/memory-param.ts";
import { roundedIssues } from "../../_shared/duckdb/query-issues.ts";
import { readableQuery } from "../../_shared/duckdb/readable-query.ts";
import { chosenFiles, fileChoiceParams, noFilesIssue } from "../../_shared/files/chosen-files.ts";
import { partOfFiles } from "../../_shared/files/part-of-files.ts";
import { parquetError } from "./parquet-error.ts";
import { absolute, lookAt, parquetQuery, rowsOf } from "./parquet-query.ts";

const Params = paramsOf({
  path: folderOrFile({
    title: "Folder or file",
    help: "A Parquet file, or a folder with several that have the same columns. Relative to the workflow file.",
    extensions: ["parquet", "pq"],
    whole: true,
  }),
  ...fileChoiceParams("*.{parquet,pq}"),
  columns: columnList({
    title: "Columns",
    help: "Which columns, in which order; all when empty. Others are not even read from the disk.",
    default: [],
  }),
  differing: choice(["refuse", "unite"], {
    title: "Different files",
    help: "What happens where the files differ in their columns. United, a column that a file lacks is empty there, and types become the wider one.",
    labels: { refuse: "It is an error", unite: "They are united" },
    default: "refuse",
  }),
  memoryMegabytes: memoryParam,
});

export type ParquetParams = z.output<typeof Params>;

/** What `probe` finds. */
export interface ParquetFacts {
  readonly files: number;
  /** Of all files; those named in `columns` are chosen of it. */
  readonly schema: Schema;
  /** Columns whose values may lose digits, and what they were. */
  readonly lossy: readonly (readonly [name: string, type: string])[];
}

export default defineNode({
  kind: "parquet",
  version: 1,
  category: "sources",
  title: "Parquet",
  summary: "Reads rows from Parquet files, with the types that they have there.",
  keywords: ["columnar", "arrow", "pandas", "spark", "duckdb", "import", "load", "read"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: ({ params, host }): Promise<ParquetFacts> => lookAt(params, host.files),

  schema({ params, facts }) {
    if (!facts) return { outputs: {} };
    // Nobody knows the columns then, and no node behind could be checked; other folders have the same columns always.
    if (facts.files === 0) return { outputs: {}, issues: [{ ...noFilesIssue(params), severity: "error" }] };
    const { schema } = facts;
    const { columns } = params;
    const chosen = columns.flatMap((name) => schema.fields.find((field) => field.name === name) ?? []);
    const out = columns.length === 0 ? schema : { fields: chosen };
    const unknown = unknownColumnIssues(schema, columns, "params.columns");
    const lossy = facts.lossy.filter(([name]) => out.fields.some((field) => field.name === name));
    return {
      outputs: { out },
      issues: [
        ...unknown.map(({ port: _, misses: _misses, ...issue }) => issue),
        ...duplicateIssues(out, columns.length === 0 ? "params.path" : "params.columns"),
        ...roundedIssues(lossy, "params.path"),
      ],
    };
  },

  async produce(ctx) {
    const { params, host, progress, part } = ctx;
    const { files } = host;
    const paths = (await chosenFiles(files, params)).slice(part?.from, part?.to);
    if (paths.length === 0) return;
    const readable = absolute(files, paths);
    await withFiles(files, { memoryMegabytes: params.memoryMegabytes }, readable, async (database) => {
      const failed = (thrown: unknown) => (ctx.signal.aborted ? thrown : parquetError(thrown, params.path));
      const { total, query } = await asked(database, params, readable).catch((thrown: unknown) => {
        throw failed(thrown);
      });
      const told = (rows: number) => progress(rows, total);
      await giveRows(database, query, ctx, { firstRow: part?.firstRow ?? 1, told, failed });
    });
  },

  async partition({ params, host: { files } }, partition) {
    const paths = await chosenFiles(files, params);
    const { memoryMegabytes } = params;
    const readable = absolute(files, paths);
    return withFiles(files, { memoryMegabytes }, readable, (database) =>
      partOfFiles(paths, partition, (path) => rowsOf(database, absolute(files, [path]))),
    );
  },
});

/** How many rows the files have, and the query for those that are asked for. */
async function asked(database: Database, params: ParquetParams, readable: readonly string[]) {
  const total = await rowsOf(database, readable);
  return { total, query: await readableQuery(database, parquetQuery(params, readable)) };
}
