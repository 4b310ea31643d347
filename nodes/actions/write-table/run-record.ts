// How far a run with a journal has come in a table: it stands in the same database, and changes in the transaction of the rows.

import { quoted } from "../../_shared/duckdb/sql-text.ts";
import { NO_ROWS, readSum, sumText, type RowSum } from "./row-sum.ts";
import type { TableTarget } from "./table-target.ts";

/** One row for each run with a journal that may still go on, and for the last one of a table that is done. */
export const RUNS = "millrace_runs";
/** The rows of such runs that are not in the table: a run that goes on tells of them again, and does not try them. */
export const REFUSED = "millrace_refused_rows";
/** A row that came too late: databases always say something of one that they refuse. */
const LATE = "";
/** Rows of a statement, of which some hold long words of a database. */
const NOTED_TOGETHER = 500;

/** `overtaken`: another run has written into the table since, so it must not go on. */
type RunState = "going" | "done" | "overtaken";

export interface Reached {
  /** Rows that have been worked on, those included that are passed by. */
  readonly rows: number;
  readonly sum: RowSum;
}

/** A row that the run is past, and that is not in the table. */
export interface PassedRow {
  readonly row: number;
  /** In the database's words; null = its time was over. */
  readonly cause: string | null;
}

export interface FoundRecord extends Reached {
  readonly run: string;
  readonly state: RunState;
}

export class RunRecord {
  readonly #target: TableTarget;
  readonly #which: string;
  readonly #keys: string;

  constructor(target: TableTarget, table: string, run: string) {
    this.#target = target;
    this.#keys = `${quoted(table)}, ${quoted(run)}`;
    this.#which = `table_name = ${quoted(table)} AND run = ${quoted(run)}`;
  }

  /** What runs with a journal have left of themselves. */
  static async all(target: TableTarget, table: string): Promise<readonly FoundRecord[]> {
    if ((await target.columns(RUNS)) === null) return [];
    const found = await target.rows(
      `SELECT run, rows_done, rows_sum, state FROM ${target.named(RUNS)} WHERE table_name = ${quoted(table)}`,
    );
    return found.map(([run, rows, sum, state]) => ({
      run: run!,
      rows: Number(rows),
      sum: readSum(sum!),
      state: state as RunState,
    }));
  }

  /** Of all that have left something: they cannot go on any more. */
  static async overtake(target: TableTarget, table: string): Promise<void> {
    const own = `table_name = ${quoted(table)}`;
    const runs = target.named(RUNS);
    await target.exec(
      `DELETE FROM ${target.named(REFUSED)} WHERE ${own} AND run IN (SELECT run FROM ${runs} WHERE ${own} AND state = 'done')`,
    );
    await target.exec(`DELETE FROM ${runs} WHERE ${own} AND state = 'done'`);
    await target.exec(`UPDATE ${runs} SET state = 'overtaken' WHERE ${own}`);
  }

  async begin(): Promise<void> {
    const { big, text } = this.#target.types;
    await this.#target.exec(
      `CREATE TABLE IF NOT EXISTS ${this.#target.named(RUNS)} (table_name ${text} NOT NULL, run ${text} NOT NULL, ` +
        `rows_done ${big} NOT NULL, rows_sum ${text} NOT NULL, state ${text} NOT NULL, PRIMARY KEY (table_name, run))`,
    );
    await this.#target.exec(
      `CREATE TABLE IF NOT EXISTS ${this.#target.named(REFUSED)} (table_name ${text} NOT NULL, run ${text} NOT NULL, ` +
        `row_done ${big} NOT NULL, cause ${text} NOT NULL, PRIMARY KEY (table_name, run, row_done))`,
    );
    await this.#target.exec(
      `INSERT INTO ${this.#target.named(RUNS)} VALUES (${this.#keys}, 0, ${quoted(sumText(NO_ROWS))}, 'going')`,
    );
  }

  /** In the transaction of the rows. `passed` are counted from the first row of the run. */
  async reach({ rows, sum }: Reached, passed: readonly PassedRow[]): Promise<void> {
    for (let from = 0; from < passed.length; from += NOTED_TOGETHER) {
      const values = passed
        .slice(from, from + NOTED_TOGETHER)
        .map(({ row, cause }) => `(${this.#keys}, ${row}, ${quoted(cause ?? LATE)})`);
      await this.#target.exec(`INSERT INTO ${this.#target.named(REFUSED)} VALUES ${values.join(", ")}`);
    }
    await this.#set(`rows_done = ${rows}, rows_sum = ${quoted(sumText(sum))}`);
  }

  /** In the last transaction. It says that the run is done, should its journal not know it yet. */
  async end(): Promise<void> {
    await this.#set("state = 'done'");
  }

  /** Of rows `[from, to)` of the run, those that are not in the table. */
  async passed(from: number, to: number): Promise<readonly PassedRow[]> {
    const found = await this.#target.rows(
      `SELECT row_done, cause FROM ${this.#target.named(REFUSED)} WHERE ${this.#which} ` +
        `AND row_done >= ${from} AND row_done < ${to} ORDER BY row_done`,
    );
    return found.map(([row, cause]) => ({ row: Number(row), cause: cause === LATE ? null : cause }));
  }

  /** Of all rows that it says have been worked on; null where what says so is gone. */
  async passedCount(): Promise<number | null> {
    if ((await this.#target.columns(REFUSED)) === null) return null;
    const [[count]] = await this.#target.rows(
      `SELECT count(*) FROM ${this.#target.named(REFUSED)} WHERE ${this.#which}`,
    );
    return Number(count);
  }

  async #set(what: string): Promise<void> {
    await this.#target.exec(`UPDATE ${this.#target.named(RUNS)} SET ${what} WHERE ${this.#which}`);
  }
}
