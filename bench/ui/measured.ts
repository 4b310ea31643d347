// One figure of the table: rounds are measured, the median is told beside its goal.

import { test } from "@playwright/test";

export interface Figure {
  readonly what: string;
  readonly unit: string;
  /** `[op, limit]`: what was promised. */
  readonly goal: readonly ["≤" | "≥", number];
  readonly rounds: readonly number[];
}

/** Told to the reporter as an annotation of the test. */
export function tell(figure: Figure): void {
  test.info().annotations.push({ type: "figure", description: JSON.stringify(figure) });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
