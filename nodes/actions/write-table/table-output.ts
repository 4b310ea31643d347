// Rows on their way into a table: a transaction for each batch, refused rows found by halving it, and the place of a run beside them.

import type { Column } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { JournaledRun } from "../../../engine/sdk/node-definition.ts";
import { beginTable, stagingOf, type Begun, type TableOptions } from "./begin-table.ts";
import { NO_ROWS, readSum, sumOf, sumText } from "./row-sum.ts";
import type { Reached } from "./run-record.ts";
import { otherRows } from "./table-errors.ts";
import type { Piece, RefusedRow, TableTarget } from "./table-target.ts";
import { dropTable, inTransaction } from "./transaction.ts";

/** Rows to write, and the frame that they are of. */
export interface Rows {
  readonly frame: Frame;
  readonly schema: Schema;
  readonly columns: readonly Column[];
}

export interface TableServices {
  open(): Promise<TableTarget>;
  readonly run: JournaledRun | null;
  warn(code: string, message: string): void;
}

/** Who wants rows to be written. */
export interface AddCall {
  readonly fail: Refuse;
  /** Whether it has been given up by now. */
  isLate(): boolean;
}

type Refuse = (row: number, cause: string) => void;

export class TableOutput {
  readonly #options: TableOptions;
  readonly #services: TableServices;
  #target: TableTarget | null = null;
  #begun: Begun | null = null;
  /** What this run has worked on, that of the run before it included. */
  #reached: Reached = { rows: 0, sum: NO_ROWS };
  /** A call whose end nobody has seen: whoever makes it again makes it for the rows that are left. */
  #unseen: { readonly key: string; readonly rows: number; readonly refused: readonly RefusedRow[] } | null =
    null;
  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: TableOptions, services: TableServices) {
    this.#options = options;
    this.#services = services;
  }

  /**
   * Resolves when the rows are in the table, or have been told of by `fail`. `key` is the same for the same rows. A call that was given
   * up is still at work: the next one waits for it.
   */
  add(key: string, rows: Rows, call: AddCall): Promise<void> {
    const added = this.#last.then(() => this.#add(key, rows, call));
    this.#last = added.catch(() => {});
    return added;
  }

  async #add(key: string, { schema, columns, frame: { length } }: Rows, call: AddCall): Promise<void> {
    const seen = this.#unseen?.key === key ? this.#unseen : null;
    const refused: RefusedRow[] = [];
    const refuse: Refuse = (row, cause) => {
      refused.push({ row, cause });
      call.fail(row, cause);
    };
    seen?.refused.forEach(({ row, cause }) => refuse(row, cause));
    let done = seen?.rows ?? 0;
    try {
      this.#begun ??= await this.#begin(schema);
      const base = this.#reached.rows - done;
      const piece = { schema, columns, length };
      try {
        while (done < length) {
          const to = Math.min(length, done + this.#options.batchRows);
          await this.#catchUp(this.#begun, piece, done, to, refuse);
          done = this.#reached.rows - base;
          if (done < to) await this.#write(this.#begun, piece, done, to, refuse);
          done = to;
        }
      } catch (thrown) {
        done = this.#reached.rows - base;
        throw thrown;
      }
      this.#unseen = call.isLate() ? { key, rows: length, refused } : null;
    } catch (thrown) {
      this.#unseen = { key, rows: done, refused };
      throw this.#worded(thrown);
    }
  }

  /** `schema` is that of a table without rows. */
  async finish(schema: Schema): Promise<void> {
    try {
      const { target, record, before, columns } = (this.#begun ??= await this.#begin(schema));
      if (before && this.#reached.rows < before.rows) throw otherRows(this.#options.table, before.rows);
      const { table, mode } = this.#options;
      const isReplaced = mode === "replace" && (await target.columns(stagingOf(table))) !== null;
      if (isReplaced || record)
        await inTransaction(target, async () => {
          if (isReplaced) await target.takePlace(stagingOf(table), table, columns);
          await record?.end();
        });
    } catch (thrown) {
      throw this.#worded(thrown);
    } finally {
      await this.#close();
    }
  }

  /** What is in the table stays; a run with a journal goes on from it. */
  async abandon(): Promise<void> {
    try {
      const isLeft = this.#begun && this.#options.mode === "replace" && this.#services.run === null;
      if (isLeft) await dropTable(this.#begun!.target, stagingOf(this.#options.table));
    } catch {
      // The connection may be what failed: the next run takes it away.
    } finally {
      await this.#close();
    }
  }

  /** Where the run is between two calls. */
  snapshot(): Uint8Array {
    const { rows, sum } = this.#reached;
    return new TextEncoder().encode(JSON.stringify([rows, sumText(sum)]));
  }

  restore(bytes: Uint8Array): void {
    const [rows, sum] = JSON.parse(new TextDecoder().decode(bytes)) as [number, string];
    this.#reached = { rows, sum: readSum(sum) };
  }

  async #begin(schema: Schema): Promise<Begun> {
    const { open, run, warn } = this.#services;
    const target = await open();
    if (this.#isClosed) {
      // The run has ended while it was being opened, and nobody else would let go of it.
      await target.close();
      throw new DOMException("The run has ended.", "AbortError");
    }
    this.#target = target;
    return target.alone(() =>
      beginTable(target, schema, this.#options, { run, warn, reached: this.#reached }),
    );
  }

  /** Passes by rows that are in the table from before, as far as they are the same. */
  async #catchUp(
    { record, before }: Begun,
    piece: Piece,
    from: number,
    to: number,
    refuse: Refuse,
  ): Promise<void> {
    const first = this.#reached.rows;
    if (!record || !before || first >= before.rows) return;
    const rows = Math.min(to - from, before.rows - first);
    const sum = sumOf(piece, from, from + rows, this.#reached.sum);
    const isThere = first + rows === before.rows;
    if (isThere && sumText(sum) !== sumText(before.sum)) throw otherRows(this.#options.table, before.rows);
    const refused = await record.refused(first, first + rows);
    this.#reached = { rows: first + rows, sum };
    for (const { row, cause } of refused) refuse(from + row - first, cause);
  }

  /**
   * In one transaction; where the database says no to all of it because of a row, in two, and so on until that row stands alone. Halves
   * and not savepoints: DuckDB has none, and a batch without such a row, as most are, costs nothing more.
   */
  async #write(begun: Begun, piece: Piece, from: number, to: number, refuse: Refuse): Promise<void> {
    const { target, insert, record } = begun;
    const first = this.#reached.rows;
    // Rows are summed up only where somebody will ask.
    const sum = record ? sumOf(piece, from, to, this.#reached.sum) : this.#reached.sum;
    const reached: Reached = { rows: first + to - from, sum };
    const note = async (rows: readonly RefusedRow[]) =>
      record?.reach(
        reached,
        rows.map(({ row, cause }) => ({ row: first + row, cause })),
      );
    let refused: readonly RefusedRow[];
    const handed = await insert.handOver(cut(piece, from, to));
    try {
      refused = await inTransaction(target, async () => {
        const rows = await handed.write();
        await note(rows);
        return rows;
      }).finally(() => handed.drop());
    } catch (thrown) {
      const cause = target.refusal(thrown);
      if (cause === null) throw thrown;
      const middle = (from + to) >> 1;
      if (middle > from) {
        await this.#write(begun, piece, from, middle, refuse);
        return this.#write(begun, piece, middle, to, refuse);
      }
      const alone = [{ row: 0, cause }];
      if (record) await inTransaction(target, () => note(alone));
      refused = alone;
    }
    this.#reached = reached;
    for (const { row, cause } of refused) refuse(from + row, cause);
  }

  #worded(thrown: unknown): unknown {
    if (thrown instanceof MillraceError || this.#target === null) return thrown;
    return this.#target.inWords(thrown);
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    await this.#target?.close();
    this.#target = null;
  }
}

function cut(piece: Piece, from: number, to: number): Piece {
  if (from === 0 && to === piece.length) return piece;
  return { ...piece, columns: piece.columns.map((column) => column.slice(from, to)), length: to - from };
}
