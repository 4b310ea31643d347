// A table in a database, as rows are written into it: what SQLite, DuckDB and PostgreSQL each do in their own way.

import type { Column } from "../../../engine/frames/column.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { MillraceError } from "../../../engine/sdk/errors.ts";

export interface TableColumn {
  readonly name: string;
  /** As SQL has it. */
  readonly type: string;
}

/** Rows in columns. */
export interface Piece {
  readonly schema: Schema;
  readonly columns: readonly Column[];
  readonly length: number;
}

/** A row of a piece that the database does not take, in the database's own words. */
export interface RefusedRow {
  readonly row: number;
  readonly cause: string;
}

/** How rows get into a table. */
export interface InsertHow {
  /** As SQL has it. */
  readonly table: string;
  readonly schema: Schema;
  /** Columns that say which row is meant: one that is there is overwritten. Empty = every row is new. */
  readonly keys: readonly string[];
}

/** One connection. Only one transaction is open at a time. */
export interface TableTarget {
  /** In words, for errors and dry runs. */
  readonly name: string;
  /** Text for numbers of 64 bits, and for text. */
  readonly types: { readonly big: string; readonly text: string };
  /** Work that nobody else in this process does on the same file meanwhile, where the database would wait for them for ever. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  exec(sql: string): Promise<void>;
  /** A short answer, as texts. */
  rows(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  /** Longest name that it does not cut off; null where there is no limit. */
  readonly maxNameBytes: number | null;
  /** A table's name as SQL has it, in this database. */
  named(table: string): string;
  /** The same for all names of one table, such as those in large and small letters where they mean the same. */
  keyOf(table: string): string;
  /** Null where there is no such table. */
  columns(table: string): Promise<readonly TableColumn[] | null>;
  tables(): Promise<readonly string[]>;
  /** SQL of a type that holds a column of ours. */
  typeOf(field: Schema["fields"][number]): string;
  /** Makes an empty table with the columns and rules of another one, and with a mark, or makes nothing. */
  copyShape(from: string, to: string, mark: string): Promise<void>;
  /** The mark of a table that was made so; null where it has none. */
  markOf(table: string): Promise<string | null>;
  /** In a transaction: the rows of `from` take the place of all in `to`, and `from` is gone. */
  takePlace(from: string, to: string, columns: readonly string[]): Promise<void>;
  /** In a transaction: ends it when a statement takes longer; null where the database knows no such limit. */
  limitSql(ms: number): string | null;
  /** Whether it was that limit which has ended it. */
  wasLimited(thrown: unknown): boolean;
  /** What is wrong with it is said here. */
  prepare(how: InsertHow): Promise<Insert>;
  /**
   * The words of the database where a row of the statement is to blame; null where something else is.
   */
  refusal(thrown: unknown): string | null;
  /** What to do about a row that is to blame, where the database says more than that one is; absent where it never does. */
  hintOf?(thrown: unknown): string | undefined;
  /** Whatever else went wrong, in our words. */
  inWords(thrown: unknown): MillraceError;
  close(): Promise<void>;
}

export interface Insert {
  /** Before all transactions: some databases take rows in another one than they are written in. */
  handOver(piece: Piece): Promise<HandedPiece>;
}

export interface HandedPiece {
  /**
   * Rows `[from, to)`, in a transaction. Answers rows that were not taken, counted from the first of these, where the database can go on
   * behind them; throws where the whole statement, or transaction, is over.
   */
  write(from: number, to: number): Promise<readonly RefusedRow[]>;
  /** Behind all transactions, however they went. */
  drop(): Promise<void>;
}
