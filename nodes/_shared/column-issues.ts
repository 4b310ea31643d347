// Issues about columns that several kinds report the same way: unknown names, duplicates, wrong types.

import { formatType, type DataType, type Schema } from "../../engine/frames/types.ts";
import { closest } from "../../engine/sdk/closest.ts";
import type { Blame, NodeIssue } from "../../engine/sdk/node-definition.ts";

/** An issue for each name that the schema lacks (none while the schema is open). */
export function unknownColumnIssues(schema: Schema, names: readonly string[], path: string): NodeIssue[] {
  if (schema.open) return [];
  const known = schema.fields.map((field) => field.name);
  const unknown = names.filter((name) => !known.includes(name));
  return unknown.map((name) => {
    const near = closest(name, known);
    return {
      code: "COLUMN_UNKNOWN",
      severity: "error",
      port: "in",
      path,
      message: `There is no column "${name}".`,
      expected: known.length ? `one of ${listNames(known)}` : "a column",
      got: name,
      misses: name,
      ...(near !== null && { meant: near }),
      hint: near ? `Did you mean "${near}"?` : "Choose a column that arrives here.",
    };
  });
}

/** An issue for each name that a list has more than once, with the list in which it stands once. */
export function repeatedIssues(names: readonly string[], param: string): NodeIssue[] {
  const once = [...new Set(names)];
  const twice = once.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  return twice.map((name) => ({
    code: "COLUMN_DUPLICATE",
    severity: "warning",
    port: "in",
    path: `params.${param}`,
    message: `The column "${name}" is named more than once, and would be written as often.`,
    expected: "each column once",
    got: name,
    hint: "Take the others out.",
    fix: {
      label: "Name each column once",
      commands: [{ do: "set-param", id: "", param, value: once }],
    },
  }));
}

/** An issue for each name that stands more than once in the schema. */
export function duplicateIssues(schema: Schema, path: string): NodeIssue[] {
  const names = schema.fields.map((field) => field.name);
  const twice = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  return twice.map((name) => ({
    code: "COLUMN_DUPLICATE",
    severity: "error",
    port: "out",
    path,
    message: `Two columns would be called "${name}".`,
    expected: "different names",
    got: name,
    hint: "Choose another name for one of them.",
  }));
}

/** An issue for each named column whose type is not accepted. */
export function typeIssues(
  schema: Schema,
  names: readonly string[],
  path: string,
  accepts: (type: DataType) => boolean,
  expected: string,
  hint: string,
): NodeIssue[] {
  return schema.fields
    .filter((field) => names.includes(field.name) && !accepts(field.type))
    .map((field) => ({
      code: "COLUMN_TYPE",
      severity: "error",
      port: "in",
      path,
      message: `Column "${field.name}" is ${formatType(field.type)}, but ${expected} is needed.`,
      expected,
      got: formatType(field.type),
      hint,
      ...(field.type.type === "text" && { blames: { columns: [field.name], wants: wanted(accepts) } }),
    }));
}

function wanted(accepts: (type: DataType) => boolean): Blame["wants"] {
  if (accepts({ type: "float64" })) return "number";
  return accepts({ type: "timestamp", zone: "UTC" }) ? "time" : null;
}

/** Up to eight names, for messages. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(", ");
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown;
}
