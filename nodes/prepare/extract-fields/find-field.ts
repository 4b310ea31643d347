// The value that belongs to a label on a page: behind it, to its right, or below it.

import { findLabel } from "../../_shared/text-lines/loose-text.ts";
import { heightOf, middleOf, type Placed } from "../../_shared/text-lines/placed.ts";
import { readDay, readNumber, type DayOrder, type Decimal } from "../../_shared/text-lines/read-value.ts";
import type { Pattern } from "../../_shared/text-lines/pattern.ts";
import type { LineLike } from "../../_shared/text-lines/text-line.ts";

export type Takes = "text" | "number" | "date";
export type Where = "any" | "right" | "below";

export interface WantedField {
  readonly name: string;
  readonly labels: readonly string[];
  readonly takes: Takes;
  readonly where: Where;
  /** What the value looks like; the part of the text that does is taken. */
  readonly pattern: Pattern | null;
}

export interface Reading {
  readonly decimal: Decimal;
  readonly days: DayOrder;
}

export interface FoundField {
  readonly value: string | number;
  readonly text: string;
  readonly line: LineLike;
}

export interface PlacedPage {
  readonly rows: readonly (readonly Placed[])[];
  /** All labels of all fields: what stands under another label is not this one's value. */
  readonly labels: readonly string[];
}

/** How far below its label a value may stand, in heights of the label. */
const BELOW = 2.5;

/** Values to the right come before those below; of the same sort the first on the page. Null where there is none. */
export function findField(page: PlacedPage, field: WantedField, reading: Reading): FoundField | null {
  const below: FoundField[] = [];
  for (const [row, pieces] of page.rows.entries())
    for (const [i, piece] of pieces.entries()) {
      const behind = textBehind(piece.line.text, field.labels);
      if (behind === null) continue;
      if (field.where !== "below") {
        const value = valueOf(behind, field, reading);
        if (value !== null) return { value, text: behind, line: piece.line };
        const next = behind === "" ? pieces[i + 1] : undefined;
        const right =
          next && !isLabel(next.line.text, page.labels) ? valueOf(next.line.text, field, reading) : null;
        if (next && right !== null) return { value: right, text: next.line.text, line: next.line };
      }
      if (field.where === "right" || behind !== "") continue;
      const under = underneath(page, row, piece);
      const value =
        under && !isLabel(under.line.text, page.labels) ? valueOf(under.line.text, field, reading) : null;
      if (under && value !== null) below.push({ value, text: under.line.text, line: under.line });
    }
  return below[0] ?? null;
}

/** What stands behind the label in its own piece; null where the piece does not begin with one. */
function textBehind(text: string, labels: readonly string[]): string | null {
  for (const label of labels) {
    const match = findLabel(text, label);
    if (match && !/[\p{L}\p{N}]/u.test(text.slice(0, match.from)))
      return text
        .slice(match.to)
        .replace(/^[\s.:;#=)-]+/u, "")
        .trim();
  }
  return null;
}

function isLabel(text: string, labels: readonly string[]): boolean {
  return textBehind(text, labels) === "";
}

function underneath({ rows }: PlacedPage, from: number, label: Placed): Placed | null {
  for (const row of rows.slice(from + 1)) {
    const found = row.find((piece) => piece.left < label.right && piece.right > label.left);
    if (!found) continue;
    return middleOf(found) - middleOf(label) < BELOW * heightOf(label) ? found : null;
  }
  return null;
}

function valueOf(
  text: string,
  { takes, pattern }: WantedField,
  { decimal, days }: Reading,
): string | number | null {
  const part = pattern ? pattern.find(text) : text.trim();
  if (part === null || part === "") return null;
  switch (takes) {
    case "text":
      return part;
    case "number":
      return readNumber(part, decimal);
    case "date":
      return readDay(part, days);
  }
}
