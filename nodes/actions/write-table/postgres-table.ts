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
import { insertSql } from "./insert-sql.ts";
import { lastOfKeys } from "./last-of-keys.ts";
import { tableInUse } from "./table-errors.ts";
import type { Insert, InsertHow, Piece, TableColumn, TableTarget } from "./table-target.ts";

export interface PostgresTablePlace extends ServerPlace {
  /** Empty = where the server looks for a name. */
  readonly schema: string;
  readonly table: string;
}

/** What says that a row is to blame (SQLSTATE): its values, a rule of the table, two rows for one, what a trigger raises. */
const REFUSALS = /^(22|23|44|21000|P0001|54000)/;
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
  const target = new PostgresTable(session, place);
  try {
    await lock(session, target, place);
    return target;
  } catch (thrown) {
    await session.close();
    throw thrown instanceof MillraceError ? thrown : target.inWords(thrown);
  }
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
  readonly #session: PostgresSession;
  readonly #place: PostgresTablePlace;

  constructor(session: PostgresSession, place: PostgresTablePlace) {
    this.#session = session;
    this.#place = place;
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
    const { schema } = this.#place;
    return schema === "" ? named(table) : `${named(schema)}.${named(table)}`;
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

  async copyShape(from: string, to: string): Promise<void> {
    await this.exec(`CREATE TABLE ${this.named(to)} (LIKE ${this.named(from)} INCLUDING ALL)`);
  }

  /** The table itself stays, with its rights, views and triggers. */
  async takePlace(from: string, to: string, columns: readonly string[]): Promise<void> {
    const names = columns.map(named).join(", ");
    await this.exec(`DELETE FROM ${this.named(to)}`);
    await this.exec(`INSERT INTO ${this.named(to)} (${names}) SELECT ${names} FROM ${this.named(from)}`);
    await this.exec(`DROP TABLE ${this.named(from)}`);
  }

  async prepare(how: InsertHow): Promise<Insert> {
    const known = (await this.columns(this.#place.table))!;
    const types = how.schema.fields.map(({ name }) => known.find((column) => column.name === name)!.type);
    const casts = types.map((type, i) => `c${i}::${type}`).join(", ");
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
      handOver: async (piece: Piece) => {
        const { columns, length } = how.keys.length === 0 ? piece : lastOfKeys(piece, how.keys);
        const values = columns.map((column, i) => textList(column, length, isList[i]));
        const write = async () => {
          await this.#session.ask(sql, values);
          return [];
        };
        return { write, drop: async () => {} };
      },
    };
  }

  refusal(thrown: unknown): string | null {
    const { code = "", message, detail } = thrown as ServerError;
    if (!REFUSALS.test(code)) return null;
    return detail === undefined ? sentence(message) : `${sentence(message)} ${sentence(detail)}`;
  }

  inWords(thrown: unknown): MillraceError {
    if (thrown instanceof MillraceError) return thrown;
    const error = thrown as ServerError;
    if (isLost(error)) return lostError(error, this.#place);
    if (error.code === "57014") return lateError(this.#place, error);
    const isFull = error.code === "53100";
    return new MillraceError(isFull ? "DATABASE_FULL" : "DATABASE_FAILED", {
      message: sentence(error.message),
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
