// Tables on a PostgreSQL server: a piece goes there as one statement with one list for each column.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { ServerPlace } from "../../_shared/database/place-params.ts";
import {
  isLost,
  lateError,
  lostError,
  sentence,
  type ServerError,
} from "../../_shared/database/postgres-errors.ts";
import { PostgresSession, type PostgresHost } from "../../_shared/database/postgres-session.ts";
import { jsonCell } from "../../_shared/duckdb/json-cell.ts";
import { named, quoted } from "../../_shared/duckdb/sql-text.ts";
import type { Cell, Column } from "../../../engine/frames/column.ts";
import { textsOf } from "./cells.ts";
import { cut } from "./cut.ts";
import { insertSql } from "./insert-sql.ts";
import { keyedPiece } from "./keyed-rows.ts";
import { replaceSql } from "./replace-sql.ts";
import { tableInUse } from "./table-errors.ts";
import type { Insert, InsertHow, Piece, TableColumn, TableTarget } from "./table-target.ts";
import { inTransaction } from "./transaction.ts";

export interface PostgresTablePlace extends ServerPlace {
  /** Empty = where the server looks for a name. */
  readonly schema: string;
  readonly table: string;
}

/** What says that a row is to blame (SQLSTATE): its values, a rule of the table, two rows for one, what a trigger raises. */
const REFUSALS = /^(22|23|44|21000|P0001|54000)/;
const FOREIGN_KEY = "23503";
/** The time of a statement was over. */
const STOPPED = "57014";
/** A run that was killed is still known to the server for a moment. */
const LOCK_WAIT = "2s";
/** Marks our locks among those of others: "mill". */
const LOCK_CLASS = 0x6d696c6c;

/** Only one run writes into the table: the server lets go of the lock when the connection ends. Whoever opens it closes it. */
export async function postgresTable(
  place: PostgresTablePlace,
  host: PostgresHost,
  signal: AbortSignal,
): Promise<TableTarget> {
  const session = await PostgresSession.open(place, host, signal);
  let target = new PostgresTable(session, place, NOT_ASKED);
  try {
    target = new PostgresTable(session, place, await whereIs(session, target.named(place.table)));
    await lock(session, target, place);
    return target;
  } catch (thrown) {
    await session.close();
    throw thrown instanceof MillraceError ? thrown : target.inWords(thrown);
  }
}

/** What the server says of the table's name. */
interface Whereabouts {
  /** Schema in which the table is, or would be made; empty where the server has none to look in. */
  readonly schema: string;
  readonly maxNameBytes: number;
}

const NOT_ASKED: Whereabouts = { schema: "", maxNameBytes: Infinity };

/** A table that is named without its schema is found by the search path, and made in the first schema of it. */
async function whereIs(session: PostgresSession, table: string): Promise<Whereabouts> {
  const { rows } = await session.ask(
    `SELECT coalesce((SELECT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.oid = to_regclass(${quoted(table)})), current_schema()), current_setting('max_identifier_length')`,
  );
  const [schema, maxNameBytes] = rows[0];
  return { schema: schema ?? "", maxNameBytes: Number(maxNameBytes) };
}

async function lock(session: PostgresSession, target: PostgresTable, { table }: PostgresTablePlace) {
  const key = `hashtext(${quoted(target.named(table))})`;
  try {
    await session.ask(`SELECT set_config('lock_timeout', '${LOCK_WAIT}', false)`);
    await session.ask(`SELECT pg_advisory_lock(${LOCK_CLASS}, ${key})`);
  } catch (thrown) {
    if ((thrown as ServerError).code !== "55P03") throw thrown;
    const { rows } = await session.ask(
      "SELECT coalesce(host(a.client_addr), 'the same machine'), a.backend_start FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid) " +
        `WHERE l.locktype = 'advisory' AND l.granted AND l.classid = ${LOCK_CLASS} AND l.objid = (${key}::bigint & 4294967295)::oid`,
    );
    const [from = "somebody", since = ""] = rows[0] ?? [];
    throw tableInUse(table, target.name, `a connection from ${from} since ${since}`);
  } finally {
    // Those of tables are waited for as long as anything else.
    await session.ask("SELECT set_config('lock_timeout', '0', false)").catch(() => {});
  }
}

