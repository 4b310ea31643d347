// What a lane or a child process does: opens one model, answers runs in their order, and frees the model when told.

import { monotonicMs } from "../host/clock.ts";
import { openSession } from "./open-session.ts";
import type { Feeds, OrtSession } from "./ort-session.ts";
import type { FromRunner, ToRunner } from "./wire-tensors.ts";

/** Where answers go; with an answer, the feeds that nobody needs any more. */
export type Reply = (message: FromRunner, feeds?: Feeds) => void;

/** Handles the messages of one lane or child. Each message waits for the one before it. */
export function serveModel(reply: Reply, onClosed: () => void): (message: ToRunner) => void {
  let session: OrtSession | null = null;
  let last: Promise<void> = Promise.resolve();
  const handle = async (message: ToRunner): Promise<void> => {
    switch (message.type) {
      case "open": {
        const started = monotonicMs();
        session = await openSession(message.request);
        reply({ type: "opened", ms: monotonicMs() - started });
        return;
      }
      case "run": {
        if (!session) throw new Error("A run came before the model was open.");
        const started = monotonicMs();
        const results = await session.run(message.feeds);
        reply({ type: "answer", id: message.id, results, ms: monotonicMs() - started }, message.feeds);
        return;
      }
      case "close":
        await session?.release();
        session = null;
        reply({ type: "closed" });
        onClosed();
    }
  };
  return (message) => {
    last = last.then(() => handle(message)).catch((thrown: unknown) => reply(failureOf(message, thrown)));
  };
}

/** Errors travel as text: the side that asked knows the file and puts them into words. */
function failureOf(message: ToRunner, thrown: unknown): FromRunner {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return message.type === "run"
    ? { type: "failure", id: message.id, message: text }
    : { type: "refused", message: text };
}
