// Which columns say what texts were told to be? The text that the node reads, the label and the score that it has made.

import type { PreviewPort } from "../../../bridge/shapes.ts";

/** Places of columns. */
export interface Labelled {
  readonly text: number;
  readonly label: number;
  readonly score: number | null;
}

/** Null for a node that does not label texts. */
export function labelledBy(
  { schema: { fields } }: PreviewPort,
  isMade: (name: string) => boolean,
  read: readonly string[],
): Labelled | null {
  const text = fields.findIndex(
    ({ name, type }) => type.type === "text" && !isMade(name) && read.includes(name),
  );
  const label = fields.findIndex(({ name, type }) => type.type === "text" && isMade(name));
  if (text < 0 || label < 0) return null;
  const score = fields.findIndex(({ name, type }) => SCORES.has(type.type) && isMade(name));
  return { text, label, score: score < 0 ? null : score };
}

const SCORES: ReadonlySet<string> = new Set(["float32", "float64"]);
