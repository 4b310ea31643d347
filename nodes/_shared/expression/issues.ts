// What is wrong with an expression, as issues: a place in its text, what was expected, and what to write instead.

import { formatType, type Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { closest } from "../../../engine/sdk/closest.ts";
import { listNames } from "../column-issues.ts";
import { MOST_LEVELS } from "./depth.ts";
import type { Unlike } from "./sides.ts";

/** The parts of the library's errors that help to explain them. */
export interface CelError {
  readonly summary?: string;
  readonly message: string;
  readonly code?: string;
  readonly range?: { readonly start: number };
}

/** Where an expression stands and what it can use. */
export interface ExpressionPlace {
  readonly text: string;
  /** The param it stands in, `params.condition`. */
  readonly path: string;
  readonly schema: Schema;
}

/** The part of an expression that has an error. */
export interface Culprit {
  /** The text columns that it uses itself, not those of its parts. */
  readonly textColumns: readonly string[];
  /** The functions there are: name, and the types each form of it takes. */
  readonly functions: readonly FunctionForm[];
  /** The sides of its operator, where they are of types that do not go together. */
  readonly unlike: Unlike | null;
}

interface FunctionForm {
  readonly name: string;
  readonly params: readonly { readonly type: string }[];
}

/** The library's sentence about it. */
export function summaryOf({ message, summary }: CelError): string {
  return (summary ?? message.split("\n")[0])
    .replaceAll("google.protobuf.Timestamp", "timestamp")
    .replace(/^Unexpected token: EOF/, "something is missing here, the expression ends too early");
}

/** `at` is where in the text it was found, from 0. */
export function celIssue(
  error: CelError,
  at: number,
  place: ExpressionPlace,
  culprit: Culprit = { textColumns: [], functions: [], unlike: null },
): NodeIssue {
  const { code = "" } = error;
  const words = summaryOf(error);
  if (code === "unknown_variable") return columnIssue(at, place);
  if (code === "limit_exceeded") return limitIssue(words, at, place);
  const call = /no matching overload for '(?:.*\.)?(\w+)\((.*)\)'/.exec(words);
  const forms = call ? culprit.functions.filter(({ name }) => name === call[1]) : [];
  if (call && forms.length === 0) return functionIssue(call[1], at, place, culprit.functions);
  const isType = /overload|type|ternary|operator|element|operand|condition/i.test(code);
  return {
    ...common(place, at),
    code: isType ? "EXPRESSION_TYPE" : "EXPRESSION_SYNTAX",
    message: `At character ${at + 1}: ${culprit.unlike?.message ?? words.replace(/\.$/, "")}.`,
    expected: isType ? "types that go together" : "an expression such as price * 2 > 10",
    hint: isType ? (culprit.unlike?.hint ?? typeHint(words)) : syntaxHint(place.text),
    ...(isType && blamed(words, forms, culprit)),
  };
}

function functionIssue(
  name: string,
  at: number,
  place: ExpressionPlace,
  functions: readonly FunctionForm[],
): NodeIssue {
  const known = [...new Set(functions.map((form) => form.name))].filter((one) => /^[a-z]/i.test(one));
  const near = closest(name, known);
  return {
    ...common(place, at),
    code: "EXPRESSION_FUNCTION",
    message: `At character ${at + 1}: there is no function ${name}${near ? `; did you mean ${near}?` : "."}`,
    expected: "a function of the language",
    hint: `${near ? `Write ${near}. ` : ""}"How to write expressions" below the field, and docs/expressions.md, list the functions.`,
  };
}

/** The text columns that stand where a time or a number should. */
function blamed(
  words: string,
  forms: readonly FunctionForm[],
  { textColumns: columns }: Culprit,
): Pick<NodeIssue, "blames" | "hint"> | null {
  if (columns.length === 0) return null;
  const takes = (type: string) => forms.some(({ params }) => params.some((param) => param.type === type));
  const wantsTime = takes(TIMESTAMP) || /timestamp/.test(words);
  const wants = wantsTime ? "time" : takes("double") || /double|int/.test(words) ? "number" : null;
  const [is, them] = columns.length === 1 ? ["is", "it"] : ["are", "them"];
  const hint = `${listNames(columns)} ${is} text: insert Cast to make ${them} a time, or set Date form (dateFormat) of the source that reads ${them}.`;
  return { blames: { columns, wants }, ...(wantsTime && { hint }) };
}

const TIMESTAMP = "google.protobuf.Timestamp";

/** The library's limits, by the name it gives them. Its limit of depth is above ours: it is met by brackets alone. */
function limitIssue(words: string, at: number, place: ExpressionPlace): NodeIssue {
  const [, limit, most] = /(\w+) \((\d+)\)/.exec(words) ?? [];
  if (limit === "maxDepth") return deepIssue(at, place);
  const what =
    limit === "maxListElements"
      ? "values in one list"
      : limit === "maxCallArguments"
        ? "arguments of one function"
        : "parts";
  return {
    ...large(place, at),
    message: `At character ${at + 1}: the expression has more than ${most} ${what}.`,
    expected: `at most ${most} ${what}`,
    hint:
      limit === "maxListElements"
        ? "Split the list: x in [1, 2] || x in [3, 4]."
        : "Compute parts of it in a Formula node before this one, and use their columns here.",
  };
}

export function deepIssue(at: number, place: ExpressionPlace): NodeIssue {
  return {
    ...large(place, at),
    message: `At character ${at + 1}: the expression is nested more than ${MOST_LEVELS} levels deep.`,
    expected: `at most ${MOST_LEVELS} levels; each operator, function and bracket is one`,
    hint: "Compute parts of it in a Formula node before this one, and use their columns here.",
  };
}

/** Shown in part: such an expression would fill the screen. */
function large(place: ExpressionPlace, at: number) {
  return {
    ...common(place, at),
    code: "EXPRESSION_TOO_LARGE",
    got: `${place.text.slice(0, SHOWN_CHARACTERS)}…`,
  };
}

const SHOWN_CHARACTERS = 60;

function typeHint(words: string): string {
  if (/null/.test(words))
    return "Ask for missing values with isNull(x), and replace them with coalesce(x, 0).";
  if (/no matching overload/.test(words))
    return '"How to write expressions" below the field, and docs/expressions.md, say what functions take.';
  return "Convert one side: number(text), string(number), or cast the column first.";
}

/** What people write who come from SQL, spreadsheets or Python. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/(?<![=!<>])=(?!=)/, "Equality is written ==."],
  [/<>/, "Inequality is written !=."],
  [/\band\b/i, "And is written &&."],
  [/\bor\b/i, "Or is written ||."],
  [/\bnot\b/i, "Not is written !."],
  [/\*\*|\^/, "Powers are written pow(x, 2)."],
];

function syntaxHint(text: string): string {
  const bare = text.replace(/"[^"]*"|'[^']*'/g, "");
  const known = FOREIGN.find(([pattern]) => pattern.test(bare));
  return `${known ? `${known[1]} ` : ""}"How to write expressions" below the field, and docs/expressions.md, say more.`;
}

function columnIssue(at: number, place: ExpressionPlace): NodeIssue {
  const { text, schema } = place;
  const found = /^(?:row\s*\[\s*(["'])(.*?)\1|row\.(\w+)|([\p{L}_][\p{L}\p{N}_]*))/u.exec(text.slice(at));
  const name = found?.[2] ?? found?.[3] ?? found?.[4] ?? "";
  const known = schema.fields.map((field) => field.name);
  const field = schema.fields.find((candidate) => candidate.name === name);
  const near = closest(name, known);
  return {
    ...common(place, at),
    ...(!field && { misses: name }),
    code: "EXPRESSION_COLUMN",
    message: field
      ? `At character ${at + 1}: column "${name}" is ${formatType(field.type)}, which expressions cannot use.`
      : `At character ${at + 1}: there is no column "${name}".`,
    expected: known.length > 0 ? `one of ${listNames(known)}` : "a column",
    hint: field
      ? "Use a column of numbers, text, true/false or times."
      : near
        ? `Did you mean "${near}"?`
        : 'Names with blanks are written row["name"], text in quotes.',
  };
}

export function emptyIssue({ path }: ExpressionPlace): NodeIssue {
  return {
    severity: "error",
    port: "in",
    path,
    code: "EXPRESSION_EMPTY",
    message: "The expression is empty.",
    expected: "an expression",
    hint: 'For example: score >= 0.5 && region == "EU"',
  };
}

export function resultIssue(type: string, place: ExpressionPlace): NodeIssue {
  return {
    ...common(place),
    code: "EXPRESSION_RESULT",
    message: `The expression gives ${type.replace("google.protobuf.", "")}, which no column can hold.`,
    expected: "a number, text, true/false or a time",
    hint: "Take a part of it, for example with an index or a function such as hoursBetween(a, b).",
  };
}

/** `at`: where in the text, from 0; absent where it is about all of it. */
function common({ text, path }: ExpressionPlace, at?: number) {
  return { severity: "error", port: "in", path, got: text, ...(at !== undefined && { at }) } as const;
}
