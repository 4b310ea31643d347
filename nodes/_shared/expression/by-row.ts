// What has no loop of its own: a part of an expression, computed row by row by the library.

import { rowsOf, spaceFor, type Constant, type Part } from "./vector.ts";

/** What goes into the part under the name of a variable, and its CEL type. */
export interface Input {
  readonly variable: string;
  readonly part: Part;
  readonly type: string;
}

export type Program = (context: Record<string, unknown>) => unknown;

/** Values of a vector as the library takes them; those of other types are so already. */
const GIVE: Readonly<Record<string, (value: unknown) => unknown>> = {
  bool: (value) => value === 1,
  int: (value) => BigInt(value as number),
};
const same = (value: unknown) => value;

/** Null as soon as something that goes in is null: the library never sees one. */
export function byRow(program: Program, inputs: readonly Input[], type: string): Part {
  if (inputs.length === 0) return once(program, type);
  return (frame) => {
    const { length } = frame;
    const given = inputs.map((input) => ({
      variable: input.variable,
      give: GIVE[input.type] ?? same,
      vector: input.part(frame),
    }));
    const out = spaceFor(type, length);
    let nulls: Uint8Array | null = null;
    const failures = new Map<number, string>();
    const context: Record<string, unknown> = {};
    for (let row = 0; row < length; row++) {
      let open = false;
      for (const { variable, give, vector } of given) {
        if (vector.kind === "rows" && vector.nulls !== null && vector.nulls[row] === 1) {
          open = true;
          const cause = vector.failures?.get(row);
          if (cause !== undefined) failures.set(row, cause);
          continue;
        }
        context[variable] = give(vector.kind === "rows" ? vector.values[row] : vector.value);
      }
      try {
        if (!open) out[row] = compute(program, context);
      } catch (thrown) {
        open = true;
        failures.set(row, causeOf(thrown));
      }
      if (open) (nulls ??= new Uint8Array(length))[row] = 1;
    }
    return rowsOf(out, nulls, failures.size > 0 ? failures : null);
  };
}

/** What reads no column is the same for all rows, also when it cannot be computed. */
function once(program: Program, type: string): Part {
  let answer: Constant | { readonly kind: "failed"; readonly cause: string } | null = null;
  return ({ length }) => {
    answer ??= attempt(program);
    if (answer.kind === "constant") return answer;
    const { cause } = answer;
    const rows = Array.from({ length }, (_, row) => [row, cause] as const);
    return rowsOf(spaceFor(type, length), new Uint8Array(length).fill(1), new Map(rows));
  };
}

function attempt(program: Program) {
  try {
    return { kind: "constant", value: compute(program, {}) } as const;
  } catch (thrown) {
    return { kind: "failed", cause: causeOf(thrown) } as const;
  }
}

/** The value as vectors hold it: bools as 0/1, whole numbers as doubles. */
function compute(program: Program, context: Record<string, unknown>): unknown {
  const value = program(context);
  return typeof value === "boolean" || typeof value === "bigint" ? Number(value) : value;
}

function causeOf(thrown: unknown): string {
  const { summary, message } = thrown as { readonly summary?: string; readonly message: string };
  return summary ?? message.split("\n")[0];
}
