// Which columns say what a model has taken rows for? The label and the score that it has made, beside the text that it has read.

import type { PreviewCell, PreviewPort } from "../../../bridge/shapes.ts";
import { scoreText } from "../../ui/json-words.ts";

/** Places of columns. */
export interface Labels {
  readonly label: number;
  readonly score: number | null;
}

export interface Labelled extends Labels {
  readonly text: number;
}

/** Null for a node that makes no label. */
export function labelsOf(
  { schema: { fields } }: PreviewPort,
  isMade: (name: string) => boolean,
): Labels | null {
  const label = fields.findIndex(({ name, type }) => type.type === "text" && isMade(name));
  if (label < 0) return null;
  // What stands before a label is about something else, such as the share of a picture that a mask covers.
  const score = fields.findIndex(
    ({ name, type }, place) => place > label && SCORES.has(type.type) && isMade(name),
  );
  return { label, score: score < 0 ? null : score };
}

/** Null for a node that reads no text. */
export function labelledBy(
  { schema: { fields } }: PreviewPort,
  labels: Labels,
  isMade: (name: string) => boolean,
  read: readonly string[],
): Labelled | null {
  const text = fields.findIndex(
    ({ name, type }) => type.type === "text" && !isMade(name) && read.includes(name),
  );
  return text < 0 ? null : { ...labels, text };
}

const SCORES: ReadonlySet<string> = new Set(["float32", "float64"]);

/** `cat 0.98`; nothing where a row has no label. */
export function labelWords({ label, score }: Labels, cells: readonly PreviewCell[]): string {
  const [name, sure] = [cells[label], score === null ? null : cells[score]];
  if (typeof name !== "string" || name === "") return "";
  return typeof sure === "number" ? `${name} ${scoreText(sure)}` : name;
}
