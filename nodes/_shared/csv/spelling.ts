// How a delimited file is written, as far as who writes another one after it wants to know.

import type { Dialect } from "../../../engine/frames/raw-rows.ts";

export interface Spelling {
  readonly dialect: Pick<Dialect, "delimiter" | "decimalComma">;
  /** Whether lines end in CR LF. */
  readonly crlf: boolean;
}

/** Of the one source; null where there are several, or it reads no delimited file. */
export function spellingOf(sources: readonly unknown[]): Spelling | null {
  const [facts, ...others] = sources;
  return others.length === 0 && isSpelling(facts) ? facts : null;
}

/** The delimiters besides the comma, as sources and actions name them. */
const DELIMITERS: ReadonlyMap<number, ";" | "tab" | "|"> = new Map([
  [59, ";"],
  [9, "tab"],
  [124, "|"],
]);

/** As params name it; null for the comma, and for what no param names. */
export function delimiterName({ dialect }: Spelling): ";" | "tab" | "|" | null {
  return DELIMITERS.get(dialect.delimiter) ?? null;
}

function isSpelling(facts: unknown): facts is Spelling {
  return typeof facts === "object" && facts !== null && "dialect" in facts && "crlf" in facts;
}
