// What DuckDB is asked about Parquet files: their columns, how many rows they have, and the rows.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { withFiles, type Database } from "../../_shared/duckdb/database.ts";
import { readableQuery, type ReadableQuery } from "../../_shared/duckdb/readable-query.ts";
import { textOf } from "../../_shared/duckdb/single-text.ts";
import { listed, named } from "../../_shared/duckdb/sql-text.ts";
import { chosenFiles } from "../../_shared/files/chosen-files.ts";
import { checkParquet } from "../../_shared/files/parquet-files.ts";
import { parquetError } from "./parquet-error.ts";
import type { ParquetFacts, ParquetParams } from "./parquet.ts";

export function absolute(files: Files, paths: readonly string[]): readonly string[] {
  return paths.map((path) => files.resolve(path).replaceAll("\\", "/"));
}

export function parquetQuery(
  { columns, differing }: Pick<ParquetParams, "columns" | "differing">,
  readable: readonly string[],
): string {
  const chosen = columns.length === 0 ? "*" : columns.map(named).join(", ");
  // A folder called `year=2024` is a name here and no column.
  const options = `union_by_name = ${differing === "unite"}, hive_partitioning = false`;
  return `SELECT ${chosen} FROM read_parquet(${listed(readable)}, ${options})`;
}

/** As the files say it at their ends: no row is read for it. */
export async function rowsOf(database: Database, readable: readonly string[]): Promise<number> {
  const sql = `SELECT CAST(sum(num_rows) AS VARCHAR) FROM parquet_file_metadata(${listed(readable)})`;
  return Number(await textOf(database, sql));
}

export async function lookAt(params: ParquetParams, files: Files): Promise<ParquetFacts> {
  const paths = await chosenFiles(files, params);
  if (paths.length === 0) return { files: 0, schema: { fields: [] }, lossy: [] };
  for (const path of paths) await checkParquet(files, path, { file: path, path: "params.path" });
  const readable = absolute(files, paths);
  const { memoryMegabytes, differing } = params;
  return withFiles(files, { memoryMegabytes }, readable, async (database) => {
    try {
      const queryOf = (some: readonly string[]) =>
        readableQuery(database, parquetQuery({ columns: [], differing }, some));
      const first = await queryOf(differing === "refuse" ? readable.slice(0, 1) : readable);
      for (let i = 1; i < readable.length && differing === "refuse"; i++)
        refuseOther(paths[0], first, paths[i], await queryOf([readable[i]]));
      const { schema, plans } = first;
      const lossy = plans.flatMap(({ name, lossy: type }) => (type ? [[name, type] as const] : []));
      return { files: paths.length, schema, lossy };
    } catch (thrown) {
      throw parquetError(thrown, params.path);
    }
  });
}

function columnsOf({ plans }: ReadableQuery): string[] {
  return plans.map(({ name, duckdbType }) => `"${name}" ${duckdbType}`);
}

/** Throws where the second file has other columns than the first, or the same ones of other types. Their order does not count. */
function refuseOther(first: string, of: ReadableQuery, second: string, other: ReadableQuery): void {
  const [wanted, found] = [columnsOf(of), columnsOf(other)];
  const lacks = wanted.find((column) => !found.includes(column));
  const has = found.find((column) => !wanted.includes(column));
  if (lacks === undefined && has === undefined) return;
  throw new MillraceError("PARQUET_DIFFERENT", {
    message: `"${second}" has other columns than "${first}".`,
    file: second,
    path: "params.path",
    expected: lacks ?? "no column more",
    got: has ?? "no such column",
    hint: 'Set "Different files" (differing) to unite, or choose the files that belong together.',
    fatal: true,
  });
}
