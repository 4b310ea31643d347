// Messages between a partitioned run and its worker threads.

import type { MessagePort } from "node:worker_threads";
import type { WorkflowDocument } from "../../document/types.ts";
import type { Effect, SourcePart } from "../../sdk/node-definition.ts";
import type { FailedRow, RunSummary } from "../events.ts";

/** What a worker needs to plan the same workflow on its own. */
export interface WorkerStart {
  readonly document: WorkflowDocument;
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Where the process may start none itself: through this the thread asks for children. */
  readonly children: MessagePort | null;
}

export type ToWorker =
  { readonly do: "run"; readonly part: SourcePart } | { readonly do: "cancel" } | { readonly do: "close" };

export type FromWorker =
  | { readonly did: "start" }
  | { readonly did: "effect"; readonly node: string; readonly effect: Effect }
  | { readonly did: "failed"; readonly rows: readonly FailedRow[] }
  | { readonly did: "part"; readonly summary: RunSummary };

/** Buffers of an effect that can be handed over instead of copied: those that nobody else can be looking at. */
export function ownedBuffers({ data }: Effect): ArrayBuffer[] {
  const values: unknown[] =
    data !== null && typeof data === "object" ? [data, ...(Object.values(data) as unknown[])] : [];
  return values.flatMap((value) => {
    if (!(value instanceof Uint8Array) || !(value.buffer instanceof ArrayBuffer)) return [];
    return value.byteLength === value.buffer.byteLength ? [value.buffer] : [];
  });
}
