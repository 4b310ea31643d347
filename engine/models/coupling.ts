// Whether a model answers differently for a row alone and the same row in a batch (dynamic quantization does).

import type { Feeds, Results } from "./ort-session.ts";
import { differingOutput } from "./compare-results.ts";
import { joinTensors, pickRows } from "./rows.ts";
import type { Runner } from "./runner.ts";

/** Rows of the first batch that are tried. */
const PROBE_ROWS = 8;
/** A model that takes longer for one row is tried with two of them, which costs it three runs. */
const SLOW_RUN_MS = 20;

/** Thrown where rows that can be run alone cannot be run together. */
export class TogetherError extends Error {
  override readonly name = "TogetherError";
}

/** The first output that differs between rows run alone and together, or null. Needs feeds of two rows or more. */
export async function findCoupling(
  runner: Runner,
  feeds: Feeds,
  batched: ReadonlySet<string>,
  rows: number,
  now: () => number,
): Promise<string | null> {
  const chosen = spread(rows, PROBE_ROWS);
  const alone: Results[] = [];
  for (const row of chosen) {
    const started = now();
    alone.push(await runner.run(rowsOf(feeds, batched, [row]), 1));
    if (alone.length >= 2 && now() - started > SLOW_RUN_MS) break;
  }
  const tried = chosen.slice(0, alone.length);
  let together: Results;
  try {
    together = await runner.run(rowsOf(feeds, batched, tried), tried.length);
  } catch (cause) {
    throw new TogetherError("Rows fail together that do not fail alone.", { cause });
  }
  return differingOutput(joinByRows(alone, together, tried.length), together);
}

/** Row numbers spread over the batch: neighbours are often alike, and rows that are alike prove nothing. */
function spread(rows: number, count: number): number[] {
  if (rows <= count) return Array.from({ length: rows }, (_, i) => i);
  return Array.from({ length: count }, (_, i) => Math.floor((i * (rows - 1)) / (count - 1)));
}

function rowsOf(feeds: Feeds, batched: ReadonlySet<string>, rows: readonly number[]): Feeds {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, tensor]) => [
      name,
      batched.has(name) ? pickRows(tensor, rows) : tensor,
    ]),
  );
}

/** The answers of single rows as one. An output that is no list of rows cannot be compared and is left as it is. */
function joinByRows(alone: readonly Results[], together: Results, rows: number): Results {
  return Object.fromEntries(
    Object.keys(together).map((name) => {
      const byRows = together[name].dims[0] === rows && alone.every((part) => part[name].dims[0] === 1);
      const alike = new Set(alone.map((part) => part[name].dims.slice(1).join())).size === 1;
      return [name, byRows && alike ? joinTensors(alone.map((part) => part[name])) : together[name]];
    }),
  );
}
