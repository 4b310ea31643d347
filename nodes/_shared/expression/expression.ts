// An expression over the columns of a row: checked against a schema, then evaluated on frames. Nulls propagate.

import type { Column } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { DataType, Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { celType, resultType, usableFields } from "./columns.ts";
import { partTooDeep } from "./depth.ts";
import {
  celIssue,
  deepIssue,
  emptyIssue,
  resultIssue,
  summaryOf,
  type CelError,
  type ExpressionPlace,
} from "./issues.ts";
import { newEnvironment } from "./language.ts";
import { PartCompiler, type ColumnNames } from "./parts.ts";
import { triesPattern } from "./patterns.ts";
import { children, print, type Ast } from "./print.ts";
import { unlikeSides } from "./sides.ts";
import { suitingTypes } from "./suiting-types.ts";
import { asRows, vectorColumn, type Failures, type Part } from "./vector.ts";

export interface Evaluated {
  /** One value a row; rows that failed hold null. */
  readonly column: Column;
  /** Rows whose expression could not be computed (text that is no number, an index out of range). */
  readonly failures: ReadonlyMap<number, RowError>;
}

export interface Tested {
  /** 1 where the condition is true, 0 where it is false, null or failed. */
  readonly mask: Uint8Array;
  readonly failures: ReadonlyMap<number, RowError>;
}

export interface Expression {
  readonly type: DataType;
  /** As it was written, and the param it stands in. */
  readonly text: string;
  readonly path: string;
  /** Whether a regular expression is in it: it is worked with by `withinTime`. */
  readonly triesPattern: boolean;
  /** Columns it reads. */
  readonly columns: readonly string[];
  evaluate(frame: Frame): Evaluated;
  /** For bool expressions. */
  test(frame: Frame): Tested;
}

export type Compiled =
  | { readonly expression: Expression; readonly issues: readonly [] }
  | { readonly expression: null; readonly issues: readonly NodeIssue[] };

/** Checks and compiles. `path` is the param the text stands in. `loadLanguage` must have been waited for. */
export function compileExpression(text: string, schema: Schema, path: string): Compiled {
  const place = { text, schema, path };
  if (text.trim() === "") return refused(emptyIssue(place));
  const env = newEnvironment();
  let ast: Ast;
  try {
    ast = env.parse(text).ast;
  } catch (thrown) {
    return refused(issueOf(thrown, place, (at) => at));
  }
  const deep = partTooDeep(ast);
  if (deep) return refused(deepIssue(deep.range.start, place));
  const names = columnNames(schema, ast);
  const columns = readColumns(ast, names);
  for (const name of columns) {
    const field = schema.fields.find((candidate) => candidate.name === name)!;
    env.registerVariable(names.variable(name), celType(field.type)!);
  }
  const variable = (node: Ast) => {
    const column = names.column(node);
    return column === null ? null : names.variable(column);
  };
  const printed = print(ast, text, variable);
  const checked = env.check(printed.text);
  if (checked.error) {
    const at = checked.error.range ? printed.source(checked.error.range.start) : 0;
    const textColumns = columnsAt(ast, at, names).filter(
      (name) => schema.fields.find((candidate) => candidate.name === name)!.type.type === "text",
    );
    const { functions } = env.getDefinitions();
    const words = summaryOf(checked.error);
    const unlike = unlikeSides(words, ast, at, text, (node) => names.column(node));
    const suits = suitingTypes(place, columns, (types) => compileExpression(text, types, path));
    const issue = celIssue(checked.error, at, place, { textColumns, functions, unlike });
    return refused(suits ? { ...issue, suits } : issue);
  }
  const celResult = checked.type ?? "dyn";
  const type = resultType(celResult);
  if (!type) return refused(resultIssue(celResult, place));
  const part = new PartCompiler(env, text, names).compile(ast);
  const about = { type, text, path, triesPattern: triesPattern(ast), columns };
  return { expression: new CompiledExpression(about, celResult, part), issues: [] };
}

class CompiledExpression implements Expression {
  readonly type: DataType;
  readonly text: string;
  readonly path: string;
  readonly triesPattern: boolean;
  readonly columns: readonly string[];
  readonly #celType: string;
  readonly #part: Part;

  constructor(about: Omit<Expression, "evaluate" | "test">, celResult: string, part: Part) {
    this.type = about.type;
    this.text = about.text;
    this.path = about.path;
    this.triesPattern = about.triesPattern;
    this.columns = about.columns;
    this.#celType = celResult;
    this.#part = part;
  }

  evaluate(frame: Frame): Evaluated {
    const rows = asRows(this.#part(frame), this.#celType, frame.length);
    return { column: vectorColumn(rows, this.type, frame.length), failures: rowErrors(rows.failures) };
  }

  test(frame: Frame): Tested {
    const { values, nulls, failures } = asRows(this.#part(frame), this.#celType, frame.length);
    const bits = values as Uint8Array;
    if (!nulls) return { mask: bits, failures: NONE };
    const mask = new Uint8Array(frame.length);
    for (let row = 0; row < mask.length; row++) mask[row] = bits[row] & (1 - nulls[row]);
    return { mask, failures: rowErrors(failures) };
  }
}

const NONE: ReadonlyMap<number, RowError> = new Map();
const FAILED_HINT = "Mend the values of the row, or write the expression so that it expects them.";

/** In the order of the rows. */
function rowErrors(failures: Failures | null): ReadonlyMap<number, RowError> {
  if (!failures) return NONE;
  const ordered = [...failures].sort(([a], [b]) => a - b);
  return new Map(
    ordered.map(([row, cause]) => [row, { code: "EXPRESSION_FAILED", cause, hint: FAILED_HINT }]),
  );
}

/**
 * Columns are `price`, `row["unit price"]` or `row.price`; each is a variable named after its place in the schema. A column
 * called row is meant where `row` stands by itself: no column that expressions can use has parts.
 */
function columnNames(schema: Schema, ast: Ast): ColumnNames {
  const places = new Map(usableFields(schema).map((field) => [field.name, schema.fields.indexOf(field)]));
  const known = (name: string) => (places.has(name) ? name : null);
  const isRow = (node: Ast) => node.op === "id" && node.args === "row";
  const wholeRows = new Set<Ast>();
  const visit = (node: Ast): void => {
    if ((node.op === "." || node.op === "[]") && isRow(node.args[0])) wholeRows.add(node.args[0]);
    children(node).forEach(visit);
  };
  visit(ast);
  return {
    column(node) {
      if (node.op === "id") return wholeRows.has(node) ? null : known(node.args);
      if (node.op === ".") return isRow(node.args[0]) ? known(node.args[1]) : null;
      if (node.op !== "[]" || !isRow(node.args[0])) return null;
      const [, key] = node.args;
      return key.op === "value" && typeof key.args === "string" ? known(key.args) : null;
    },
    variable: (name) => `millrace_${places.get(name)}`,
  };
}

function readColumns(ast: Ast, names: ColumnNames): string[] {
  const found = new Set<string>();
  const visit = (node: Ast): void => {
    const column = names.column(node);
    if (column !== null) found.add(column);
    else for (const child of children(node)) visit(child);
  };
  visit(ast);
  return [...found];
}

/** The columns that a part reads by itself: arguments of its call, sides of its operator. */
function columnsAt(ast: Ast, at: number, names: ColumnNames): string[] {
  const own = ast.range.start === at ? children(ast).map((child) => names.column(child)) : [];
  const found = own.filter((name) => name !== null);
  if (found.length > 0) return [...new Set(found)];
  for (const child of children(ast)) {
    const inside = columnsAt(child, at, names);
    if (inside.length > 0) return inside;
  }
  return [];
}

function refused(issue: NodeIssue): Compiled {
  return { expression: null, issues: [issue] };
}

function issueOf(thrown: unknown, place: ExpressionPlace, source: (at: number) => number): NodeIssue {
  // The library calls itself for each sign of `!!!!…` and does not count them.
  if (thrown instanceof RangeError) return deepIssue(0, place);
  const error = thrown as CelError;
  return celIssue(error, error.range ? source(error.range.start) : 0, place);
}
