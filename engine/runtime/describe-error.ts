// A MillraceError as plain data, for events, summaries and the screen.

import { formatPlace, type MillraceError } from "../sdk/errors.ts";
import type { RunError } from "./events.ts";

export function describeError(error: MillraceError): RunError {
  const { message, expected, got, hint, node, port, cause } = error.details;
  const text =
    cause instanceof Error ? cause.message : cause === undefined ? undefined : JSON.stringify(cause);
  return {
    code: error.code,
    message,
    place: formatPlace(error.details),
    hint,
    ...(expected !== undefined && { expected }),
    ...(got !== undefined && { got }),
    ...(node && { node }),
    ...(port && { port }),
    ...(text && !message.includes(text) && { cause: text }),
  };
}
