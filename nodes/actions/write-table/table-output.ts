// Rows on their way into a table: a transaction for each batch, refused rows found by halving it, and the place of a run beside them.

import type { Column } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { JournaledRun } from "../../../engine/sdk/node-definition.ts";
import { createSql } from "./insert-sql.ts";
import { NO_ROWS, readSum, sumOf, sumText } from "./row-sum.ts";
import { RunRecord, type FoundRecord, type Reached } from "./run-record.ts";
import { columnsMissing, noSuchKey, otherRows, tableChanged, tableMissing } from "./table-errors.ts";
import type { Insert, Piece, RefusedRow, TableTarget } from "./table-target.ts";

export interface TableOptions {
  readonly table: string;
  readonly mode: "insert" | "upsert" | "replace";
  readonly keys: readonly string[];
  readonly create: boolean;
  /** Of a transaction, at the most. */
  readonly batchRows: number;
}

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

interface Begun {
  readonly target: TableTarget;
  readonly insert: Insert;
  readonly record: RunRecord | null;
  /** How far the run had come when it was ended; null = there is nothing to catch up with. */
  readonly before: Reached | null;
  /** Columns that are written. */
  readonly columns: readonly string[];
}

/** The table whose rows will take the place of those that are there. */
const stagingOf = (table: string) => `${table}__millrace`;

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
    const target = (this.#target = await this.#services.open());
    return target.alone(() => this.#beginWith(target, schema));
  }

  async #beginWith(target: TableTarget, schema: Schema): Promise<Begun> {
    const { table, mode, keys } = this.#options;
    const { run, warn } = this.#services;
    await this.#haveTable(target, schema);
    const found = await RunRecord.all(target, table);
    const own = found.find((record) => record.run === run?.id) ?? null;
    if (run?.goesOn) refuseOther(table, own, this.#reached);
    const record = run && new RunRecord(target, table, run.id);
    if (!own) {
      const half = found.find(({ state, rows }) => state === "going" && rows > 0);
      if (half && mode !== "replace") warn("TABLE_HALF_WRITTEN", halfText(table, half.rows));
      if (found.length > 0) await RunRecord.overtake(target, table);
      await dropTable(target, stagingOf(table));
      if (mode === "replace") await target.copyShape(table, stagingOf(table));
      await record?.begin();
    }
    const into = mode === "replace" && own?.state !== "done" ? stagingOf(table) : table;
    const how = { table: target.named(into), schema, keys: mode === "upsert" ? keys : [] };
    const insert = await target.prepare(how).catch((thrown: Error) => {
      const isKey = how.keys.length > 0 && /ON CONFLICT|unique|exclusion/i.test(thrown.message);
      throw isKey ? noSuchKey(table, keys, thrown.message, thrown) : thrown;
    });
    return { target, insert, record, before: own, columns: schema.fields.map(({ name }) => name) };
  }

  async #haveTable(target: TableTarget, schema: Schema): Promise<void> {
    const { table, create, mode, keys } = this.#options;
    const found = await target.columns(table);
    if (found === null) {
      if (!create) throw tableMissing(table, target.name, await target.tables());
      const columns = schema.fields.map((field) => ({ name: field.name, type: target.typeOf(field) }));
      await target.exec(createSql(target.named(table), columns, mode === "upsert" ? keys : []));
      return;
    }
    const known = found.map(({ name }) => name);
    const missing = schema.fields.map(({ name }) => name).filter((name) => !known.includes(name));
    if (missing.length > 0) throw columnsMissing(table, missing, known);
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
    await this.#target?.close();
    this.#target = null;
  }
}

function cut(piece: Piece, from: number, to: number): Piece {
  if (from === 0 && to === piece.length) return piece;
  return { ...piece, columns: piece.columns.map((column) => column.slice(from, to)), length: to - from };
}

function inTransaction<T>(target: TableTarget, work: () => Promise<T>): Promise<T> {
  return target.alone(async () => {
    await target.exec("BEGIN");
    try {
      const made = await work();
      await target.exec("COMMIT");
      return made;
    } catch (thrown) {
      // It may be over already, or the connection gone.
      await target.exec("ROLLBACK").catch(() => {});
      throw thrown;
    }
  });
}

async function dropTable(target: TableTarget, table: string): Promise<void> {
  if ((await target.columns(table)) !== null) await target.exec(`DROP TABLE ${target.named(table)}`);
}

/** A run that goes on has to find what it has left. Without a record it has not come so far as to write anything. */
function refuseOther(table: string, own: FoundRecord | null, { rows }: Reached): void {
  if (own?.state === "overtaken") throw tableChanged(table, "another run has written into it since");
  if ((own?.rows ?? 0) < rows)
    throw tableChanged(table, `it had ${rows} rows of the run and has ${own?.rows ?? 0}`);
}

function halfText(table: string, rows: number): string {
  return `A run that was ended has left ${rows} rows in "${table}". They stay; --resume would have gone on behind them.`;
}
