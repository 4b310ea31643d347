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
import { readableQuery, type ReadableQuery } from "../../_shared/duckdb/readable-query.ts";
import { sqlError } from "../../_shared/duckdb/sql-errors.ts";
import { checkParquet } from "../../_shared/files/parquet-files.ts";

const PATH = "params.query";
/** What DuckDB, too, reads as Parquet. */
const PARQUET = /\.parquet$/iu;

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
    lines: true,
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
  keywords: [
    "select",
    "query",
    "join",
    "group",
    "aggregate",
    "duckdb",
    "json",
    "jsonl",
    "ndjson",
    "database",
    "read",
  ],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: ({ params, host }): Promise<SqlFacts> =>
    withQuery(params, host.files, async (_, { readable, changing }, { schema, plans }) => {
      const lossy = plans.flatMap(({ name, lossy: type }) => (type ? [[name, type] as const] : []));
      return { schema, lossy, changing, reads: readable };
    }),

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

  produce: (ctx) =>
    withQuery(ctx.params, ctx.host.files, async (database, { query }, found) => {
      const failed = (thrown: unknown) =>
        ctx.signal.aborted ? thrown : sqlError(thrown, { path: PATH, query, at: found.at });
      await giveRows(database, found, ctx, { told: (rows) => ctx.progress(rows, 0), failed });
    }),
});

/** Work on the query in a database that can read the files which it names, and no others. */
function withQuery<T>(
  { query, folder, memoryMegabytes }: SqlParams,
  files: Files,
  work: (database: Database, named: QueryFiles, found: ReadableQuery) => Promise<T>,
): Promise<T> {
  return withDatabase(files, { memoryMegabytes }, async (database) => {
    const named = await inOurWords(new EditedQuery(query), () => queryFiles(database, query, files, folder));
    for (const path of named.readable.filter((name) => PARQUET.test(name)))
      await checkParquet(files, path, { file: path.replace(named.query.folder ?? "", ""), path: PATH });
    await database.limitTo(named.readable);
    const found = await inOurWords(named.query, () => readableQuery(database, named.query.text));
    return work(database, named, found);
  });
}

async function inOurWords<T>(query: EditedQuery, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw sqlError(thrown, { path: PATH, query });
  }
}
