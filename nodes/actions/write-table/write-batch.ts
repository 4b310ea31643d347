// A batch of rows gets into a table: in one transaction, or in several where the database refuses rows of it.

import type { Begun } from "./begin-table.ts";
import { cut } from "./cut.ts";
import { sumOf } from "./row-sum.ts";
import type { PassedRow, Reached } from "./run-record.ts";
import type { Piece, TableTarget } from "./table-target.ts";
import { inTransaction } from "./transaction.ts";
import { Tries } from "./tries.ts";

export interface BatchCall {
  /** Milliseconds; null = its time has no limit. */
  leftMs(): number | null;
  /** So far rows are in the table, those aside (counted in the batch) that are passed by. */
  reach(reached: Reached, passed: readonly PassedRow[]): void;
}

/** The time of a call is over, and the transaction has been taken back. */
export class TimeOver extends Error {}

/**
 * `before` is where the run was. Throws `TimeOver` where that comes first: some of the rows may be in by then. No savepoints: DuckDB has
 * none, and a batch without a refused row, as most are, costs nothing more.
 */
export async function writeBatch(
  begun: Begun,
  piece: Piece,
  before: Reached,
  call: BatchCall,
): Promise<void> {
  const { target, insert, record } = begun;
  const tries = new Tries(piece.length);
  let reached = before;
  /** Of the rows behind these, which are refused: a note of each by itself would wait for the disk each time. */
  let causes: string[] = [];
  const behind = () => reached.rows - before.rows;
  const refused = () => causes.map((cause, i) => ({ row: behind() + i, cause }));
  const reach = (next: Reached, passed: readonly PassedRow[]) => {
    reached = next;
    causes = [];
    call.reach(next, passed);
  };
  const passRefused = async () => {
    if (causes.length === 0) return;
    const passed = refused();
    reach(await passBy(begun, cut(piece, behind(), tries.at), reached, causes), passed);
  };
  const handed = await insert.handOver(piece);
  try {
    while (!tries.isOver) {
      const { at, to } = tries;
      const limit = limitOf(target, call);
      const write = async () => {
        if (limit !== null) await target.exec(limit);
        const rows = await handed.write(at, to);
        const passed = [...refused(), ...rows.map(({ row, cause }) => ({ row: at + row, cause }))];
        const next = reachedBy(begun, cut(piece, behind(), to), reached);
        await record?.reach(next, countedFrom(before.rows, passed));
        // The last moment at which all of it can be taken back.
        limitOf(target, call);
        return { next, passed };
      };
      try {
        // A statement is a transaction of its own: to begin and end one takes as long again, for each of many refused rows.
        const isOne = to - at === 1 && !record && call.leftMs() === null;
        const { next, passed } = await (isOne ? target.alone(write) : inTransaction(target, write));
        tries.taken();
        reach(next, passed);
      } catch (thrown) {
        if (limit !== null && target.wasLimited(thrown)) throw new TimeOver();
        const cause = target.refusal(thrown);
        if (cause === null) throw thrown;
        if (tries.refused()) causes.push(cause);
      }
    }
  } catch (thrown) {
    if (thrown instanceof TimeOver) await passRefused();
    throw thrown;
  } finally {
    await handed.drop();
  }
  await passRefused();
}

/** A run is behind rows none of which is in the table, and knows so when it goes on. A cause for each; null = its time was over. */
export async function passBy(
  begun: Begun,
  piece: Piece,
  before: Reached,
  causes: readonly PassedRow["cause"][],
): Promise<Reached> {
  const { target, record } = begun;
  const reached = reachedBy(begun, piece, before);
  const passed = causes.map((cause, i) => ({ row: before.rows + i, cause }));
  if (record) await inTransaction(target, () => record.reach(reached, passed));
  return reached;
}

/** Rows are summed up only where somebody will ask. */
function reachedBy({ record }: Begun, piece: Piece, { rows, sum }: Reached): Reached {
  return { rows: rows + piece.length, sum: record ? sumOf(piece, 0, piece.length, sum) : sum };
}

function countedFrom(first: number, passed: readonly PassedRow[]): readonly PassedRow[] {
  return passed.map(({ row, cause }) => ({ row: first + row, cause }));
}

/** What makes the server keep to the time that is left; null where there is no limit, or nothing to tell. */
function limitOf(target: TableTarget, { leftMs }: BatchCall): string | null {
  const left = leftMs();
  if (left === null) return null;
  if (left <= 0) throw new TimeOver();
  return target.limitSql(left);
}
