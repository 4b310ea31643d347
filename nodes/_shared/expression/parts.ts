// Cuts a checked expression into parts that know nulls, fast loops over numbers, and the rest, which the library computes.

import type { Environment } from "@marcbachmann/cel-js";
import type { Frame } from "../../../engine/frames/frame.ts";
import { byRow, type Input } from "./by-row.ts";
import { both, choose, coalesce, isNull, not } from "./logic.ts";
import { ARITHMETIC, calculate, COMPARISON, compareNumbers, negate, type NumberVector } from "./numeric.ts";
import { movedDate, withMicroseconds } from "./moments.ts";
import { children, isMacro, print, type Ast } from "./print.ts";
import { asRows, columnVector, type Part, type Rows } from "./vector.ts";

const TIMESTAMP = "google.protobuf.Timestamp";

/** The variable that stands for a column of the row, or null where a node is no column. */
export interface ColumnNames {
  column(node: Ast): string | null;
  variable(column: string): string;
}

export class PartCompiler {
  readonly #env: Environment;
  readonly #source: string;
  readonly #names: ColumnNames;
  /** Parts computed before the one they stand in, by their node: the variable's name. */
  readonly #segments = new Map<Ast, string>();

  constructor(env: Environment, source: string, names: ColumnNames) {
    this.#env = env;
    this.#source = source;
    this.#names = names;
  }

  compile(node: Ast): Part {
    const column = this.#names.column(node);
    if (column !== null) return (frame) => columnVector(frame.column(column));
    return this.#logic(node) ?? this.#number(node) ?? this.#moment(node) ?? this.#library(node);
  }

