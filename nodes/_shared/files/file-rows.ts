// How do files become frames? Each gives rows one after the other; rows travel a few together, and a file that cannot be read is a failed row.

import { columnOf, freshLineage } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { Lineage } from "../../../engine/frames/lineage.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Emit, NodeContext, RowError } from "../../../engine/sdk/node-definition.ts";

/** A row with its cells by column, or without those that could not be read and with the reason. */
export interface FileRow {
  readonly cells: Readonly<Record<string, Cell>>;
  readonly error?: RowError;
  /** What it holds in memory, about. */
  readonly bytes: number;
}

export interface FileRowsOptions {
  readonly schema: Schema;
  /** Columns of a row that failed: those that need not be there are nullable. */
  readonly failedSchema: Schema;
  readonly unit: Lineage["unit"];
  /** Rows of a frame at the most. */
  readonly frameRows: number;
  /** A frame with that much in it is given on at once. */
  readonly frameBytes: number;
}

type Context = Pick<NodeContext, "node" | "fail" | "signal"> & { readonly out: { readonly out: Emit } };

/** Collects rows and gives them on as frames. */
export class FileRows {
  readonly #ctx: Context;
  readonly #options: FileRowsOptions;
  #rows: FileRow[] = [];
  #bytes = 0;
  #next = 1;

  constructor(ctx: Context, options: FileRowsOptions) {
    this.#ctx = ctx;
    this.#options = options;
  }

  /** `from` is the id of the first row. */
  begin(from: number): void {
    this.#next = from;
  }

  async push(row: FileRow): Promise<void> {
    this.#rows.push(row);
    this.#bytes += row.bytes;
    const { frameRows, frameBytes } = this.#options;
    if (this.#rows.length >= frameRows || this.#bytes >= frameBytes) await this.flush();
  }

  async flush(): Promise<void> {
    const rows = this.#rows;
    if (rows.length === 0) return;
    const { schema, failedSchema, unit } = this.#options;
    const { node, fail, out } = this.#ctx;
    const lineage = freshLineage(node.id, this.#next, this.#next + rows.length, unit);
    const columns = failedSchema.fields.map(({ name, type }) =>
      columnOf(
        type,
        rows.map(({ cells }) => cells[name] ?? null),
      ),
    );
    const unread = new Frame(failedSchema, columns, rows.length, lineage);
    const good: number[] = [];
    rows.forEach(({ error }, row) => (error ? fail(unread, row, error) : good.push(row)));
    const whole = new Frame(schema, columns, rows.length, lineage);
    this.#next += rows.length;
    this.#rows = [];
    this.#bytes = 0;
    await out.out(good.length === rows.length ? whole : whole.take(Int32Array.from(good)));
  }
}

/** Columns of failed rows: only the named ones are sure to be there. */
export function failedSchema(schema: Schema, sure: readonly string[]): Schema {
  return { fields: schema.fields.map((field) => ({ ...field, nullable: !sure.includes(field.name) })) };
}

/** Anything thrown while a file was read, as the reason why its row failed. A cancel goes on as it is. */
export function rowErrorOf(thrown: unknown, path: string, column: string, signal: AbortSignal): RowError {
  if (signal.aborted) throw thrown;
  if (!(thrown instanceof MillraceError)) {
    const cause = `"${path}" cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    return { code: "FILE_UNREADABLE", cause, hint: "Look at the file with another program.", column };
  }
  const { message, hint } = thrown.details;
  const cause = message.includes(path) ? message : `"${path}": ${message}`;
  return { code: thrown.code, cause, hint, column };
}
