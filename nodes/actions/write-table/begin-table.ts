// A table before the first rows get into it: it is there, takes the columns, and is this run's own.

import type { Schema } from "../../../engine/frames/types.ts";
import type { JournaledRun } from "../../../engine/sdk/node-definition.ts";
import { createSql } from "./insert-sql.ts";
import { REFUSED, RunRecord, RUNS, type FoundRecord, type Reached } from "./run-record.ts";
import { dropStaging, makeStaging, stagingOf } from "./staging.ts";
import {
  columnsMissing,
  nameLong,
  noSuchKey,
  tableChanged,
  tableMissing,
  tableTaken,
} from "./table-errors.ts";
import type { Insert, TableTarget } from "./table-target.ts";

export interface TableOptions {
  readonly table: string;
  readonly mode: "insert" | "upsert" | "replace";
  readonly keys: readonly string[];
  readonly create: boolean;
  /** Of a transaction, at the most. */
  readonly batchRows: number;
}

export interface BeginningRun {
  readonly run: JournaledRun | null;
  /** Where its journal says that it is. */
  readonly reached: Reached;
  warn(code: string, message: string): void;
}

export interface Begun {
  readonly target: TableTarget;
  readonly insert: Insert;
  readonly record: RunRecord | null;
  /** How far the run had come when it was ended; null = there is nothing to catch up with. */
  readonly before: Reached | null;
  /** Columns that are written. */
  readonly columns: readonly string[];
  /** The table whose rows will take the place of those that are there; null where rows go into the table itself. */
  readonly staging: string | null;
}

export async function beginTable(
  target: TableTarget,
  schema: Schema,
  options: TableOptions,
  { run, reached, warn }: BeginningRun,
): Promise<Begun> {
  const { table, mode, keys } = options;
  refuseLong(target, schema, table);
  const known = target.keyOf(table);
  const found = await RunRecord.all(target, known);
  const own = found.find((record) => record.run === run?.id) ?? null;
  const record = run && new RunRecord(target, known, run.id);
  if (run?.goesOn) refuseOther(table, own, { reached, hasBegun: run.hasBegun });
  if (own && (await target.columns(table)) === null) throw tableTaken(table, "it is not there any more");
  await haveTable(target, schema, options);
  if (!own) {
    const half = found.find(({ state, rows }) => state === "going" && rows > 0);
    if (half && mode !== "replace") warn("TABLE_HALF_WRITTEN", halfText(table, half.rows));
    if (found.length > 0) await RunRecord.overtake(target, known);
    if (mode === "replace") await makeStaging(target, table);
    await record?.begin();
  }
  const staging = mode === "replace" && own?.state !== "done" ? stagingOf(target, table) : null;
  if (own && staging !== null) await refuseOtherShape(target, schema, table, staging);
  if (own) await lookForRows(target, { own, record: record!, staging }, options, warn);
  if (run && !run.hasBegun) await run.begin();
  const how = { table: target.named(staging ?? table), schema, keys: mode === "upsert" ? keys : [] };
  const insert = await target.prepare(how).catch(async (thrown: Error) => {
    if (staging !== null && !run) await dropStaging(target, table);
    const isKey = how.keys.length > 0 && /ON CONFLICT|unique|exclusion/i.test(thrown.message);
    throw isKey ? noSuchKey(table, keys, thrown.message, thrown) : thrown;
  });
  return { target, insert, record, before: own, columns: schema.fields.map(({ name }) => name), staging };
}

/** A name that is cut off would mean another table, or another column. */
function refuseLong({ maxNameBytes }: TableTarget, { fields }: Schema, table: string): void {
  if (maxNameBytes === null) return;
  const isLong = (name: string) => new TextEncoder().encode(name).length > maxNameBytes;
  if (isLong(table)) throw nameLong("table", table, maxNameBytes);
  const column = fields.find(({ name }) => isLong(name));
  if (column) throw nameLong("column", column.name, maxNameBytes);
}

async function haveTable(
  target: TableTarget,
  { fields }: Schema,
  { table, create, mode, keys }: TableOptions,
): Promise<void> {
  const found = await target.columns(table);
  if (found === null) {
    if (!create) throw tableMissing(table, target.name, await target.tables());
    const columns = fields.map((field) => ({ name: field.name, type: target.typeOf(field) }));
    return target.exec(createSql(target.named(table), columns, mode === "upsert" ? keys : []));
  }
  const known = found.map(({ name }) => name);
  const missing = fields.map(({ name }) => name).filter((name) => !known.includes(name));
  if (missing.length > 0) throw columnsMissing(table, missing, known);
}

/** A run that goes on has to find what it has left. */
function refuseOther(
  table: string,
  own: FoundRecord | null,
  { reached: { rows }, hasBegun }: { readonly reached: Reached; readonly hasBegun: boolean },
): void {
  if (own?.state === "overtaken") throw tableChanged(table, "another run has written into it since");
  if (!own && hasBegun) throw tableTaken(table, `what said how far the run is (in ${RUNS}) is gone`);
  if ((own?.rows ?? 0) < rows)
    throw tableChanged(table, `it had ${rows} rows of the run and has ${own?.rows ?? 0}`);
}

/** Rows that wait to take the place of others must fit as they did when they were put there. */
async function refuseOtherShape(
  target: TableTarget,
  { fields }: Schema,
  table: string,
  staging: string,
): Promise<void> {
  const staged = await target.columns(staging);
  if (staged === null) throw tableTaken(table, "the rows that were to take the place of its own are gone");
  const columns = (await target.columns(table)) ?? [];
  for (const { name } of fields) {
    const [then, now] = [staged, columns].map((all) => all.find((column) => column.name === name)?.type);
    if (then !== now)
      throw tableTaken(
        table,
        `its column "${name}" was ${then ?? "not there"}, and is ${now ?? "not there"}`,
      );
  }
}

interface Left {
  readonly own: FoundRecord;
  readonly record: RunRecord;
  readonly staging: string | null;
}

/**
 * Rows that the run has put into the table, and that somebody may have taken out: none of them left is refused. Fewer may be what the
 * table itself makes of them, by a trigger or a rule that leaves rows out, and is told.
 */
async function lookForRows(
  target: TableTarget,
  { own, record, staging }: Left,
  { table, mode }: TableOptions,
  warn: BeginningRun["warn"],
): Promise<void> {
  const passed = await record.passedCount();
  if (passed === null) throw tableTaken(table, `what said which rows are not in it (in ${REFUSED}) is gone`);
  const put = own.rows - passed;
  if (put === 0) return;
  // Rows that are overwritten may be one in the end.
  const least = mode === "upsert" ? 1 : put;
  const name = target.named(staging ?? table);
  const left = await target
    .rows(`SELECT count(*) FROM (SELECT 1 FROM ${name} LIMIT ${least}) AS some_rows`)
    // Whoever may write into a table may not always read it.
    .catch(() => null);
  if (left === null) return;
  const rows = Number(left[0][0]);
  if (rows === 0) throw tableTaken(table, `the run has put ${put} rows into it, and it is empty`);
  if (rows < least) warn("TABLE_ROWS_GONE", goneText(table, put, rows));
}

function goneText(table: string, put: number, rows: number): string {
  return `The run has put ${put} rows into "${table}", which holds ${rows}: rows were taken out since, or its rules leave some out. The run adds its other rows and no others.`;
}

function halfText(table: string, rows: number): string {
  return `A run that was ended has left ${rows} rows in "${table}". They stay; --resume would have gone on behind them.`;
}
