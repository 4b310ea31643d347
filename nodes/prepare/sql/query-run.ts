// One run of the query: tables that rows are put into as they arrive, and the answer when all are there.

import { columnOf } from "../../../engine/frames/builder.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { Lineage } from "../../../engine/frames/lineage.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Emit, NodeContext } from "../../../engine/sdk/node-definition.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { Database } from "../../_shared/duckdb/database.ts";
import type { EditedQuery } from "../../_shared/duckdb/edited-query.ts";
import { giveRows } from "../../_shared/duckdb/give-rows.ts";
import { readableQuery } from "../../_shared/duckdb/readable-query.ts";
import { RowsTable } from "../../_shared/duckdb/rows-table.ts";
import { handingOf } from "../../_shared/duckdb/sql-types.ts";

type Context = Pick<NodeContext, "node" | "signal" | "warn"> & { readonly out: { readonly out: Emit } };

export class QueryRun {
  /** Where the query begins in what DuckDB runs. */
  at = 0;
  readonly #files: Files;
  readonly #memoryMegabytes: number;
  #database: Database | null = null;
  readonly #tables = new Map<string, RowsTable>();
  /** How far the rows of the first table have come. */
  #position: Lineage | null = null;

  constructor(files: Files, memoryMegabytes: number) {
    this.#files = files;
    this.#memoryMegabytes = memoryMegabytes;
  }

  async add(port: string, frame: Frame): Promise<void> {
    if (port === "in") this.#position = frame.lineage;
    const table = this.#tables.get(port) ?? (await this.#make(port, frame.schema));
    if (frame.length === 0) return;
    const columns = frame.columns.filter((_, i) => handingOf(frame.schema.fields[i].type) !== null);
    table.add(columns, frame.length);
  }

  /** `inputs` are the schemas of tables without rows. */
  async give(
    query: EditedQuery,
    inputs: Readonly<Record<string, Schema>>,
    ctx: Context,
    check: (schema: Schema) => void,
  ): Promise<void> {
    for (const [port, schema] of Object.entries(inputs))
      if (!this.#tables.has(port)) await this.#make(port, schema);
    for (const table of this.#tables.values()) table.end();
    const database = await this.#opened();
    await database.limitTo([]);
    const found = await readableQuery(database, query.text);
    check(found.schema);
    this.at = found.at;
    // The node puts errors into words, with the place in its query.
    await giveRows(database, found, ctx, { failed: (thrown) => thrown });
    if (this.#position) await ctx.out.out(behindAll(found.schema, this.#position));
  }

  close(): void {
    this.#database?.close();
  }

  /** Pictures and sound stay outside: no query has use for them. */
  async #make(port: string, { fields }: Schema): Promise<RowsTable> {
    const held = { fields: fields.filter(({ type }) => handingOf(type) !== null) };
    const table = await RowsTable.make(await this.#opened(), port, held);
    this.#tables.set(port, table);
    return table;
  }

  async #opened(): Promise<Database> {
    return (this.#database ??= await Database.open(this.#files, { memoryMegabytes: this.#memoryMegabytes }));
  }
}

/** The rows of the answer are new ones, with numbers of their own; how far its source has come is told by a frame without rows. */
function behindAll(schema: Schema, { source, unit, to }: Lineage): Frame {
  const columns = schema.fields.map(({ type }) => columnOf(type, []));
  return new Frame(schema, columns, 0, { source, unit, from: to, to, ids: null });
}
