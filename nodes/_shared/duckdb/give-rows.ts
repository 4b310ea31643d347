// Gives on what a query answers, a frame at a time.

import type { Emit, NodeContext } from "../../../engine/sdk/node-definition.ts";
import { ChunkRows } from "./chunk-rows.ts";
import type { Database } from "./database.ts";
import type { ReadableQuery } from "./readable-query.ts";

type Context = Pick<NodeContext, "node" | "signal" | "warn"> & { readonly out: { readonly out: Emit } };

/** Answers how many rows there were. `told` hears of them as they come. */
export async function giveRows(
  database: Database,
  { plans, schema, sql }: ReadableQuery,
  { node, signal, out, warn }: Context,
  {
    firstRow = 1,
    told = () => {},
  }: { readonly firstRow?: number; readonly told?: (rows: number) => void } = {},
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
  for await (const chunk of database.stream(sql, signal)) {
    await give(rows.add(chunk));
    if (signal.aborted) return given;
  }
  await give(rows.take());
  return given;
}
