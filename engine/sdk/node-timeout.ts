// What is said of a call that took longer than its node may: by the runtime, and by kinds that can be stopped harder.

import { MillraceError } from "./errors.ts";
import type { RowError } from "./node-definition.ts";

/** Why a row failed that was not done when the time of `perform` was over; `mayBeDone` where that cannot be known. */
export function lateRow(timeoutMs: number | null, mayBeDone: boolean): RowError {
  const limit = `the node's time limit of ${timeoutMs} ms`;
  return {
    code: "NODE_TIMEOUT",
    cause: mayBeDone
      ? `It was under way when ${limit} was over: it may have been done all the same.`
      : `It was not begun when ${limit} was over: nothing has been done for it.`,
    hint: mayBeDone
      ? "See whether it was done before you run it again, and raise the node's time limit."
      : "Raise the node's time limit, and run it again.",
  };
}

export function nodeTimeout(timeoutMs: number): MillraceError {
  return new MillraceError("NODE_TIMEOUT", {
    message: `The node took longer than its time limit of ${timeoutMs} ms.`,
    hint: "Raise the node's time limit, or give it a fallback.",
  });
}
