// The pieces of a body, also those that came before it broke: a plain loop over a stream loses what waits when it fails.

import type { Readable } from "node:stream";

/** Bytes that may wait for whoever takes them. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** Listens from now on, whenever the first piece is asked for. Throws what broke it after the last piece. */
export function piecesOf(body: Readable): AsyncIterable<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  const state: { end: { readonly failure: unknown } | null } = { end: null };
  let wake = () => {};
  body.on("data", (piece: Uint8Array) => {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes > MAX_WAITING_BYTES) body.pause();
    wake();
  });
  const ended = (failure: unknown) => {
    state.end ??= { failure };
    wake();
  };
  body.once("end", () => ended(null));
  // Also later: one that is ended early by whoever has read enough is an error of nobody.
  body.on("error", ended);
  body.once("close", () => ended(new Error("the connection was closed")));
  return {
    async *[Symbol.asyncIterator]() {
      while (true) {
        const taken = waiting;
        waiting = [];
        bytes = 0;
        if (body.isPaused()) body.resume();
        for (const piece of taken) yield piece;
        if (waiting.length > 0) continue;
        if (state.end?.failure instanceof Error) throw state.end.failure;
        if (state.end) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
