// Does an expression try a regular expression? Some try ever more ways to fit a text: these are ended from outside.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import { nodeTimeout } from "../../../engine/sdk/node-timeout.ts";
import type { Expression } from "./expression.ts";
import { children, type Ast } from "./print.ts";

/** A frame may take so long. */
const MOST_MS = 10_000;

export function triesPattern(node: Ast): boolean {
  return (node.op === "rcall" && node.args[0] === "matches") || children(node).some(triesPattern);
}

/** Works with the expression. What a pattern of it does cannot be stopped by a signal, so the node's own time limit is kept here too. */
export function withinTime<T>(
  { triesPattern: isTried, text, path }: Expression,
  { host, timeoutMs }: Pick<NodeContext, "host" | "timeoutMs">,
  work: () => T,
): T {
  if (!isTried) return work();
  if (timeoutMs !== null && timeoutMs < MOST_MS)
    return host.clock.within(timeoutMs, work, () => nodeTimeout(timeoutMs));
  return host.clock.within(MOST_MS, work, () => endless(text, path));
}

function endless(text: string, path: string): MillraceError {
  return new MillraceError("PATTERN_ENDLESS", {
    message: `A pattern in ${text} has taken ${MOST_MS / 1000} s for a few thousand rows.`,
    path,
    hint: "Patterns such as (a+)+$ try ever more ways: let what is repeated begin and end with different signs.",
    fatal: true,
  });
}
