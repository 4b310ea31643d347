// Feeds whose rows are made when they are used: how many values they have, and what is sent or given to the runtime in their place.

import { allocate, type NumberArray } from "../frames/types.ts";
import type { Tensor } from "../sdk/services.ts";
import type { Feeds } from "./ort-session.ts";
import { fillRows } from "./rows.ts";

/** How many values a tensor has; those that are made when they are asked for are as many as its shape says. */
export function valuesIn(tensor: Tensor): number {
  if (tensor.dtype !== "string" && tensor.fill) return sizeOf(tensor.dims);
  return tensor.data.length;
}

/** Memory by the name of the input, for runs that are over before the next one begins. */
export type FeedMemory = Map<string, NumberArray>;

/** The same feeds with all values made: in new memory, or in `memory`, where it fits and stays in the processor's cache. */
export function madeFeeds(feeds: Feeds, memory?: FeedMemory): Feeds {
  let made: Record<string, Tensor> | null = null;
  for (const name in feeds) {
    const tensor = feeds[name];
    if (tensor.dtype === "string" || !tensor.fill) continue;
    made ??= { ...feeds };
    made[name] = fillRows(tensor, tensor.fill, memory && feedSpace(memory, name, tensor));
  }
  return made ?? feeds;
}

/** Room for an input's values, maybe for more; what stands in it is undefined. */
export function feedSpace(
  memory: FeedMemory,
  name: string,
  { dtype, dims }: Exclude<Tensor, { dtype: "string" }>,
): NumberArray {
  const values = sizeOf(dims);
  const known = memory.get(name);
  if (known && known.length >= values) return known;
  const fresh = allocate(dtype, values);
  memory.set(name, fresh);
  return fresh;
}

function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1);
}