  /** What looks at nulls itself; null for anything else. */
  #logic(node: Ast): Part | null {
    const rows = (child: Ast) => this.#rows(child);
    if (node.op === "&&" || node.op === "||") {
      const [a, b] = node.args.map(rows);
      const decides = node.op === "&&" ? 0 : 1;
      return (frame) => both(a(frame), b(frame), decides, frame.length);
    }
    if (node.op === "!_") {
      const inner = rows(node.args);
      return (frame) => not(inner(frame), frame.length);
    }
    if (node.op === "?:") {
      const [condition, yes, no] = node.args.map(rows);
      const type = this.#type(node);
      return (frame) => choose(condition(frame), yes(frame), no(frame), type, frame.length);
    }
    if (node.op !== "call" || isMacro(node)) return null;
    const [name, args] = node.args;
    if (name === "isNull") {
      const inner = rows(args[0]);
      return (frame) => isNull(inner(frame), frame.length);
    }
    if (name !== "coalesce") return null;
    const type = this.#type(node);
    return args.map(rows).reduceRight((rest, first) => (frame) => {
      const a = first(frame);
      return a.nulls ? coalesce(a, rest(frame), type, frame.length) : a;
    });
  }

  /** Arithmetic and comparisons of doubles, and literals; null for anything else. */
  #number(node: Ast): Part | null {
    if (node.op === "value") {
      const { args } = node;
      if (typeof args !== "number" && typeof args !== "bigint") return null;
      const constant = { kind: "constant", value: Number(args) } as const;
      return () => constant;
    }
    if (node.op === "-_" && this.#type(node) === "double") {
      const inner = this.compile(node.args);
      return (frame) => negate(inner(frame) as NumberVector, frame.length);
    }
    const arithmetic = node.op in ARITHMETIC ? ARITHMETIC[node.op as keyof typeof ARITHMETIC] : null;
    const comparison = node.op in COMPARISON ? COMPARISON[node.op as keyof typeof COMPARISON] : null;
    if (!arithmetic && !comparison) return null;
    const [left, right] = node.args as [Ast, Ast];
    if (this.#type(left) !== "double" || this.#type(right) !== "double") return null;
    const a = this.compile(left);
    const b = this.compile(right);
    const whole = arithmetic ? calculate : compareNumbers;
    const apply = arithmetic ?? comparison!;
    return (frame) => whole(a(frame) as NumberVector, b(frame) as NumberVector, apply, frame.length);
  }

  /** What the library would cut to milliseconds: times that are read from texts, and a time with a duration more or less. */
  #moment(node: Ast): Part | null {
    if (node.op === "call" && isTimeOfText(node)) {
      const [argument] = node.args[1];
      if (this.#type(argument) !== "string") return null;
      const variable = this.#segment(argument);
      const read = this.#env.parse(`timestamp(${variable})`);
      const program = (context: Record<string, unknown>) =>
        withMicroseconds(read(context) as Date, context[variable] as string);
      if (argument.op === "value") return byRow(() => program({ [variable]: argument.args }), [], TIMESTAMP);
      return byRow(program, [this.#input(variable, argument)], TIMESTAMP);
    }
    if (!this.#isMovedTime(node)) return null;
    const [left, right] = node.args as [Ast, Ast];
    const sign = node.op === "+" ? 1 : -1;
    const inputs = [this.#input("left", left), this.#input("right", right)];
    return byRow((given) => movedDate(Number(given.left), sign * Number(given.right)), inputs, TIMESTAMP);
  }

  #isMovedTime(node: Ast): boolean {
    return (node.op === "+" || node.op === "-") && this.#type(node) === TIMESTAMP;
  }

  #input(variable: string, node: Ast): Input {
    return { variable, part: this.compile(node), type: this.#type(node) };
  }

  #library(node: Ast): Part {
    const inputs = [...this.#inputs(node)].map(([variable, inner]) => this.#input(variable, inner));
    return byRow(this.#env.parse(this.#text(node)), inputs, this.#type(node));
  }

  /** Columns, and parts that look at nulls themselves, inside a node that the library computes. */
  #inputs(node: Ast): Map<string, Ast> {
    const found = new Map<string, Ast>();
    const visit = (child: Ast, inMacro: boolean): void => {
      const column = this.#names.column(child);
      if (column !== null) return void found.set(this.#names.variable(column), child);
      if (!inMacro && (looksAtNulls(child) || this.#isOwnTime(child)))
        return void found.set(this.#segment(child), child);
      for (const inner of children(child)) visit(inner, inMacro || isMacro(child));
    };
    for (const child of children(node)) visit(child, isMacro(node));
    return found;
  }

  /** `timestamp("2026-01-01T00:00:00Z")`, `duration("1h")`: read once, not once a row. And what has a part of its own. */
  #isOwnTime(node: Ast): boolean {
    if (isTimeOfText(node) || this.#isMovedTime(node)) return true;
    if (node.op !== "call" || node.args[0] !== "duration") return false;
    return node.args[1].every((argument) => argument.op === "value");
  }

  #segment(node: Ast): string {
    const known = this.#segments.get(node);
    if (known) return known;
    const name = `millrace_part_${this.#segments.size}`;
    this.#env.registerVariable(name, this.#type(node));
    this.#segments.set(node, name);
    return name;
  }

  #rows(node: Ast): (frame: Frame) => Rows {
    const type = this.#type(node);
    const part = this.compile(node);
    return (frame) => asRows(part(frame), type, frame.length);
  }

  #type(node: Ast): string {
    return this.#env.check(this.#text(node)).type ?? "dyn";
  }

  #text(node: Ast): string {
    return print(node, this.#source, (part) => {
      const column = this.#names.column(part);
      if (column !== null) return this.#names.variable(column);
      return part === node ? null : (this.#segments.get(part) ?? null);
    }).text;
  }
}

function isTimeOfText(node: Ast): boolean {
  return node.op === "call" && node.args[0] === "timestamp" && node.args[1].length === 1;
}

function looksAtNulls(node: Ast): boolean {
  if (node.op === "call") return node.args[0] === "isNull" || node.args[0] === "coalesce";
  return node.op === "&&" || node.op === "||" || node.op === "!_" || node.op === "?:";
}
