// sql-file: what a query over files gives: Parquet, CSV, JSON and JSON lines, also packed and several at once.

import type * as z from "zod/mini";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { folder, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { duplicateIssues } from "../../_shared/column-issues.ts";
import { withDatabase, type Database } from "../../_shared/duckdb/database.ts";
import { EditedQuery } from "../../_shared/duckdb/edited-query.ts";
import { giveRows } from "../../_shared/duckdb/give-rows.ts";
import { memoryParam } from "../../_shared/duckdb/memory-param.ts";
import { queryFiles, type QueryFiles } from "../../_shared/duckdb/query-files.ts";
import { changingIssues, roundedIssues } from "../../_shared/duckdb/query-issues.ts";
import { readableQuery } from "../../_shared/duckdb/readable-query.ts";
import { sqlError } from "../../_shared/duckdb/sql-errors.ts";

const PATH = "params.query";

const Params = paramsOf({
  folder: folder({
    title: "Folder",
    help: "Where the files of the query are, itself relative to the workflow file (. is its own folder). Nothing outside can be read.",
    extensions: ["parquet", "csv", "json", "jsonl", "ndjson"],
  }),
  query: text({
    title: "Query",
    help: "One SELECT in the SQL of DuckDB. A file stands in it as a text in quotes: SELECT * FROM 'sales/*.parquet' WHERE year > 2020.",
    minLength: 1,
  }),
  memoryMegabytes: memoryParam,
});

type SqlParams = z.output<typeof Params>;

/** What `probe` finds. */
interface SqlFacts {
  readonly schema: Schema;
  readonly lossy: readonly (readonly [name: string, type: string])[];
  readonly changing: readonly string[];
  /** Absolute paths. */
  readonly reads: readonly string[];
}

export default defineNode({
  kind: "sql-file",
  version: 1,
  category: "sources",
  title: "SQL over files",
  summary: "Reads what a query over Parquet, CSV and JSON files gives.",
  keywords: ["select", "query", "join", "group by", "duckdb", "json", "jsonl", "ndjson", "database", "read"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  async probe({ params, host: { files } }): Promise<SqlFacts> {
    const { query, readable, changing } = await lookUp(params, files);
    return withDatabase(files, { memoryMegabytes: params.memoryMegabytes, readable }, (database) =>
      inOurWords(query, async () => {
        const { schema, plans } = await readableQuery(database, query.text);
        const lossy = plans.flatMap(({ name, lossy: type }) => (type ? [[name, type] as const] : []));
        return { schema, lossy, changing, reads: readable };
      }),
    );
  },

  alsoReads: ({ facts }) => facts?.reads ?? [],

  schema({ facts }) {
    if (!facts) return { outputs: {} };
    const { schema, lossy, changing } = facts;
    const issues = [
      ...duplicateIssues(schema, PATH),
      ...changingIssues(changing, PATH),
      ...roundedIssues(lossy, PATH),
    ];
    return { outputs: { out: schema }, issues };
  },

  async produce(ctx) {
    const { params, host, progress, signal } = ctx;
    const { query, readable } = await lookUp(params, host.files);
    const { memoryMegabytes } = params;
    await withDatabase(host.files, { memoryMegabytes, readable }, async (database) => {
      const found = await inOurWords(query, () => readableQuery(database, query.text));
      const told = (rows: number) => progress(rows, 0);
      try {
        await giveRows(database, found, ctx, { told });
      } catch (thrown) {
        throw signal.aborted ? thrown : sqlError(thrown, { path: PATH, query, at: found.at });
      }
    });
  },
});

/** In a database of its own: what may be read is known only when the query has been. */
function lookUp({ query, folder, memoryMegabytes }: SqlParams, files: Files): Promise<QueryFiles> {
  const work = (database: Database) => queryFiles(database, query, files, folder);
  return withDatabase(files, { memoryMegabytes }, (database) =>
    inOurWords(new EditedQuery(query), () => work(database)),
  );
}

async function inOurWords<T>(query: EditedQuery, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw sqlError(thrown, { path: PATH, query });
  }
}
