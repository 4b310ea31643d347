// How are the nearest found? By looking at all where they are not too many, else by an index that finds nearly all of them (usearch).

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import { isWithin, type Neighbour, type VectorSet } from "../../_shared/vectors/vector-set.ts";

export interface SearchRules {
  readonly search: "auto" | "exact" | "approximate";
  readonly exactUpTo: number;
}

/** The nearest to the prepared vector that stands at `at`. */
export type Search = (
  query: Float32Array,
  at: number,
  k: number,
  limit: number | null,
  options?: { skip?: number; each?: (row: number) => void },
) => Neighbour[];

/** Makes what is searched with, once all vectors are there. */
export async function searchOf(
  set: VectorSet,
  { search, exactUpTo }: SearchRules,
  ctx: Pick<NodeContext, "warn">,
): Promise<Search> {
  const exact: Search = (...args) => set.nearest(...args);
  if (search === "exact" || (search === "auto" && set.length <= exactUpTo)) return exact;
  try {
    return await indexed(set);
  } catch (cause) {
    if (search === "approximate") throw libraryMissing(cause);
    ctx.warn(
      "SEARCH_EXACT",
      `The library for large searches (usearch) cannot be loaded here: all ${set.length} vectors are looked at for each row, which takes longer.`,
    );
    return exact;
  }
}

async function indexed(set: VectorSet): Promise<Search> {
  const { Index, MetricKind, ScalarKind } = await import("usearch");
  const metric = { cosine: MetricKind.Cos, dot: MetricKind.IP, euclidean: MetricKind.L2sq }[set.metric];
  const index = new Index({ dimensions: set.width, metric, quantization: ScalarKind.F32 } as never);
  // One thread: with several, the index would be another one each time.
  const keys = BigUint64Array.from({ length: set.length }, (_, row) => BigInt(row));
  index.add(keys, set.data, 1);
  return (query, at, k, limit, { skip = -1, each } = {}) => {
    const { keys: rows } = index.search(query.slice(at, at + set.width), k + 1, 1);
    const found = Array.from(rows as BigUint64Array, Number)
      .filter((row) => row !== skip && row < set.length)
      .map((row) => ({ row, score: set.score(query, at, row) }))
      .filter(({ score }) => isWithin(set.metric, score, limit));
    for (const { row } of found) each?.(row);
    return found.slice(0, k);
  };
}

function libraryMissing(cause: unknown): MillraceError {
  return new MillraceError("LIBRARY_MISSING", {
    message: "The library for large searches (usearch) cannot be loaded on this machine.",
    path: "params.search",
    expected: "the package usearch with its library for this machine",
    hint: 'Set "Search" to automatic or exact, or install it: npm install usearch',
    fatal: true,
    cause,
  });
}
