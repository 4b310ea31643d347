// Rows on their way into a table, call by call and batch by batch, and the place of a run beside them.

import type { Column } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { JournaledRun } from "../../../engine/sdk/node-definition.ts";
import { beginTable, type Begun, type TableOptions } from "./begin-table.ts";
import { cut } from "./cut.ts";
import { NO_ROWS, readSum, sumOf, sumText } from "./row-sum.ts";
import type { PassedRow, Reached } from "./run-record.ts";
import { dropStaging } from "./staging.ts";
import { notReplaced, otherRows } from "./table-errors.ts";
import type { Piece, TableTarget } from "./table-target.ts";
import { inTransaction } from "./transaction.ts";
import { passBy, TimeOver, writeBatch } from "./write-batch.ts";

/** Rows to write, and the frame that they are of. */
export interface Rows {
  readonly frame: Frame;
  readonly schema: Schema;
  readonly columns: readonly Column[];
}

export interface TableServices {
  /** To clean up it is opened also when the run is over. */
  open(why: "to write" | "to clean up"): Promise<TableTarget>;
  readonly run: JournaledRun | null;
  warn(code: string, message: string): void;
}

/** Who wants rows to be written. */
export interface AddCall {
  fail(row: number, cause: string): void;
  /** What is left of its time; null = it has no limit. Rows that are not in the table by then do not get into it: `late` tells of them. */
  leftMs(): number | null;
  late(row: number): void;
}

/** Tells of a row that does not get into the table. */
type Pass = (row: number, cause: PassedRow["cause"]) => void;

export class TableOutput {
  readonly #options: TableOptions;
  readonly #services: TableServices;
  #target: TableTarget | null = null;
  #begun: Begun | null = null;
  /** What this run has worked on, that of the run before it included. */
  #reached: Reached = { rows: 0, sum: NO_ROWS };
  /** A call that has thrown: whoever makes it again makes it for the rows that are left. */
  #unseen: { readonly key: string; readonly rows: number; readonly passed: readonly PassedRow[] } | null =
    null;
  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: TableOptions, services: TableServices) {
    this.#options = options;
    this.#services = services;
  }

  /** Resolves when the rows are in the table, or have been told of. `key` is the same for the same rows. */
  add(key: string, rows: Rows, call: AddCall): Promise<void> {
    const added = this.#last.then(() => this.#add(key, rows, call));
    this.#last = added.catch(() => {});
    return added;
  }

  async #add(key: string, { schema, columns, frame: { length } }: Rows, call: AddCall): Promise<void> {
    const seen = this.#unseen?.key === key ? this.#unseen : null;
    const passed: PassedRow[] = [];
    const pass: Pass = (row, cause) => {
      passed.push({ row, cause });
      if (cause === null) call.late(row);
      else call.fail(row, cause);
    };
    seen?.passed.forEach(({ row, cause }) => pass(row, cause));
    let done = seen?.rows ?? 0;
    try {
      const begun = (this.#begun ??= await this.#begin(schema));
      const base = this.#reached.rows - done;
      const piece = { schema, columns, length };
      try {
        while (done < length) {
          const to = Math.min(length, done + this.#options.batchRows);
          await this.#catchUp(begun, piece, done, to, pass);
          done = this.#reached.rows - base;
          const from = done;
          if (from < to)
            await writeBatch(begun, cut(piece, from, to), this.#reached, {
              leftMs: () => call.leftMs(),
              reach: (reached, rows) => {
                this.#reached = reached;
                for (const { row, cause } of rows) pass(from + row, cause);
              },
            });
          done = to;
        }
      } catch (thrown) {
        done = this.#reached.rows - base;
        if (!(thrown instanceof TimeOver)) throw thrown;
        // A run that goes on must not find them in time, when the rows behind them are in the table.
        const late = new Array<null>(length - done).fill(null);
        this.#reached = await passBy(begun, cut(piece, done, length), this.#reached, late);
        for (let row = done; row < length; row++) pass(row, null);
      }
      this.#unseen = null;
    } catch (thrown) {
      this.#unseen = { key, rows: done, passed };
      throw this.#worded(thrown);
    }
  }

  /** `schema` is that of a table without rows. */
  async finish(schema: Schema): Promise<void> {
    // A call that was given up may still open the table, or write into it.
    await this.#last;
    try {
      const { target, record, before, columns, staging } = (this.#begun ??= await this.#begin(schema));
      const { table } = this.#options;
      if (before && this.#reached.rows < before.rows) throw otherRows(table, before.rows);
      if (staging !== null || record)
        await inTransaction(target, async () => {
          if (staging !== null) await target.takePlace(staging, table, columns);
          await record?.end();
        }).catch((thrown: unknown) => {
          throw staging === null ? thrown : replaceError(thrown, target, table);
        });
    } catch (thrown) {
      await this.#cleanUp();
      throw this.#worded(thrown);
    } finally {
      await this.#close();
    }
  }

  /** What is in the table stays; a run with a journal goes on from it. */
  async abandon(): Promise<void> {
    await this.#cleanUp();
    await this.#close();
  }

  /** Rows that will take no place go, unless a run with a journal may go on with them. */
  async #cleanUp(): Promise<void> {
    if (!this.#begun || this.#begun.staging === null || this.#services.run !== null) return;
    const { table } = this.#options;
    try {
      await dropStaging(this.#begun.target, table);
    } catch {
      // A cancel ends the connection, too; where the server does not answer, the next run takes them away.
      const again = await this.#services.open("to clean up").catch(() => null);
      await again?.alone(() => dropStaging(again, table)).catch(() => {});
      await again?.close();
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
    const target = await open("to write");
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
    pass: Pass,
  ): Promise<void> {
    const first = this.#reached.rows;
    if (!record || !before || first >= before.rows) return;
    const rows = Math.min(to - from, before.rows - first);
    const sum = sumOf(piece, from, from + rows, this.#reached.sum);
    const isThere = first + rows === before.rows;
    if (isThere && sumText(sum) !== sumText(before.sum)) throw otherRows(this.#options.table, before.rows);
    const passed = await record.passed(first, first + rows);
    this.#reached = { rows: first + rows, sum };
    for (const { row, cause } of passed) pass(from + row - first, cause);
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

/** What the database says of rows that take the place of others, also when the transaction ends; whatever else was thrown stays. */
function replaceError(thrown: unknown, target: TableTarget, table: string): unknown {
  const said = target.refusal(thrown);
  return said === null ? thrown : notReplaced(table, said, target.hintOf?.(thrown));
}
