// What a query over a file of SQLite gives: its columns before it runs, and its rows a piece at a time.

import type { Frame } from "../../../engine/frames/frame.ts";
import { formatType } from "../../../engine/frames/types.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { FilledRows } from "./filled-rows.ts";
import type { SqliteDatabase } from "./library.ts";
import type { DescribedAnswer } from "./postgres-read.ts";
import { boundQuery, type QueryValues } from "./query-values.ts";
import { singleSelect } from "./single-select.ts";
import { sqliteQueryError } from "./sqlite-errors.ts";
import { openToRead, type SqlitePlace } from "./sqlite-file.ts";
import { refuseReach } from "./sqlite-reach.ts";
import {
  declaredType,
  seenType,
  sqliteColumn,
  valueText,
  type SqliteColumn,
  type SqliteValue,
} from "./sqlite-types.ts";

export interface SqliteQuery extends SqlitePlace {
  readonly query: string;
  readonly values: QueryValues;
}

/** Rows that are looked at where a declared type does not say what a column holds. */
const LOOKED_AT = 100;

export interface SqliteAnswer extends DescribedAnswer {
  /** As declared, in the order of the columns. */
  readonly declared: readonly string[];
}

export function describeSqlite(asked: SqliteQuery, files: Files): Promise<SqliteAnswer> {
  return withQuery(asked, files, ({ rows, columns }) => {
    const types = columns.map(({ type }) => declaredType(type));
    const seen = types.includes(null) ? firstRows(rows) : [];
    const found = columns.map(
      ({ type }, i) =>
        types[i] ??
        seenType(
          type,
          seen.map((row) => row[i]),
        ),
    );
    return {
      schema: { fields: columns.map(({ name }, i) => ({ name, type: found[i], nullable: true })) },
      lossy: [],
      declared: columns.map(({ type }) => type ?? ""),
    };
  });
}

export interface SqliteReading {
  readonly source: string;
  readonly answer: SqliteAnswer;
  readonly rows: number;
  /** Rows that a run before has given. */
  readonly before: number;
  readonly signal: AbortSignal;
  /** `passed`: rows of the answer up to the end of the frame, those left out included. */
  give(frame: Frame, passed: number): Promise<void> | void;
  fail(frame: Frame, error: RowError): void;
}

export function readSqlite(
  asked: SqliteQuery,
  files: Files,
  { source, answer: { schema, declared }, rows: most, before, signal, give, fail }: SqliteReading,
): Promise<void> {
  return withQuery(asked, files, async ({ rows }) => {
    const columns = schema.fields.map(({ name, type }, i) => sqliteColumn(name, declared[i], type));
    const filled = new FilledRows<SqliteValue>({ readers: columns, schema, source, rows: most, before });
    const giveOn = async () => {
      const frame = filled.take();
      if (frame) await give(frame, filled.passed);
    };
    let row = 0;
    for (const cells of rows()) {
      if (row++ < before) continue;
      const misfits = filled.add(cells);
      if (misfits.length > 0) fail(filled.leaveOut(cells), misfit(columns[misfits[0]], cells[misfits[0]]));
      if (!filled.isFull) continue;
      await giveOn();
      if (signal.aborted) return;
    }
    await giveOn();
  });
}

function misfit({ name, declared, type }: SqliteColumn, value: SqliteValue): RowError {
  return {
    code: "CELL_OTHER_TYPE",
    cause: `"${name}" is ${formatType(type)}${declared === "" ? "" : ` (${declared})`} and holds ${valueText(value)} here.`,
    hint: "SQLite keeps any value in any column: CAST(… AS TEXT) in the query takes all of them.",
    column: name,
  };
}

interface OpenQuery {
  readonly columns: ReturnType<ReturnType<SqliteDatabase["prepare"]>["columns"]>;
  /** Runs it; each call begins anew. */
  rows(): Iterable<readonly SqliteValue[]>;
}

async function withQuery<T>(
  asked: SqliteQuery,
  files: Files,
  work: (query: OpenQuery) => Promise<T> | T,
): Promise<T> {
  const { query, values } = boundQuery(asked.query, asked.values, "?");
  refuseReach(query.text);
  const own = singleSelect(query.text);
  const database = await openToRead(asked, files);
  const inWords = <R>(does: () => R): R => {
    try {
      return does();
    } catch (thrown) {
      throw sqliteQueryError(thrown, { database, query: query.original, path: asked.path });
    }
  };
  try {
    const statement = inWords(() => database.prepare(own).raw().safeIntegers());
    const begin = () => statement.iterate(values.map(handed)) as Iterator<readonly SqliteValue[]>;
    return await work({
      columns: inWords(() => statement.columns()),
      *rows() {
        const each = inWords(begin);
        let isOver = false;
        try {
          for (;;) {
            const next = inWords(() => each.next());
            isOver = next.done === true;
            if (next.done) return;
            yield next.value;
          }
        } finally {
          if (!isOver) letGo(database, each);
        }
      },
    });
  } finally {
    database.close();
  }
}

/** A statement that is left in its midst would keep everybody from writing until its memory is collected. */
function letGo(database: SqliteDatabase, each: Iterator<unknown>): void {
  database.interrupt();
  try {
    while (!each.next().done);
  } catch {
    // That it was interrupted is what it was meant to say.
  }
}

/** SQLite has no bools, and a number of JavaScript is no whole one for it. */
function handed(value: string | number | boolean | null): SqliteValue {
  if (typeof value === "boolean") return value ? 1n : 0n;
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function firstRows(rows: OpenQuery["rows"]): (readonly SqliteValue[])[] {
  const first: (readonly SqliteValue[])[] = [];
  for (const row of rows()) if (first.push(row) === LOOKED_AT) break;
  return first;
}
