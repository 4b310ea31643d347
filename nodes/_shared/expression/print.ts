// Writes a parsed expression back as text for the library, with columns as variables and whole literals as doubles.

import type { Environment } from "@marcbachmann/cel-js";

export type Ast = ReturnType<Environment["parse"]>["ast"];

export interface Printed {
  readonly text: string;
  /** Where the part at a position of the printed text begins in the text that was parsed. */
  source(at: number): number;
}

/** Calls whose first argument names a variable of their own. Nothing inside can be computed outside of them. */
const MACROS = new Set(["exists", "exists_one", "all", "map", "filter", "bind", "has"]);

export function isMacro(node: Ast): boolean {
  return (node.op === "rcall" || node.op === "call") && MACROS.has(node.args[0]);
}

/** Library functions that take whole numbers only. */
const WHOLE_CALLS = new Set(["timestamp", "uint"]);

interface Spot {
  readonly from: number;
  readonly to: number;
  readonly source: number;
}

/**
 * `name` gives the variable that stands for a part (a column, something computed before), or null. A number in an
 * expression is a double, as columns are: `price == 2` and `ok ? price : 0` would be type errors otherwise. Only where
 * the library wants whole numbers (indices, arguments of methods) they stay what they are.
 */
export function print(ast: Ast, source: string, name: (node: Ast) => string | null): Printed {
  const spots: Spot[] = [];
  let text = "";

  const list = (nodes: readonly Ast[], whole = false) => {
    nodes.forEach((node, i) => {
      if (i > 0) text += ", ";
      visit(node, whole);
    });
  };
  const enclosed = (open: string, close: string, inside: () => void) => {
    text += open;
    inside();
    text += close;
  };
  const visit = (node: Ast, whole = false): void => {
    const from = text.length;
    const variable = name(node);
    if (variable !== null) text += variable;
    else write(node, whole);
    spots.push({ from, to: text.length, source: node.range.start });
  };
  const write = (node: Ast, whole: boolean): void => {
    switch (node.op) {
      case "value":
        text +=
          typeof node.args === "bigint" && !whole
            ? `${node.args}.0`
            : source.slice(node.range.start, node.range.end);
        return;
      case "id":
        text += node.args;
        return;
      case ".":
      case ".?":
        visit(node.args[0]);
        text += node.op + node.args[1];
        return;
      case "[]":
      case "[?]":
        visit(node.args[0]);
        return enclosed(node.op === "[]" ? "[" : "[?", "]", () => visit(node.args[1], true));
      case "call":
        text += node.args[0];
        return enclosed("(", ")", () => list(node.args[1], WHOLE_CALLS.has(node.args[0])));
      case "rcall":
        visit(node.args[1]);
        text += `.${node.args[0]}`;
        return enclosed("(", ")", () => list(node.args[2], !isMacro(node)));
      case "list":
        return enclosed("[", "]", () => list(node.args));
      case "map":
        return enclosed("{", "}", () =>
          node.args.forEach(([key, value], i) => {
            if (i > 0) text += ", ";
            visit(key, true);
            text += ": ";
            visit(value);
          }),
        );
      case "!_":
      case "-_":
        return enclosed(`(${node.op[0]}(`, "))", () => visit(node.args, whole && node.op === "-_"));
      case "?:":
        return enclosed("(", ")", () => {
          visit(node.args[0]);
          text += " ? ";
          visit(node.args[1]);
          text += " : ";
          visit(node.args[2]);
        });
      default: {
        const inside = whole && ARITHMETIC.has(node.op);
        return enclosed("(", ")", () => {
          visit(node.args[0], inside);
          text += ` ${node.op} `;
          visit(node.args[1], inside);
        });
      }
    }
  };
  visit(ast);
  return { text, source: (at) => innermost(spots, at) };
}

const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%"]);

/** The parts directly inside a node. */
export function children(node: Ast): readonly Ast[] {
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
    case "!_":
    case "-_":
      return [node.args];
    default:
      return node.args;
  }
}

function innermost(spots: readonly Spot[], at: number): number {
  let best: Spot | null = null;
  for (const spot of spots) {
    if (at < spot.from || at >= spot.to) continue;
    if (!best || spot.to - spot.from <= best.to - best.from) best = spot;
  }
  return best?.source ?? 0;
}
