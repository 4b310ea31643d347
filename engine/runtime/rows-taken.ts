// How many of the rows that an action has planned has it taken? Those that it failed while it worked on them it has not.

import { rowId } from "../frames/lineage.ts";
import type { Effect } from "../sdk/node-definition.ts";
import type { FailedFrameRow } from "./rescue.ts";

/** `failed` are all rows of the call that failed; the first `unplanned` of them did before there was an effect, which leaves them out. */
export function rowsTaken({ rows }: Effect, failed: readonly FailedFrameRow[], unplanned: number): number {
  // A row is failed once, however often an action says so.
  const ids = new Set(failed.slice(unplanned).map(({ frame, row }) => rowId(frame.lineage, row)));
  return rows - ids.size;
}