class PostgresTable implements TableTarget {
  readonly name: string;
  readonly types = { big: "BIGINT", text: "TEXT" };
  readonly maxNameBytes: number;
  readonly #session: PostgresSession;
  readonly #place: PostgresTablePlace;
  readonly #schema: string;

  constructor(session: PostgresSession, place: PostgresTablePlace, { schema, maxNameBytes }: Whereabouts) {
    this.#session = session;
    this.#place = place;
    this.#schema = place.schema === "" ? schema : place.schema;
    this.maxNameBytes = maxNameBytes;
    this.name = `${place.database} on ${place.host}:${place.port}`;
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  async exec(sql: string): Promise<void> {
    await this.#session.ask(sql);
  }

  async rows(sql: string) {
    return (await this.#session.ask(sql)).rows;
  }

  named(table: string): string {
    return this.#schema === "" ? named(table) : `${named(this.#schema)}.${named(table)}`;
  }

  keyOf(table: string): string {
    return table;
  }

  /** The type's own name, without what stands in brackets behind it: a cast to varchar(3) cuts off, where the table refuses. */
  async columns(table: string): Promise<readonly TableColumn[] | null> {
    const found = await this.rows(
      `SELECT a.attname, quote_ident(n.nspname) || '.' || quote_ident(t.typname) FROM pg_attribute AS a
        JOIN pg_type AS t ON t.oid = a.atttypid JOIN pg_namespace AS n ON n.oid = t.typnamespace
        WHERE a.attrelid = to_regclass(${quoted(this.named(table))}) AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = '' ORDER BY a.attnum`,
    );
    return found.length === 0 ? null : found.map(([name, type]) => ({ name: name!, type: type! }));
  }

  async tables(): Promise<readonly string[]> {
    const found = await this.rows(
      "SELECT table_name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
    );
    return found.map(([name]) => name!);
  }

  typeOf({ type }: Parameters<TableTarget["typeOf"]>[0]): string {
    switch (type.type) {
      case "timestamp":
        return type.zone === null ? "TIMESTAMP" : "TIMESTAMPTZ";
      case "date":
        return "DATE";
      case "text":
        return "TEXT";
      case "bool":
        return "BOOLEAN";
      case "int64":
      case "uint32":
        return "BIGINT";
      case "int32":
      case "uint16":
        return "INTEGER";
      case "int16":
      case "int8":
      case "uint8":
        return "SMALLINT";
      case "uint64":
        return "NUMERIC(20)";
      case "float32":
        return "REAL";
      case "float64":
      // Milliseconds, as everywhere here.
      case "duration":
        return "DOUBLE PRECISION";
      default:
        return "JSONB";
    }
  }

  async copyShape(from: string, to: string, mark: string): Promise<void> {
    const statements = [
      `CREATE TABLE ${this.named(to)} (LIKE ${this.named(from)} INCLUDING ALL)`,
      `COMMENT ON TABLE ${this.named(to)} IS ${quoted(mark)}`,
    ];
    await inTransaction(this, async () => {
      for (const statement of statements) await this.exec(statement);
    });
  }

  async markOf(table: string): Promise<string | null> {
    const [found] = await this.rows(
      `SELECT obj_description(to_regclass(${quoted(this.named(table))}), 'pg_class')`,
    );
    return found[0];
  }

  async takePlace(from: string, to: string, columns: readonly string[]): Promise<void> {
    const keys = await this.#referredKeys(to);
    const [source, goal] = [this.named(from), this.named(to)];
    for (const sql of replaceSql({ from: source, to: goal, columns, keys, order: "" })) await this.exec(sql);
    await this.exec(`DROP TABLE ${source}`);
  }

  /** The primary key of a table that other tables refer to; nothing where none does. */
  async #referredKeys(table: string): Promise<readonly string[]> {
    const found = await this.rows(
      `SELECT a.attname FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = to_regclass(${quoted(this.named(table))}) AND i.indisprimary
        AND EXISTS (SELECT FROM pg_constraint AS c WHERE c.confrelid = i.indrelid AND c.contype = 'f')`,
    );
    return found.map(([name]) => name!);
  }

  limitSql(ms: number): string {
    return `SET LOCAL statement_timeout = ${Math.ceil(Math.min(ms, this.#place.timeoutSeconds * 1000))}`;
  }

  wasLimited(thrown: unknown): boolean {
    return (thrown as ServerError).code === STOPPED;
  }

  async prepare(how: InsertHow): Promise<Insert> {
    const known = (await this.columns(this.#place.table))!;
    const types = how.schema.fields.map(({ name }) => known.find((column) => column.name === name)!.type);
    const casts = types.map((type, i) => castOf(`c${i}`, type)).join(", ");
    const lists = types.map((_, i) => `$${i + 1}::text[]`).join(", ");
    const names = types.map((_, i) => `c${i}`).join(", ");
    const sql = insertSql(how, `SELECT ${casts} FROM unnest(${lists}) AS given(${names})`);
    const isList = types.map((type) => /\."?_/u.test(type));
    // A statement without rows says what is wrong with it.
    await this.#session.ask(
      sql,
      types.map(() => []),
    );
    return {
      handOver: async (given: Piece) => ({
        write: async (from, to) => {
          const { columns, length, refused } = keyedPiece(cut(given, from, to), how.keys);
          await this.#session.ask(
            sql,
            columns.map((column, i) => textList(column, length, isList[i])),
          );
          return refused;
        },
        drop: async () => {},
      }),
    };
  }

  refusal(thrown: unknown): string | null {
    const { code = "", message, detail } = thrown as ServerError;
    if (!REFUSALS.test(code)) return null;
    return detail === undefined ? sentence(message) : `${sentence(message)} ${sentence(detail)}`;
  }

  hintOf(thrown: unknown): string | undefined {
    const { code, hint } = thrown as ServerError;
    if (code !== FOREIGN_KEY) return hint;
    return 'Rows of other tables refer to rows that are not among the new ones. Take those out first, or choose "add or overwrite rows".';
  }

  inWords(thrown: unknown): MillraceError {
    if (thrown instanceof MillraceError) return thrown;
    const error = thrown as ServerError;
    if (isLost(error)) return lostError(error, this.#place);
    if (error.code === STOPPED) return lateError(this.#place, error);
    const isFull = error.code === "53100";
    return new MillraceError(isFull ? "DATABASE_FULL" : "DATABASE_FAILED", {
      message:
        error.detail === undefined
          ? sentence(error.message)
          : `${sentence(error.message)} ${sentence(error.detail)}`,
      path: "params.table",
      hint: isFull
        ? "Make room on the disk of the server. A run with --journal goes on with --resume."
        : (error.hint ?? "The message is the server's own."),
      fatal: true,
      cause: error,
    });
  }

  close(): Promise<void> {
    return this.#session.close();
  }
}

/** Bytes come as they are read from a database, in base64; `\x` is how the server itself writes them, and in no base64. */
function castOf(cell: string, type: string): string {
  if (type !== "pg_catalog.bytea") return `${cell}::${type}`;
  return `CASE WHEN ${cell} LIKE '\\\\x%' THEN ${cell}::bytea ELSE decode(${cell}, 'base64') END`;
}

/** A list of PostgreSQL has braces where JSON has brackets; what stands in it is read by the server. */
function textList(column: Column, length: number, isList: boolean): (string | null)[] {
  const text = isList && column.type.type !== "text" ? listTextsOf(column) : textsOf(column);
  return Array.from({ length }, (_, row) => text(row));
}

function listTextsOf(column: Column): (row: number) => string | null {
  const inBraces = (cell: Cell): string => {
    if (cell === null) return "NULL";
    if (Array.isArray(cell) || ArrayBuffer.isView(cell))
      return `{${Array.from(cell as ArrayLike<Cell>, inBraces).join(",")}}`;
    if (typeof cell === "object") return jsonCell(cell);
    return typeof cell === "string" ? `"${cell.replace(/["\\]/gu, "\\$&")}"` : String(cell);
  };
  return (row) => {
    const cell = column.get(row);
    return cell === null ? null : inBraces(cell);
  };
}
