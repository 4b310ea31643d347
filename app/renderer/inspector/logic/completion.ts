// What can stand where the caret is in an expression: columns first, then functions.

import { formatType, type Field } from "../../../../engine/frames/types.ts";
import type { ExpressionFunction } from "../catalog-types.ts";
import { columnText } from "./words-of-expressions.ts";

export interface Suggestion {
  readonly is: "column" | "function";
  readonly label: string;
  /** Type of a column, signature of a function. */
  readonly detail: string;
  readonly help: string;
  /** What is written in place of what stands between `from` and the caret. */
  readonly text: string;
  /** Where the caret goes, counted from the end of `text`. */
  readonly back: number;
}

export interface Completion {
  readonly from: number;
  readonly list: readonly Suggestion[];
}

const MOST = 60;

/** Null where nothing is offered: inside a text in quotes, or after a number. `asked`: offers all where nothing is typed. */
export function completionAt(
  text: string,
  caret: number,
  columns: readonly Field[],
  functions: readonly ExpressionFunction[],
  asked: boolean,
): Completion | null {
  const before = text.slice(0, caret);
  const quoted = /\brow\[\s*(["'])([^"']*)$/.exec(before);
  if (!quoted && insideQuotes(before)) return null;
  const word = /[A-Za-z_][A-Za-z0-9_]*$/.exec(before)?.[0] ?? "";
  if (!quoted && word === "" && !asked) return null;
  if (!quoted && /\d$/.test(before.slice(0, before.length - word.length))) return null;
  const typed = (quoted ? quoted[2] : word).toLowerCase();
  const from = quoted ? quoted.index : caret - word.length;
  const afterDot = before.charAt(from - 1) === ".";
  const offers = [
    ...(afterDot ? [] : columns.map(columnSuggestion)),
    ...(quoted ? [] : functions.map(functionSuggestion)),
  ];
  const ranked = offers
    .map((each) => ({ each, rank: rank(each.label.toLowerCase(), typed) }))
    .filter(({ rank: found }) => found >= 0)
    .sort((a, b) => a.rank - b.rank);
  const list = ranked.slice(0, MOST).map(({ each }) => each);
  // What is typed out needs no popup.
  if (list.length === 0 || (list.length === 1 && list[0].label === word)) return null;
  return { from, list };
}

function columnSuggestion({ name, type, nullable }: Field): Suggestion {
  const detail = `${formatType(type)}${nullable ? "?" : ""}`;
  return { is: "column", label: name, detail, help: "", text: columnText(name), back: 0 };
}

function functionSuggestion({ name, signature, help }: ExpressionFunction): Suggestion {
  const bare = name.replace(/^\./, "");
  const none = /\(\s*\)/.test(signature);
  return { is: "function", label: bare, detail: signature, help, text: `${bare}()`, back: none ? 0 : 1 };
}

function insideQuotes(before: string): boolean {
  let open: string | null = null;
  for (let i = 0; i < before.length; i++) {
    const sign = before[i];
    if (open && sign === "\\") i++;
    else if (sign === open) open = null;
    else if (!open && (sign === '"' || sign === "'")) open = sign;
  }
  return open !== null;
}

/** Lower is better; -1 = does not match. A beginning, the beginning of a word inside, anywhere, the letters in order. */
function rank(label: string, typed: string): number {
  if (typed === "" || label.startsWith(typed)) return 0;
  const at = label.indexOf(typed);
  if (at > 0) return /[\s_.-]/.test(label[at - 1]) ? 1 : 2;
  let from = 0;
  for (const letter of typed) {
    from = label.indexOf(letter, from) + 1;
    if (from === 0) return -1;
  }
  return 3;
}
