// Turns column references into variables: `row["unit price"]`, `isNull(x)` and `coalesce(x, 0)` into what CEL can check.

import type { Environment } from "@marcbachmann/cel-js";

type Ast = ReturnType<Environment["parse"]>["ast"];

/** One place where the text was changed, so that positions in the new text can be told in the old one. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Rewritten {
  readonly text: string;
  /** Columns that are read, by the name of their variable. */
  readonly variables: ReadonlyMap<string, string>;
  /** Columns whose nulls the expression looks at itself, by the name of the flag variable. */
  readonly flags: ReadonlyMap<string, string>;
  /** Same, by the name of the variable that holds the value or a neutral one. */
  readonly values: ReadonlyMap<string, string>;
  /** A position in the new text as one in the old. */
  position(at: number): number;
}

/** Names that begin so are ours; no column can be named so by accident in an expression. */
const PREFIX = "millrace_";

/** `columns` in their order; a variable is named after the position of its column, so the same text always comes out. */
export function rewrite(text: string, ast: Ast, columns: readonly string[]): Rewritten {
  const variables = new Map<string, string>();
  const flags = new Map<string, string>();
  const values = new Map<string, string>();
  const changes: Change[] = [];
  const index = (column: string) => {
    const found = columns.indexOf(column);
    return found < 0 ? `unknown_${column.replace(/\W/g, "_")}` : String(found);
  };
  const flag = (column: string) => {
    const name = `${PREFIX}null_${index(column)}`;
    flags.set(name, column);
    return name;
  };
  const value = (column: string) => {
    const name = `${PREFIX}value_${index(column)}`;
    values.set(name, column);
    return name;
  };
  const change = (node: Ast, replacement: string) => {
    changes.push({ start: node.range.start, end: node.range.end, text: replacement });
  };
  const visit = (node: Ast): void => {
    if (node.op === "call") {
      const [name, args] = node.args;
      const column = args.length > 0 ? columnOf(args[0], columns) : null;
      if (name === "isNull" && args.length === 1 && column !== null) return change(node, flag(column));
      if (name === "coalesce" && args.length === 2 && column !== null) {
        change(args[0], `${flag(column)}, ${value(column)}`);
        return visit(args[1]);
      }
      return args.forEach(visit);
    }
    const column = columnOf(node, columns);
    if (column !== null) {
      const plain = node.op === "id";
      const name = plain ? column : `${PREFIX}column_${index(column)}`;
      variables.set(name, column);
      if (!plain) change(node, name);
      return;
    }
    for (const child of children(node)) visit(child);
  };
  visit(ast);
  changes.sort((a, b) => a.start - b.start);
  return {
    text: applyChanges(text, changes),
    variables,
    flags,
    values,
    position: (at) => original(at, changes),
  };
}

/** The column a node names: `price` or `row["unit price"]`. */
function columnOf(node: Ast, columns: readonly string[]): string | null {
  if (node.op === "id") return columns.includes(node.args) ? node.args : null;
  if (node.op !== "[]") return null;
  const [object, key] = node.args;
  const isRow = object.op === "id" && object.args === "row" && !columns.includes("row");
  return isRow && key.op === "value" && typeof key.args === "string" ? key.args : null;
}

function children(node: Ast): readonly Ast[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "call":
      return node.args[1];
    case "map":
      return node.args.flat();
    case "list":
      return node.args;
    case "!_":
    case "-_":
      return [node.args];
    default:
      return node.args;
  }
}

function applyChanges(text: string, changes: readonly Change[]): string {
  let out = "";
  let at = 0;
  for (const { start, end, text: replacement } of changes) {
    out += text.slice(at, start) + replacement;
    at = end;
  }
  return out + text.slice(at);
}

function original(at: number, changes: readonly Change[]): number {
  let shift = 0;
  for (const { start, end, text } of changes) {
    if (at < start + shift) break;
    if (at < start + shift + text.length) return start;
    shift += text.length - (end - start);
  }
  return at - shift;
}
