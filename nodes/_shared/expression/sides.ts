// Two sides of an operator that do not go together: what each of them is, and what to write instead.

import { children, type Ast } from "./print.ts";

/** What the two sides are, as the end of a sentence, and the next step where it is plain. */
export interface Unlike {
  readonly message: string;
  readonly hint: string | null;
}

interface Side {
  /** As it is written. */
  readonly text: string;
  readonly type: string;
  readonly isColumn: boolean;
  /** A value that is written down; absent for a column or something computed. */
  readonly value?: unknown;
}

/** `words` are the library's: `no such overload: double >= string`. `at` is where the part begins. */
export function unlikeSides(
  words: string,
  ast: Ast,
  at: number,
  text: string,
  columnOf: (node: Ast) => string | null,
): Unlike | null {
  const [, left, operator, right] = /^no such overload: (\S+) (\S+) (\S+?)\.?$/.exec(words) ?? [];
  if (operator === undefined || !(left in WORDS) || !(right in WORDS)) return null;
  for (const node of partsAt(ast, at)) {
    const parts = children(node);
    if (node.op !== operator || parts.length !== 2) continue;
    const sides = parts.map((part, i): Side => ({
      text: text.slice(part.range.start, part.range.end),
      type: i === 0 ? left : right,
      isColumn: columnOf(part) !== null,
      ...(part.op === "value" && { value: part.args }),
    }));
    if (sides.every(isOfItsType)) {
      const [a, b] = sides;
      return {
        message: `${a.text} is ${WORDS[left]}, and ${b.text} is ${WORDS[right]}`,
        hint: hintFor(a, b),
      };
    }
  }
  return null;
}

const WORDS: Readonly<Record<string, string>> = {
  double: "a number",
  int: "a number",
  string: "text",
  bool: "true or false",
  timestamp: "a time",
};

/** Whether the value that is written down can be what the library says: else it speaks of another part. */
function isOfItsType({ type, value }: Side): boolean {
  if (typeof value === "string") return type === "string";
  if (typeof value === "number" || typeof value === "bigint") return type === "double" || type === "int";
  return true;
}

function hintFor(a: Side, b: Side): string | null {
  const number = [a, b].find(({ type }) => WORDS[type] === WORDS.double);
  const text = [a, b].find(({ type }) => type === "string");
  if (!number || !text) return null;
  if (typeof text.value === "string") {
    const meant = numberMeant(text.value);
    return meant === null
      ? `Write a number in place of ${text.text}.`
      : `Write ${meant}: a number has no quotes, and a point before its fraction.`;
  }
  if (text.isColumn && number.value !== undefined)
    return `Write "${number.text}" in quotes, or compare numbers: number(${text.text}).`;
  return null;
}

/** The number that a text spells, with a comma before its fraction too; null where it spells none. */
function numberMeant(text: string): string | null {
  const point = text.trim().replace(/^([+-]?\d+),(\d+)$/, "$1.$2");
  return point !== "" && Number.isFinite(Number(point)) ? point : null;
}

/** The parts that begin there, outer ones first. */
function partsAt(ast: Ast, at: number): Ast[] {
  const inside = children(ast).flatMap((child) => partsAt(child, at));
  return ast.range.start === at ? [ast, ...inside] : inside;
}
