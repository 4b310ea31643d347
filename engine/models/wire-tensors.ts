// How tensors travel to lanes and child processes, and how answers and failures come back.

import type { NumberArray } from "../frames/types.ts";
import { feedSpace, type FeedMemory } from "./made-feeds.ts";
import type { Feeds, OpenRequest, Results } from "./ort-session.ts";
import { fillRows } from "./rows.ts";

export type ToRunner =
  | { readonly type: "open"; readonly request: OpenRequest }
  | { readonly type: "run"; readonly id: number; readonly feeds: Feeds }
  | { readonly type: "close" };

export type FromRunner =
  | { readonly type: "opened"; readonly ms: number }
  | { readonly type: "refused"; readonly message: string }
  | {
      readonly type: "answer";
      readonly id: number;
      readonly results: Results;
      readonly ms: number;
      /** The memory of the feeds, from a lane: the next ones are written into it. */
      readonly spent?: SpentFeeds;
    }
  | { readonly type: "failure"; readonly id: number; readonly message: string }
  | { readonly type: "closed" };

/** The memory of feeds by the name of the input. */
export type SpentFeeds = Readonly<Record<string, NumberArray>>;

/** Feeds in memory of their own (`memory`, where it is large enough), with what to transfer: a frame's buffer is shared, it must never be detached. */
export function forTransfer(
  feeds: Feeds,
  memory: FeedMemory,
): { readonly feeds: Feeds; readonly transfer: ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = [];
  const copied: Record<string, Feeds[string]> = {};
  for (const name in feeds) {
    const tensor = feeds[name];
    if (tensor.dtype === "string") copied[name] = tensor;
    else {
      const space = feedSpace(memory, name, tensor);
      copied[name] = tensor.fill ? fillRows(tensor, tensor.fill, space) : copyInto(space, tensor);
      transfer.push(space.buffer as ArrayBuffer);
    }
  }
  return { feeds: copied, transfer };
}

function copyInto(space: NumberArray, { dtype, dims, data }: Exclude<Feeds[string], { dtype: "string" }>) {
  space.set(data as never);
  return { dtype, dims, data: space.subarray(0, data.length) };
}

/** What was transferred, as whole arrays again. */
export function spentFeeds(feeds: Feeds): SpentFeeds {
  const spent: Record<string, NumberArray> = {};
  for (const name in feeds) {
    const { dtype, data } = feeds[name];
    if (dtype !== "string") spent[name] = new (data.constructor as ArrayOf)(data.buffer as ArrayBuffer);
  }
  return spent;
}

type ArrayOf = new (buffer: ArrayBuffer) => NumberArray;

/** The buffers of answers, which are the runtime's own and nobody else's. */
export function buffersOf(results: Results): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const name in results) {
    const { data, dtype } = results[name];
    if (dtype !== "string" && data.buffer instanceof ArrayBuffer) buffers.add(data.buffer);
  }
  return [...buffers];
}
