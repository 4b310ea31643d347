// How tensors travel to lanes and child processes, and how answers and failures come back.

import type { NumberArray } from "../frames/types.ts";
import { madeFeeds } from "./made-feeds.ts";
import type { Feeds, ModelSource, Results } from "./ort-session.ts";

/** What a lane or a child is told to open. */
export interface OpenRequest {
  readonly source: ModelSource;
  readonly fetches: readonly string[] | null;
  readonly threads: number;
}

export type ToRunner =
  | { readonly type: "open"; readonly request: OpenRequest }
  | { readonly type: "run"; readonly id: number; readonly feeds: Feeds }
  | { readonly type: "close" };

export type FromRunner =
  | { readonly type: "opened"; readonly ms: number }
  | { readonly type: "refused"; readonly message: string }
  | { readonly type: "answer"; readonly id: number; readonly results: Results; readonly ms: number }
  | { readonly type: "failure"; readonly id: number; readonly message: string }
  | { readonly type: "closed" };

/** Feeds in memory of their own, with what to transfer: a frame's buffer is shared, it must never be detached. */
export function forTransfer(feeds: Feeds): { readonly feeds: Feeds; readonly transfer: ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = [];
  // What is made for this run is nobody else's.
  const made = madeFeeds(feeds);
  const copied: Record<string, Feeds[string]> = {};
  for (const name in feeds) {
    const tensor = feeds[name];
    if (tensor.dtype === "string") copied[name] = tensor;
    else {
      const data = tensor.fill ? (made[name].data as NumberArray) : tensor.data.slice();
      transfer.push(data.buffer as ArrayBuffer);
      copied[name] = { dtype: tensor.dtype, dims: tensor.dims, data };
    }
  }
  return { feeds: copied, transfer };
}

/** The buffers of answers, which are the runtime's own and nobody else's. */
export function buffersOf(results: Results): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const name in results) {
    const { data, dtype } = results[name];
    if (dtype !== "string" && data.buffer instanceof ArrayBuffer) buffers.add(data.buffer);
  }
  return [...buffers];
}
