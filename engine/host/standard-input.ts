// What is piped into this process, as the sdk's `StandardInput`: looked at before it is read, and read once.

import { MillraceError } from "../sdk/errors.ts";
import type { StandardInput } from "../sdk/services.ts";

/** A stream as `process.stdin` is one: of a pipe, a file or a terminal. */
type Source = AsyncIterable<Uint8Array> & {
  readonly isTTY?: boolean;
  destroy(): void;
  ref?(): void;
  unref?(): void;
};

/** Nothing is read from `source` before somebody asks. */
export function standardInput(source: () => Source): StandardInput {
  const seen: Uint8Array[] = [];
  let seenBytes = 0;
  let pieces: AsyncIterator<Uint8Array> | null = null;
  let ended = false;
  let taken = false;
  let stopped = false;
  const next = async () => {
    const stream = source();
    pieces ??= stream[Symbol.asyncIterator]();
    // Only while somebody waits for it: a pipe that stays open must not keep a process alive that is done.
    stream.ref?.();
    try {
      const result: IteratorResult<Uint8Array, unknown> = await pieces.next();
      if (!result.done) return result.value;
      ended = true;
      return null;
    } catch (thrown) {
      if (!stopped) throw unreadable(thrown);
      ended = true;
      return null;
    } finally {
      stream.unref?.();
    }
  };
  const stop = () => {
    stopped = true;
    source().destroy();
  };
  return {
    get isTerminal() {
      return source().isTTY === true;
    },
    async peek(bytes, signal) {
      signal.addEventListener("abort", stop, { once: true });
      try {
        while (seenBytes < bytes && !ended) {
          const piece = await next();
          if (!piece) break;
          seen.push(piece);
          seenBytes += piece.length;
        }
      } finally {
        signal.removeEventListener("abort", stop);
      }
      signal.throwIfAborted();
      return Buffer.concat(seen).subarray(0, bytes);
    },
    async *pieces(signal) {
      if (taken) throw takenTwice();
      taken = true;
      signal.addEventListener("abort", stop, { once: true });
      try {
        for (let piece = seen.shift(); piece; piece = seen.shift()) yield piece;
        for (let piece = ended ? null : await next(); piece; piece = await next()) yield piece;
      } finally {
        signal.removeEventListener("abort", stop);
        // Whoever writes into the pipe is told that nobody reads any more.
        if (!ended) source().destroy();
      }
    },
  };
}

function takenTwice(): MillraceError {
  return new MillraceError("STDIN_TAKEN", {
    message: "Standard input has been read already, and there is only one.",
    expected: "one node that reads it",
    got: "two",
    hint: "Leave one such node in the workflow, and wire it to both places.",
    fatal: true,
  });
}

function unreadable(cause: unknown): MillraceError {
  return new MillraceError("STDIN_FAILED", {
    message: "Standard input cannot be read.",
    got: cause instanceof Error ? cause.message : String(cause),
    hint: "Look at the command that writes into the pipe, or redirect a file: millrace run FLOW < FILE.",
    fatal: true,
    cause,
  });
}
