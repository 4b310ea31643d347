// Conditions as a list of comparisons, to and from the text of an expression. What says more than such a list stays text.

import { columnText } from "./words-of-expressions.ts";

export const OPERATORS = [
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "contains",
  "startsWith",
  "endsWith",
  "isNull",
  "notNull",
  "isTrue",
  "isFalse",
] as const;
export type Operator = (typeof OPERATORS)[number];
export type Literal = string | number | boolean;

export interface Comparison {
  readonly column: string;
  readonly operator: Operator;
  /** One value; several for `in`; none for what only looks at the column. */
  readonly values: readonly Literal[];
}

export interface Conditions {
  readonly join: "all" | "any";
  readonly list: readonly Comparison[];
}

const UNARY: ReadonlySet<Operator> = new Set(["isNull", "notNull", "isTrue", "isFalse"]);
const METHODS: ReadonlySet<string> = new Set(["contains", "startsWith", "endsWith"]);
const SIGNS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

export function takesValue(operator: Operator): boolean {
  return !UNARY.has(operator);
}

export function writeConditions({ join, list }: Conditions): string {
  return list.map(writeComparison).join(join === "all" ? " && " : " || ");
}

function writeComparison({ column, operator, values }: Comparison): string {
  const name = columnText(column);
  const value = JSON.stringify(values[0] ?? "");
  switch (operator) {
    case "in":
      return `${name} in [${values.map((each) => JSON.stringify(each)).join(", ")}]`;
    case "contains":
    case "startsWith":
    case "endsWith":
      return `${name}.${operator}(${value})`;
    case "isNull":
      return `isNull(${name})`;
    case "notNull":
      return `!isNull(${name})`;
    case "isTrue":
      return name;
    case "isFalse":
      return `!${name}`;
    default:
      return `${name} ${operator} ${value}`;
  }
}

/** Null when the text says more than a list of comparisons can. An empty text is an empty list. */
export function readConditions(text: string): Conditions | null {
  const tokens = tokenize(text);
  if (!tokens) return null;
  if (tokens.length === 0) return { join: "all", list: [] };
  const reader = new Reader(tokens);
  const list: Comparison[] = [];
  const joins = new Set<string>();
  for (;;) {
    const comparison = reader.comparison();
    if (!comparison) return null;
    list.push(comparison);
    if (reader.done) break;
    const sign = reader.next();
    if (sign?.is !== "sign" || (sign.text !== "&&" && sign.text !== "||")) return null;
    joins.add(sign.text);
  }
  if (joins.size > 1) return null;
  return { join: joins.has("||") ? "any" : "all", list };
}

type Token =
  | { readonly is: "name"; readonly text: string }
  | { readonly is: "literal"; readonly value: Literal; readonly text: string }
  | { readonly is: "sign"; readonly text: string };

const TOKEN =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(&&|\|\||==|!=|<=|>=|[<>!()[\],.]))/y;

function tokenize(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const found = TOKEN.exec(trimmed);
    if (!found) return null;
    const [, name, number, quoted, sign] = found;
    if (name === "true" || name === "false")
      tokens.push({ is: "literal", value: name === "true", text: name });
    else if (name !== undefined) tokens.push({ is: "name", text: name });
    else if (number !== undefined) tokens.push({ is: "literal", value: Number(number), text: number });
    else if (quoted !== undefined) {
      const value = unquote(quoted);
      if (value === null) return null;
      tokens.push({ is: "literal", value, text: quoted });
    } else tokens.push({ is: "sign", text: sign });
  }
  return tokens;
}

/** Null for escapes that JSON does not have. */
function unquote(quoted: string): string | null {
  const inside = quoted.slice(1, -1);
  const json = quoted.startsWith("'") ? inside.replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"') : inside;
  try {
    return JSON.parse(`"${json}"`) as string;
  } catch {
    return null;
  }
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  comparison(): Comparison | null {
    const negated = this.#take("!");
    if (this.#calls("isNull")) {
      const column = this.#column();
      if (column === null || !this.#take(")")) return null;
      return { column, operator: negated ? "notNull" : "isNull", values: [] };
    }
    const column = this.#column();
    if (column === null) return null;
    if (negated) return this.#atEnd() ? { column, operator: "isFalse", values: [] } : null;
    if (this.#atEnd()) return { column, operator: "isTrue", values: [] };
    if (this.#takeName("in")) {
      const values = this.#list();
      return values && { column, operator: "in", values };
    }
    if (this.#take(".")) {
      const method = this.next();
      if (method?.is !== "name" || !METHODS.has(method.text) || !this.#take("(")) return null;
      const value = this.#literal();
      if (typeof value !== "string" || !this.#take(")")) return null;
      return { column, operator: method.text as Operator, values: [value] };
    }
    const sign = this.next();
    if (sign?.is !== "sign" || !SIGNS.has(sign.text)) return null;
    const value = this.#literal();
    return value === null ? null : { column, operator: sign.text as Operator, values: [value] };
  }

  /** Whether a comparison may end here. */
  #atEnd(): boolean {
    const token = this.#tokens[this.#at];
    return token === undefined || (token.is === "sign" && (token.text === "&&" || token.text === "||"));
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.is !== "sign" || token.text !== text) return false;
    this.#at++;
    return true;
  }

  /** Takes a name with its open bracket; a column may have the same name. */
  #calls(name: string): boolean {
    const after = this.#tokens[this.#at + 1];
    return after?.is === "sign" && after.text === "(" && this.#takeName(name) && this.#take("(");
  }

  #takeName(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.is !== "name" || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #literal(): Literal | null {
    const token = this.next();
    return token?.is === "literal" ? token.value : null;
  }

  #column(): string | null {
    const token = this.next();
    if (token?.is !== "name" || token.text === "in" || token.text === "null") return null;
    if (token.text !== "row") return token.text;
    if (!this.#take("[")) return null;
    const name = this.#literal();
    return typeof name === "string" && this.#take("]") ? name : null;
  }

  #list(): readonly Literal[] | null {
    const values: Literal[] = [];
    if (!this.#take("[")) return null;
    if (this.#take("]")) return values;
    for (;;) {
      const value = this.#literal();
      if (value === null) return null;
      values.push(value);
      if (this.#take("]")) return values;
      if (!this.#take(",")) return null;
    }
  }
}
