// What is typed into the filter of a sample: words that some cell holds, or conditions on a column.
//
// `hamburg` any cell, `port:ham` this column holds it, `port=HAM` is it, `delay>12`, `delay<=0`, `port=` is null, `-word` not.
// Words stand side by side: all must hold. Quotes keep blanks together: `"column name">3`.

import type { PreviewCell } from "../../../bridge/shapes.ts";
import { soundWords } from "../../ui/sound-words.ts";

export type Operator = ":" | "=" | "!=" | ">" | ">=" | "<" | "<=";

export interface Term {
  /** Index of the column; null = any. */
  readonly column: number | null;
  readonly operator: Operator;
  readonly text: string;
  readonly not: boolean;
}

const TERM = /(-?)(?:("[^"]*"|[^\s":=<>!]+)(!=|>=|<=|[:=<>]))?("[^"]*"|\S*)/g;

/** Terms of a filter. What names no column is a word to be found: `12:30` is one. */
export function readFilter(text: string, columns: readonly string[]): readonly Term[] {
  const terms: Term[] = [];
  for (const [whole, minus, name, operator, value] of text.matchAll(TERM)) {
    if (whole === "" || whole === "-") continue;
    const column = name === undefined ? -1 : columnOf(unquoted(name), columns);
    const not = minus === "-";
    if (column >= 0)
      terms.push({ column, operator: operator as Operator, text: unquoted(value).toLowerCase(), not });
    else {
      const word = not ? whole.slice(1) : whole;
      terms.push({ column: null, operator: ":", text: unquoted(word).toLowerCase(), not });
    }
  }
  return terms;
}

export function passes(cells: readonly PreviewCell[], terms: readonly Term[]): boolean {
  return terms.every(({ column, operator, text, not }) => {
    const holds =
      column === null
        ? cells.some((cell) => rawText(cell).toLowerCase().includes(text))
        : tests[operator](cells[column], text);
    return holds !== not;
  });
}

const tests: Readonly<Record<Operator, (cell: PreviewCell, text: string) => boolean>> = {
  ":": (cell, text) => rawText(cell).toLowerCase().includes(text),
  "=": (cell, text) => isSame(cell, text),
  "!=": (cell, text) => !isSame(cell, text),
  ">": (cell, text) => order(cell, text) > 0,
  ">=": (cell, text) => order(cell, text) >= 0,
  "<": (cell, text) => order(cell, text) < 0,
  "<=": (cell, text) => order(cell, text) <= 0,
};

/** A cell as it is copied and searched: without any precision of its column. Empty for a null. */
export function rawText(cell: PreviewCell): string {
  if (cell === null) return "";
  if (typeof cell !== "object") return String(cell);
  switch (cell.is) {
    case "tensor":
      return `[${cell.first.join(", ")}${count(cell.shape) > cell.first.length ? ", …" : ""}]`;
    case "image":
      return `${cell.width}x${cell.height} ${cell.format}`;
    case "audio":
      return soundWords(cell);
    case "big":
    case "json":
    case "marks":
      return cell.text;
  }
}

function isSame(cell: PreviewCell, text: string): boolean {
  if (text === "") return cell === null || cell === "";
  if (typeof cell === "number" && text.trim() !== "" && !Number.isNaN(Number(text)))
    return cell === Number(text);
  return rawText(cell).toLowerCase() === text;
}

/** NaN, which no comparison holds for, where one of them is nothing. */
function order(cell: PreviewCell, text: string): number {
  if (cell === null || text === "") return NaN;
  const number = typeof cell === "object" && cell.is === "big" ? Number(cell.text) : cell;
  if (typeof number === "number") return number - Number(text);
  const own = rawText(cell).toLowerCase();
  return own < text ? -1 : own > text ? 1 : 0;
}

/** By its name, or by a beginning that only one column has. */
function columnOf(name: string, columns: readonly string[]): number {
  const exact = columns.indexOf(name);
  if (exact >= 0) return exact;
  const wanted = name.toLowerCase();
  const same = columns.findIndex((column) => column.toLowerCase() === wanted);
  if (same >= 0) return same;
  const begun = columns.flatMap((column, at) => (column.toLowerCase().startsWith(wanted) ? [at] : []));
  return begun.length === 1 ? begun[0] : -1;
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
