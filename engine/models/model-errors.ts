// The errors of running a model that the runtime does not know of: closed, too slow, too big, crashed.

import { MillraceError } from "../sdk/errors.ts";

export function closedError(file: string): MillraceError {
  return new MillraceError("MODEL_CLOSED", {
    message: "The model was closed while it was still wanted.",
    hint: "This is a mistake in the node that uses the model; please report it.",
    file,
  });
}

export function timeoutError(file: string, timeoutMs: number): MillraceError {
  return new MillraceError("MODEL_TIMEOUT", {
    message: `The model did not answer within ${timeoutMs} ms and was stopped.`,
    expected: `an answer within ${timeoutMs} ms`,
    got: "none",
    hint: "Give the node a longer timeout or a smaller batch.",
    file,
  });
}

export function memoryError(
  file: string,
  limit: number,
  used: number,
  risky: readonly string[],
): MillraceError {
  const because =
    risky.length > 0 ? ` Its operators ${risky.join(", ")} can make large results out of small inputs.` : "";
  return new MillraceError("MODEL_MEMORY", {
    message: `The model took more memory than it may and was stopped.${because}`,
    expected: `${megabytes(limit)} or less`,
    got: `${megabytes(used)} when it was stopped`,
    hint: "Run it with a smaller batch, raise the node's memory limit, or use a machine with more memory.",
    file,
  });
}

export function crashError(file: string, how: string, said: string): MillraceError {
  return new MillraceError("MODEL_CRASHED", {
    message: `The process that ran the model ended unexpectedly (${how}).`,
    got: said === "" ? how : `${how}: ${said}`,
    hint: "Look at the model with `millrace inspect`; it may be damaged, or use more memory than there is.",
    file,
  });
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
