// The rows that arrive at a node, in memory, to learn from them.

import type { Schema } from "../../../engine/frames/types.ts";
import type { Plan } from "../../../engine/plan/types.ts";
import type { FailedRow } from "../../../engine/runtime/events.ts";
import { tapInput } from "../../../engine/runtime/tap.ts";
import { RunCancelled } from "../../../engine/sdk/errors.ts";
import type { HostServices } from "../../../engine/sdk/services.ts";
import { TableCollector } from "../../../engine/train/tabular/collect.ts";
import type { TrainTable } from "../../../engine/train/tabular/columns.ts";

export interface ReadOptions {
  readonly host: HostServices;
  readonly signal: AbortSignal;
  readonly limit?: number;
  /** Columns that are kept to the last digit. */
  readonly exact: ReadonlySet<string>;
  readonly ignored: ReadonlySet<string>;
  readonly memoryBytes: number;
}

export interface ReadRows {
  readonly table: TrainTable;
  /** Rows that could not be read, or not be worked on before the node. */
  readonly failed: { readonly rows: number; readonly first: string | null };
}

/** The columns that arrive at the first input of a planned node; null while nothing does. */
export function arrivingSchema({ nodes }: Plan, id: string): Schema | null {
  const node = nodes.find((each) => each.id === id);
  return Object.values(node?.inputs ?? {})[0] ?? null;
}

/** Reads all rows, or the first `limit`. Throws what the run met, and when it is cancelled. */
export async function readRows(
  plan: Plan,
  id: string,
  schema: Schema,
  options: ReadOptions,
): Promise<ReadRows> {
  const { host, signal, limit } = options;
  let rows = 0;
  let first: FailedRow | null = null;
  const onFailedRows = (failed: readonly FailedRow[]) => {
    rows += failed.length;
    first ??= failed[0] ?? null;
  };
  const collector = new TableCollector(schema, options);
  for await (const frame of tapInput(plan, id, { host, signal, limit, onFailedRows })) collector.add(frame);
  if (signal.aborted) throw new RunCancelled();
  return { table: collector.end(), failed: { rows, first: first && told(first) } };
}

function told({ unit, row, cause }: FailedRow): string {
  return `${unit} ${row}: ${cause}`;
}
