// Failed rows as they are counted, found and copied.

import type { PreviewCell } from "../../../bridge/shapes.ts";
import type { FailedRow } from "../../../bridge/shapes.ts";
import type { NodeStatus } from "../../stores/run-state.ts";

export const FAILED_COLUMNS = ["node", "source", "unit", "row", "code", "column", "cause", "hint", "values"];

/** All that failed, those that were not kept too. */
export function failedCount(
  nodes: Readonly<Record<string, NodeStatus>>,
  failed: readonly FailedRow[],
): number {
  const counted = Object.values(nodes).reduce((sum, { counters }) => sum + (counters?.rowsFailed ?? 0), 0);
  return Math.max(counted, failed.length);
}

export function findFailed(
  failed: readonly FailedRow[],
  node: string | null,
  words: string,
): readonly FailedRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (node === null && wanted.length === 0) return failed;
  return failed.filter((row) => {
    if (node !== null && row.node !== node) return false;
    const { code, cause, hint = "", column = "", source, row: number } = row;
    const text =
      `${code} ${cause} ${hint} ${column} ${source} ${number} ${JSON.stringify(row.values)}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export function failedCells(row: FailedRow): readonly PreviewCell[] {
  const { node, source, unit, row: number, code, column, cause, hint, values } = row;
  const json = { is: "json", text: JSON.stringify(values) } as const;
  return [node, source, unit, number, code, column ?? null, cause, hint ?? null, json];
}
