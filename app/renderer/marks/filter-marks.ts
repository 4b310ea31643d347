// Which marks are shown, and in which order they are listed?

import { marksText as text } from "../strings/marks.ts";

interface Labelled {
  readonly label: string | null;
  readonly score: number | null;
  readonly text?: string | null;
}

export interface MarkFilter {
  /** Marks with a lower score are not shown; those without one always are. */
  readonly least: number;
  /** Labels that are not shown. */
  readonly hidden: ReadonlySet<string>;
}

export const ALL_MARKS: MarkFilter = { least: 0, hidden: new Set() };

export function passing<T extends Labelled>(
  marks: readonly T[],
  { least, hidden }: MarkFilter,
): readonly T[] {
  return marks.filter(
    ({ label, score }) => (score === null || score >= least) && !hidden.has(labelText(label)),
  );
}

/** Lines that were read stay in the order they are read in; the rest goes by score. */
export function inListOrder<T extends Labelled>(marks: readonly T[]): readonly T[] {
  if (marks.some((mark) => (mark.text ?? null) !== null)) return marks;
  return marks.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1));
}

/** Each label with how often it is there, frequent ones first. */
export function labelCounts(
  marks: readonly Labelled[],
): readonly (readonly [label: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { label } of marks) counts.set(labelText(label), (counts.get(labelText(label)) ?? 0) + 1);
  return [...counts].sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1));
}

export function labelText(label: string | null): string {
  return label ?? text.noLabel;
}

/** Whether a slider of scores has anything to say. */
export function hasScores(marks: readonly Labelled[]): boolean {
  return marks.some(({ score }) => score !== null);
}
