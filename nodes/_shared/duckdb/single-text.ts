// The one text that a query answers.

import type { Database } from "./database.ts";
import { TextPiece } from "./text-piece.ts";

export async function textOf(database: Database, sql: string): Promise<string> {
  const { duckdb } = database;
  const result = await database.run(sql);
  const chunk = (await duckdb.fetch_chunk(result))!;
  const texts: (string | null)[] = [];
  new TextPiece(duckdb, chunk, duckdb.data_chunk_get_vector(chunk, 0), 1, null).readInto(texts);
  return texts[0]!;
}
