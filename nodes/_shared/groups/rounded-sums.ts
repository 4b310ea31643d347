// What is said of sums of whole numbers that have more digits than their type here.

import type { NodeContext } from "../../../engine/sdk/node-definition.ts";

export function warnOfRounded(columns: ReadonlySet<string>, warn: NodeContext["warn"]): void {
  if (columns.size === 0) return;
  const names = [...columns].map((name) => JSON.stringify(name)).join(", ");
  warn(
    "NUMBERS_ROUNDED",
    `Sums of ${names} have more digits than float64 holds: whole numbers are exact up to 2^53. The kind sql sums them up exactly, with CAST(sum(…) AS BIGINT).`,
  );
}
