// What is said of a call that took longer than its node may: by the runtime, and by kinds that can be stopped harder.

import { MillraceError } from "./errors.ts";

export function nodeTimeout(timeoutMs: number): MillraceError {
  return new MillraceError("NODE_TIMEOUT", {
    message: `The node took longer than its time limit of ${timeoutMs} ms.`,
    hint: "Raise the node's time limit, or give it a fallback.",
  });
}
