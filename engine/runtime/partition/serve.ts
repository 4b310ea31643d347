// The worker's side of a partitioned run: plans the same workflow and runs the parts it is given.

import type { MessagePort } from "node:worker_threads";
import type { Catalog } from "../../catalog/catalog.ts";
import { makePlan } from "../../plan/plan.ts";
import type { HostServices } from "../../sdk/services.ts";
import { localExecutor } from "./part-run.ts";
import { ownedBuffers, type FromWorker, type ToWorker, type WorkerStart } from "./protocol.ts";

export interface PartitionServices {
  readonly catalog: Catalog;
  readonly host: HostServices;
  close(): Promise<void>;
}

/** Serves parts until told to close; then everything is closed and the thread ends by itself. */
export async function servePartitions(
  port: MessagePort,
  { document }: WorkerStart,
  { catalog, host, close }: PartitionServices,
): Promise<void> {
  // postMessage answers true, which a caller would take for a promise.
  const send = (message: FromWorker, transfer: ArrayBuffer[] = []) =>
    void port.postMessage(message, transfer);
  let running: AbortController | null = null;
  const planned = makePlan(document, catalog, { host });
  void planned.then(() => send({ did: "start" }));
  port.on("message", (message: ToWorker) => {
    if (message.do === "cancel") running?.abort();
    else if (message.do === "close") void close().then(() => port.close());
    else void runPart(message.part);
  });

  async function runPart(part: Extract<ToWorker, { do: "run" }>["part"]): Promise<void> {
    running = new AbortController();
    const executor = localExecutor(await planned, host);
    const sink = {
      effect: (node: string, effect: Parameters<typeof ownedBuffers>[0]) =>
        send({ did: "effect", node, effect }, ownedBuffers(effect)),
      failed: (rows: Extract<FromWorker, { did: "failed" }>["rows"]) => send({ did: "failed", rows }),
    };
    const summary = await executor.run(part, sink, running.signal);
    send({ did: "part", summary });
  }
}
