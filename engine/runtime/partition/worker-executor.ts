// The run's side of a worker thread that runs parts. The thread is never terminated in mid-run.

import { Worker } from "node:worker_threads";
import { childrenForThread } from "../../host/child-lender.ts";
import { MillraceError } from "../../sdk/errors.ts";
import type { SourcePart } from "../../sdk/node-definition.ts";
import type { RunSummary } from "../events.ts";
import type { PartExecutor, PartSink } from "./part-run.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./protocol.ts";

/** Starts a thread from the built entry file `entry`. */
export function workerExecutor(entry: string, about: Omit<WorkerStart, "children">): PartExecutor {
  const children = childrenForThread();
  const start: WorkerStart = { ...about, children };
  const worker = new Worker(entry, { workerData: start, transferList: children ? [children] : [] });
  const send = (message: ToWorker) => worker.postMessage(message);
  const ended = new Promise<never>((_, reject) => {
    worker.once("error", (cause) => reject(lost(cause)));
    worker.once("exit", () => reject(lost(new Error("the thread ended"))));
  });
  ended.catch(() => {});
  // The first message a worker sends says that it has its plan.
  const started = new Promise<void>((resolve) => worker.once("message", () => resolve()));
  const ready = Promise.race([started, ended]);
  ready.catch(() => {});
  return {
    ready,
    async run(part: SourcePart, sink: PartSink, signal: AbortSignal): Promise<RunSummary> {
      const cancel = () => send({ do: "cancel" });
      signal.addEventListener("abort", cancel, { once: true });
      send({ do: "run", part });
      try {
        return await Promise.race([ended, collect(worker, sink)]);
      } finally {
        signal.removeEventListener("abort", cancel);
      }
    },
    async close() {
      send({ do: "close" });
      await ended.catch(() => {});
    },
  };
}

/** Hands on what a part gives, in its order, until it says that it is done. */
function collect(worker: Worker, sink: PartSink): Promise<RunSummary> {
  return new Promise((resolve, reject) => {
    let order: Promise<void> = Promise.resolve();
    const onMessage = (message: FromWorker) => {
      order = order.then(async () => {
        if (message.did === "effect") await sink.effect(message.node, message.effect);
        else if (message.did === "failed") await sink.failed(message.rows);
        else if (message.did === "part") {
          worker.off("message", onMessage);
          resolve(message.summary);
        }
      });
      order.catch(reject);
    };
    worker.on("message", onMessage);
  });
}

function lost(cause: Error): MillraceError {
  return new MillraceError("WORKER_LOST", {
    message: "A thread of the run has ended unexpectedly.",
    hint: "Run with --threads 1, which needs no other thread.",
    cause,
  });
}
