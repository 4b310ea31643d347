// What a query on a PostgreSQL server gives: its columns before it runs, and its rows a piece at a time.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { formatType, sameType } from "../../../engine/frames/types.ts";
import { closest } from "../../../engine/sdk/closest.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { FilledRows } from "./filled-rows.ts";
import type { ServerPlace } from "./place-params.ts";
import { queryError, type ServerError } from "./postgres-errors.ts";
import { PostgresSession, type PostgresHost } from "./postgres-session.ts";
import { postgresColumn, type AnsweredField, type PostgresColumn } from "./postgres-types.ts";
import { boundQuery, type QueryValues } from "./query-values.ts";
import { singleSelect } from "./single-select.ts";

export interface PostgresQuery extends ServerPlace {
  readonly query: string;
  readonly values: QueryValues;
}

/** What is known of an answer before it comes. */
export interface DescribedAnswer {
  readonly schema: Schema;
  readonly lossy: readonly (readonly [name: string, type: string])[];
}

/** One view of the data for all pieces, and nothing can be changed. */
const BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const DESCRIBE = "SELECT * FROM (\n";
const CURSOR = "millrace_rows";
const DECLARE = `DECLARE ${CURSOR} NO SCROLL CURSOR FOR\n`;

export async function describePostgres(
  asked: PostgresQuery,
  host: PostgresHost,
  signal: AbortSignal,
): Promise<DescribedAnswer> {
  return inTransaction(asked, host, signal, async (session) => {
    const columns = await columnsOf(session, asked);
    return {
      schema: schemaOf(columns),
      lossy: columns.flatMap(({ name, lossy }) => (lossy === undefined ? [] : [[name, lossy] as const])),
    };
  });
}

export interface PostgresReading {
  readonly source: string;
  /** As planned: an answer with other columns is refused. */
  readonly schema: Schema;
  readonly rows: number;
  readonly signal: AbortSignal;
  give(frame: Frame): Promise<void> | void;
  /** Told of a column with values that have no place here, which are nulls then. */
  onNulls(column: string, value: string): void;
}

export async function readPostgres(
  asked: PostgresQuery,
  host: PostgresHost,
  { source, schema, rows, signal, give, onNulls }: PostgresReading,
): Promise<void> {
  await inTransaction(asked, host, signal, async (session) => {
    const columns = await columnsOf(session, asked);
    refuseOther(schema, schemaOf(columns));
    const { query, values } = bound(asked);
    const own = singleSelect(query.text);
    await worded(session, asked, DECLARE.length, () => session.ask(DECLARE + own, values));
    const filled = new FilledRows({ readers: columns, schema, source, rows, before: 0 });
    const fetch = async (): Promise<Frame | null> => {
      await worded(session, asked, DECLARE.length, () =>
        session.each(`FETCH FORWARD ${filled.most} FROM ${CURSOR}`, [], (row) => {
          for (const i of filled.add(row)) onNulls(columns[i].name, row[i]!);
        }),
      );
      return filled.take();
    };
    // The server makes the next piece while the last is worked on.
    let next = fetch();
    for (let frame = await next; frame !== null; frame = await next) {
      next = fetch();
      // It may fail while nobody looks.
      next.catch(() => {});
      await give(frame);
      if (signal.aborted) return;
    }
  });
}

async function inTransaction<T>(
  asked: PostgresQuery,
  host: PostgresHost,
  signal: AbortSignal,
  work: (session: PostgresSession) => Promise<T>,
): Promise<T> {
  singleSelect(asked.query);
  const session = await PostgresSession.open(asked, host, signal);
  try {
    await worded(session, asked, 0, () => session.ask(BEGIN));
    return await work(session);
  } finally {
    // Ends the transaction as well.
    await session.close();
  }
}

async function columnsOf(session: PostgresSession, asked: PostgresQuery): Promise<readonly PostgresColumn[]> {
  const { query, values } = bound(asked);
  const own = singleSelect(query.text);
  const { fields } = await worded(session, asked, DESCRIBE.length, () =>
    session.ask(`${DESCRIBE}${own}\n) AS millrace_query LIMIT 0`, values),
  );
  return (fields as readonly AnsweredField[]).map(postgresColumn);
}

function schemaOf(columns: readonly PostgresColumn[]): Schema {
  return { fields: columns.map(({ name, type }) => ({ name, type, nullable: true })) };
}

/** As texts, of which the server makes what it needs. */
function bound({ query, values }: PostgresQuery) {
  const found = boundQuery(query, values);
  return { query: found.query, values: found.values.map((value) => (value === null ? null : String(value))) };
}

/** The error in our words, with the name that was perhaps meant. */
async function worded<T>(
  session: PostgresSession,
  asked: PostgresQuery,
  at: number,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof MillraceError || !(thrown instanceof Error) || thrown.name === "RunCancelled")
      throw thrown;
    const near = await nearName(session, thrown).catch(() => null);
    throw queryError(thrown, asked, { query: bound(asked).query, at }, near);
  }
}

/** Of a table that is not there. Of a column the server says it itself. */
async function nearName(session: PostgresSession, { code, message }: ServerError): Promise<string | null> {
  if (code !== "42P01") return null;
  const name = /"(.*)"/u.exec(message)?.[1]?.split(".").at(-1);
  if (name === undefined) return null;
  await session.ask("ROLLBACK");
  const { rows } = await session.ask(
    "SELECT table_name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
  );
  return closest(
    name,
    rows.map(([table]) => table!),
  );
}

function refuseOther(planned: Schema, now: Schema): void {
  const isSame =
    planned.fields.length === now.fields.length &&
    planned.fields.every(
      ({ name, type }, i) => name === now.fields[i].name && sameType(type, now.fields[i].type),
    );
  if (isSame) return;
  throw new MillraceError("DATABASE_CHANGED", {
    message: "The query gives other columns than when the workflow was checked.",
    path: "params.query",
    expected: columnsText(planned),
    got: columnsText(now),
    hint: "Somebody has changed the database meanwhile: start the run again.",
    fatal: true,
  });
}

function columnsText({ fields }: Schema): string {
  return fields.map(({ name, type }) => `${name} ${formatType(type)}`).join(", ");
}
