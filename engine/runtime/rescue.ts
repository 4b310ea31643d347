// The order of rescue: timeout → retries with backoff → fallback; what is left goes to the error port, or is skipped,
// or stops the run. This file knows only attempts; `node-runner.ts` makes them.

import type { Rescue } from "../document/types.ts";
import type { Frame } from "../frames/frame.ts";
import { rowId } from "../frames/lineage.ts";
import { isCancel, MillraceError } from "../sdk/errors.ts";
import type { RowError } from "../sdk/node-definition.ts";

export interface FailedFrameRow {
  readonly frame: Frame;
  readonly row: number;
  readonly error: RowError;
}

export interface Output {
  readonly port: string;
  readonly frame: Frame;
}

/** What one call of a node on one frame came to: outputs and failed rows, or an exception that took the whole frame. */
export interface Attempt {
  readonly outputs: readonly Output[];
  readonly failed: readonly FailedFrameRow[];
  readonly thrown: {
    readonly error: unknown;
    /** It was an action at work: made again for parts of the frame, rows would be done once more for each halving. */
    readonly hasActed?: boolean;
  } | null;
}

export interface RescueParts {
  readonly rescue: Rescue;
  /** Calls the node. Must not throw, and must keep the node's time limit. */
  readonly attempt: (frame: Frame) => Promise<Attempt>;
  /** Calls what stands in for the node; null where there is none. */
  readonly fallback: ((frame: Frame) => Promise<Attempt>) | null;
  /** Whether a frame that throws may be halved to find the rows that are to blame (kinds without state only). */
  readonly canIsolate: boolean;
  readonly wait: (ms: number) => Promise<void>;
}

export interface Rescued {
  readonly outputs: readonly Output[];
  /** Rows that nothing could rescue. */
  readonly failed: readonly FailedFrameRow[];
}

/** Longest pause between two tries, however often it has doubled. */
const MAX_BACKOFF_MS = 30_000;

/**
 * Takes a frame through the order of rescue. `first` is an attempt that has been made already. Every row of the frame
 * is in exactly one place afterwards: in the outputs (as far as the node gives one row for one), or in `failed`. Throws
 * only a fatal error that nothing stands in for.
 */
export async function rescueFrame(frame: Frame, parts: RescueParts, first?: Attempt): Promise<Rescued> {
  const { rescue, attempt, fallback, canIsolate, wait } = parts;
  const outputs: Output[] = [];
  let left = frame;
  let last = first ?? (await attempt(frame));
  for (let retry = 0; retry < rescue.retries && isTrouble(last); retry++) {
    outputs.push(...last.outputs);
    await wait(Math.min(rescue.backoffMs * 2 ** retry, MAX_BACKOFF_MS));
    left = rowsInTrouble(left, last);
    last = await attempt(left);
  }
  if (canIsolate && left.length > 1 && last.thrown && !last.thrown.hasActed && !isFatal(last.thrown.error))
    last = await isolate(left, attempt);
  if (last.thrown && isFatal(last.thrown.error) && !fallback) throw last.thrown.error;
  outputs.push(...last.outputs);
  let failed = failures(left, last);
  if (failed.length > 0 && fallback) {
    const substitute = await fallback(rowsInTrouble(left, { ...last, failed, thrown: null }));
    outputs.push(...substitute.outputs);
    failed = failures(rowsInTrouble(left, { ...last, failed, thrown: null }), substitute);
  }
  return { outputs, failed };
}

function isTrouble(attempt: Attempt): boolean {
  return attempt.thrown !== null || attempt.failed.length > 0;
}

/** Errors that say that the node itself cannot work, or is to stop: no row is to blame, so none is looked for. */
function isFatal(error: unknown): boolean {
  return isCancel(error) || (error instanceof MillraceError && error.details.fatal === true);
}

/** The rows that still need help, as a frame. */
function rowsInTrouble(frame: Frame, attempt: Attempt): Frame {
  if (attempt.thrown) return frame;
  const rows = attempt.failed.map(({ frame: owner, row }) =>
    owner === frame ? row : findRow(frame, owner, row),
  );
  return frame.take(Int32Array.from([...new Set(rows)]).sort());
}

/** Finds a row by its id: nodes may report a row of a frame they have cut out of the one they were given. */
function findRow(frame: Frame, owner: Frame, row: number): number {
  const id = rowId(owner.lineage, row);
  for (let i = 0; i < frame.length; i++) if (rowId(frame.lineage, i) === id) return i;
  throw new Error(`A node reported row ${id} as failed, which is not in the frame it was given.`);
}

function failures(frame: Frame, attempt: Attempt): readonly FailedFrameRow[] {
  if (!attempt.thrown) return attempt.failed;
  const error = rowErrorOf(attempt.thrown.error);
  return Array.from({ length: frame.length }, (_, row) => ({ frame, row, error }));
}

/** Calls the node on halves until the rows that make it throw stand alone, or until it says that no row is to blame. */
async function isolate(frame: Frame, attempt: (frame: Frame) => Promise<Attempt>): Promise<Attempt> {
  const middle = frame.length >> 1;
  const halves: Attempt[] = [];
  for (const half of [frame.slice(0, middle), frame.slice(middle, frame.length)]) {
    const tried = await attempt(half);
    const hopeless = tried.thrown !== null && isFatal(tried.thrown.error);
    const found = tried.thrown && !hopeless && half.length > 1 ? await isolate(half, attempt) : tried;
    if (found.thrown && isFatal(found.thrown.error)) return { outputs: [], failed: [], thrown: found.thrown };
    halves.push({ ...found, failed: failures(half, found), thrown: null });
  }
  return {
    outputs: halves.flatMap((half) => half.outputs),
    failed: halves.flatMap((half) => half.failed),
    thrown: null,
  };
}

/** An exception as the reason why a row failed. */
export function rowErrorOf(thrown: unknown): RowError {
  if (thrown instanceof MillraceError) {
    const { message, hint } = thrown.details;
    return { code: thrown.code, cause: message, hint };
  }
  return {
    code: "NODE_FAILED",
    cause: thrown instanceof Error ? thrown.message : String(thrown),
    hint: "This is a fault in the node; please report it.",
  };
}
