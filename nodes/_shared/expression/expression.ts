// An expression over the columns of a row: checked against a schema, then evaluated on frames. Nulls propagate.

import type { Environment } from "@marcbachmann/cel-js";
import { columnOf } from "./results.ts";
import type { Column } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { DataType, Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { closest, listNames } from "../column-issues.ts";
import { celReader, celType, NEUTRAL, resultType, usableFields } from "./columns.ts";
import { compileFast, type FastExpression } from "./fast.ts";
import { newEnvironment } from "./language.ts";
import { rewrite, type Rewritten } from "./rewrite.ts";

export interface Evaluated {
  /** One value a row; rows that failed hold null. */
  readonly column: Column;
  /** Rows whose expression could not be computed (a division of whole numbers by zero, text that is no number). */
  readonly failures: ReadonlyMap<number, RowError>;
}

export interface Expression {
  readonly type: DataType;
  /** Columns it reads. */
  readonly columns: readonly string[];
  evaluate(frame: Frame): Evaluated;
  /** For bool expressions: 1 where it is true, 0 where it is false or null. */
  test(frame: Frame): { readonly mask: Uint8Array; readonly failures: ReadonlyMap<number, RowError> };
}

export type Compiled =
  | { readonly expression: Expression; readonly issues: readonly [] }
  | { readonly expression: null; readonly issues: readonly NodeIssue[] };

/** Checks and compiles. `path` is the param the text stands in. `loadLanguage` must have been waited for. */
export function compileExpression(text: string, schema: Schema, path: string): Compiled {
  const fields = usableFields(schema);
  const names = fields.map((field) => field.name);
  const refuse = (...issues: NodeIssue[]): Compiled => ({ expression: null, issues });
  if (text.trim() === "") return refuse(emptyIssue(path));
  const env = newEnvironment();
  let rewritten: Rewritten;
  try {
    rewritten = rewrite(text, env.parse(text).ast, names);
  } catch (thrown) {
    return refuse(celIssue(thrown, text, path, schema, (at) => at));
  }
  const types = new Map(fields.map((field) => [field.name, celType(field.type)!]));
  declare(env, rewritten, types);
  const checked = env.check(rewritten.text);
  if (!checked.valid)
    return refuse(celIssue(checked.error, text, path, schema, (at) => rewritten.position(at)));
  const type = resultType(checked.type ?? "");
  if (!type) return refuse(resultIssue(checked.type ?? "dyn", path));
  const program = env.parse(rewritten.text);
  const plain =
    rewritten.flags.size === 0 &&
    [...rewritten.variables].every(([name, column]) => types.get(column) === "double" && name);
  const fast = plain ? compileFast(program.ast, rewritten.variables) : null;
  const columns = [...new Set([...rewritten.variables.values(), ...rewritten.flags.values()])];
  return { expression: new CelExpression(type, columns, program, rewritten, types, fast), issues: [] };
}

type Program = ReturnType<Environment["parse"]>;

class CelExpression implements Expression {
  readonly type: DataType;
  readonly columns: readonly string[];
  readonly #program: Program;
  readonly #rewritten: Rewritten;
  readonly #types: ReadonlyMap<string, keyof typeof NEUTRAL>;
  readonly #fast: FastExpression | null;

  constructor(
    type: DataType,
    columns: readonly string[],
    program: Program,
    rewritten: Rewritten,
    types: ReadonlyMap<string, keyof typeof NEUTRAL>,
    fast: FastExpression | null,
  ) {
    this.type = type;
    this.columns = columns;
    this.#program = program;
    this.#rewritten = rewritten;
    this.#types = types;
    this.#fast = fast;
  }

  evaluate(frame: Frame): Evaluated {
    const fast = this.#fast?.(frame);
    if (fast) return { column: columnOf(this.type, fast, frame.length), failures: new Map() };
    const values = new Array<unknown>(frame.length);
    const failures = new Map<number, RowError>();
    const evaluate = this.#rows(frame, failures);
    for (let row = 0; row < frame.length; row++) values[row] = evaluate(row);
    return { column: columnOf(this.type, values, frame.length), failures };
  }

  test(frame: Frame): { mask: Uint8Array; failures: ReadonlyMap<number, RowError> } {
    const fast = this.#fast?.(frame);
    if (fast instanceof Uint8Array) return { mask: fast, failures: new Map() };
    const mask = new Uint8Array(frame.length);
    const failures = new Map<number, RowError>();
    const evaluate = this.#rows(frame, failures);
    for (let row = 0; row < frame.length; row++) mask[row] = evaluate(row) === true ? 1 : 0;
    return { mask, failures };
  }

  /** Evaluates row by row with the library. What it cannot compute is null where a column it reads is null there. */
  #rows(frame: Frame, failures: Map<number, RowError>): (row: number) => unknown {
    const { variables, flags, values } = this.#rewritten;
    const read = (column: string) => celReader(frame.column(column));
    const readers = [...variables].map(([name, column]) => ({ name, read: read(column) }));
    const nulls = [...flags].map(([name, column]) => ({ name, read: read(column) }));
    const given = [...values].map(([name, column]) => ({
      name,
      read: read(column),
      neutral: NEUTRAL[this.#types.get(column)!],
    }));
    const context: Record<string, unknown> = {};
    return (row) => {
      let hasNull = false;
      for (const reader of readers) {
        const value = reader.read(row);
        context[reader.name] = value;
        if (value === null) hasNull = true;
      }
      for (const reader of nulls) context[reader.name] = reader.read(row) === null;
      for (const reader of given) context[reader.name] = reader.read(row) ?? reader.neutral;
      try {
        return this.#program(context) as unknown;
      } catch (thrown) {
        if (!hasNull) failures.set(row, { code: "EXPRESSION_FAILED", cause: firstLine(thrown) });
        return null;
      }
    };
  }
}

function declare(
  env: Environment,
  { variables, flags, values }: Rewritten,
  types: ReadonlyMap<string, string>,
): void {
  for (const [name, column] of variables) {
    const type = types.get(column);
    if (type) env.registerVariable(name, type);
  }
  for (const name of flags.keys()) env.registerVariable(name, "bool");
  for (const [name, column] of values) {
    const type = types.get(column);
    if (type) env.registerVariable(name, type);
  }
  // coalesce(x, y) has become coalesce(x is null, x or a neutral value, y).
  if (values.size === 0) return;
  const pick = (isNull: boolean, value: unknown, otherwise: unknown) => (isNull ? otherwise : value);
  for (const type of ["double", "bool", "string", "google.protobuf.Timestamp"]) {
    env.registerFunction(`coalesce(bool, ${type}, ${type}): ${type}`, pick);
  }
  env.registerFunction(
    "coalesce(bool, double, int): double",
    (isNull: boolean, value: number, other: bigint) => (isNull ? Number(other) : value),
  );
}

interface CelError {
  readonly summary?: string;
  readonly message: string;
  readonly code?: string;
  readonly range?: { readonly start: number };
}

function celIssue(
  thrown: unknown,
  text: string,
  path: string,
  schema: Schema,
  position: (at: number) => number,
): NodeIssue {
  const { summary, message, code = "", range } = thrown as CelError;
  const at = range ? position(range.start) : 0;
  const place = { severity: "error", port: "in", path, got: text } as const;
  const words = (summary ?? message.split("\n")[0]).replaceAll("google.protobuf.Timestamp", "timestamp");
  if (code === "unknown_variable") {
    const name = /^(?:row\["([^"]*)"\]|([A-Za-z_]\w*))/.exec(text.slice(at))?.slice(1).find(Boolean) ?? "";
    const known = schema.fields.map((field) => field.name);
    const near = closest(name, known);
    return {
      ...place,
      code: "EXPRESSION_COLUMN",
      message: `At character ${at + 1}: there is no column "${name}" that expressions can use.`,
      expected: known.length > 0 ? `one of ${listNames(known)}` : "a column",
      hint: near ? `Did you mean "${near}"?` : 'Names with blanks are written row["name"].',
    };
  }
  const isType = /overload|type|ternary|operator/i.test(code);
  return {
    ...place,
    code: isType ? "EXPRESSION_TYPE" : "EXPRESSION_SYNTAX",
    message: `At character ${at + 1}: ${words}.`,
    expected: isType ? "types that go together" : "an expression such as price * 2 > 10",
    hint: isType
      ? "Convert one side: number(text), string(number), or cast the column first."
      : "See docs/expressions.md.",
  };
}

function emptyIssue(path: string): NodeIssue {
  const message = "The expression is empty.";
  const hint = 'For example: score >= 0.5 && region == "EU"';
  return {
    code: "EXPRESSION_EMPTY",
    severity: "error",
    path,
    message,
    expected: "an expression",
    got: "",
    hint,
  };
}

function resultIssue(type: string, path: string): NodeIssue {
  return {
    code: "EXPRESSION_RESULT",
    severity: "error",
    path,
    message: `The expression gives ${type}, which no column can hold.`,
    expected: "a number, text, true/false or a time",
    got: type,
    hint: "Take a part of it, for example with an index or a function.",
  };
}

function firstLine(thrown: unknown): string {
  const { summary, message } = thrown as CelError;
  return summary ?? message.split("\n")[0];
}
