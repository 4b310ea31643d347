// Gives on what a query answers, a frame at a time.

import type { Emit, NodeContext } from "../../../engine/sdk/node-definition.ts";
import { ChunkRows } from "./chunk-rows.ts";
import type { Database } from "./database.ts";
import type { ReadableQuery } from "./readable-query.ts";

type Context = Pick<NodeContext, "node" | "signal" | "warn"> & { readonly out: { readonly out: Emit } };

interface Giving {
  readonly firstRow?: number;
  /** Hears of the rows as they come. */
  readonly told?: (rows: number) => void;
  /** Puts into our words what DuckDB throws. What receivers throw, because they have had enough, is none of its errors and passes. */
  readonly failed: (thrown: unknown) => unknown;
}

/** Answers how many rows there were. */
export async function giveRows(
  database: Database,
  { plans, schema, sql }: ReadableQuery,
  { node, signal, out, warn }: Context,
  { firstRow = 1, told = () => {}, failed }: Giving,
): Promise<number> {
  const beyond = (column: string) =>
    warn(
      "TIMES_BEYOND",
      `"${column}" has times that are infinite or beyond the year 275760: they are empty here.`,
    );
  const rows = new ChunkRows(database.duckdb, plans, schema, { source: node.id, firstRow, beyond });
  let given = 0;
  const give = async (frame: ReturnType<ChunkRows["take"]>) => {
    if (!frame) return;
    await out.out(frame);
    given += frame.length;
    told(given);
  };
  for await (const chunk of inOurWords(database.stream(sql, signal), failed)) {
    await give(rows.add(chunk));
    if (signal.aborted) return given;
  }
  await give(rows.take());
  return given;
}

/** A receiver that throws ends the stream without an error of its own, so nothing of it comes here. */
async function* inOurWords<T>(
  stream: AsyncGenerator<T, void, void>,
  failed: Giving["failed"],
): AsyncGenerator<T, void, void> {
  try {
    yield* stream;
  } catch (thrown) {
    throw failed(thrown);
  }
}
