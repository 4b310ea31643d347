// Lists and structs in a few words, as a line of a table has room for: `3 boxes: face 0.98, face 0.71, …`.

import type { PreviewCell, PreviewMark } from "../../bridge/shapes.ts";
import { marksText as text } from "../strings/marks.ts";
import { signed } from "./format.ts";

type Marks = Extract<PreviewCell, { is: "marks" }>;
type Item = Readonly<Record<string, unknown>>;

const MOST_ITEMS = 6;
const MOST_FIELDS = 4;
const MOST_LETTERS = 24;

export function marksWords({ of, count, first }: Pick<Marks, "of" | "count" | "first">): string {
  if (count === 0) return text.none[of];
  const words = first
    .slice(0, MOST_ITEMS)
    .map((mark) => markWords(mark))
    .filter(Boolean);
  const names = words.length > 0 ? `: ${listed(words, count > MOST_ITEMS)}` : "";
  return `${text[of](count)}${names}`;
}

/** `face 0.98`; what there is of both. */
export function markWords({ label, score }: Pick<PreviewMark, "label" | "score">): string {
  return [label, score === null ? null : scoreText(score)].filter((part) => part !== null).join(" ");
}

export function scoreText(score: number): string {
  return signed(score.toFixed(2));
}

/** Null where JSON itself says it best: what is no list and no struct, or was cut off. */
export function jsonWords(json: string): string | null {
  const value = parsed(json);
  if (Array.isArray(value)) return listWords(value as readonly unknown[]);
  return isItem(value) ? structWords(value) : null;
}

function listWords(items: readonly unknown[]): string {
  if (items.length === 0) return text.noItem;
  const objects = items.every(isItem);
  const words = items.slice(0, MOST_ITEMS).map((item) => (isItem(item) ? itemWords(item) : valueWords(item)));
  const counted = objects ? text.items(items.length) : text.values(items.length);
  return `${counted}: ${listed(words, items.length > MOST_ITEMS)}`;
}

/** By its name and score where it has them. */
function itemWords(item: Item): string {
  const { label, score } = item;
  if (typeof label !== "string") return structWords(item);
  return markWords({ label, score: typeof score === "number" ? score : null });
}

function structWords(item: Item): string {
  const entries = Object.entries(item);
  const words = entries.slice(0, MOST_FIELDS).map(([name, value]) => `${name} ${valueWords(value)}`);
  return listed(words, entries.length > MOST_FIELDS);
}

function valueWords(value: unknown): string {
  if (typeof value === "number")
    return signed(Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4))));
  if (typeof value === "string")
    return value.length > MOST_LETTERS ? `${value.slice(0, MOST_LETTERS)}${text.more}` : value;
  if (Array.isArray(value)) return `[${value.length}]`;
  return isItem(value) ? "{…}" : String(value);
}

function listed(words: readonly string[], more: boolean): string {
  return [...words, ...(more ? [text.more] : [])].join(", ");
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
