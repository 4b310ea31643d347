// Logic with three values: what and, or, not, a choice, isNull and coalesce answer where something is null or failed.

import { eitherFailed, rowsOf, spaceFor, type Failures, type Rows } from "./vector.ts";

/**
 * `decides` is the value that settles the answer alone: 0 for and, 1 for or. Then the other side may be null or have
 * failed. Without it a failure wins over a null.
 */
export function both(a: Rows, b: Rows, decides: 0 | 1, length: number): Rows {
  const x = a.values as Uint8Array;
  const y = b.values as Uint8Array;
  const out = new Uint8Array(length);
  if (!a.nulls && !b.nulls) {
    if (decides === 0) for (let row = 0; row < length; row++) out[row] = x[row] & y[row];
    else for (let row = 0; row < length; row++) out[row] = x[row] | y[row];
    return rowsOf(out);
  }
  const nulls = new Uint8Array(length);
  const failed = eitherFailed(a.failures, b.failures);
  const failures = new Map<number, string>();
  for (let row = 0; row < length; row++) {
    const isNullA = a.nulls !== null && a.nulls[row] === 1;
    const isNullB = b.nulls !== null && b.nulls[row] === 1;
    if ((!isNullA && x[row] === decides) || (!isNullB && y[row] === decides)) {
      out[row] = decides;
    } else if (isNullA || isNullB) {
      nulls[row] = 1;
      const cause = failed?.get(row);
      if (cause !== undefined) failures.set(row, cause);
    } else {
      out[row] = 1 - decides;
    }
  }
  return rowsOf(out, nulls, orNone(failures));
}

export function not({ values, nulls, failures }: Rows, length: number): Rows {
  const out = new Uint8Array(length);
  for (let row = 0; row < length; row++) out[row] = 1 - (values as Uint8Array)[row];
  return rowsOf(out, nulls, failures);
}

/** `condition ? yes : no`; a null condition gives null. Only the branch that is taken can fail. */
export function choose(condition: Rows, yes: Rows, no: Rows, type: string, length: number): Rows {
  const out = spaceFor(type, length);
  const nulls = new Uint8Array(length);
  const failures = new Map<number, string>();
  for (let row = 0; row < length; row++) {
    const open = condition.nulls !== null && condition.nulls[row] === 1;
    const from = open ? condition : condition.values[row] === 1 ? yes : no;
    if (from.nulls !== null && from.nulls[row] === 1) {
      nulls[row] = 1;
      const cause = from.failures?.get(row);
      if (cause !== undefined) failures.set(row, cause);
    } else {
      out[row] = from.values[row];
    }
  }
  return rowsOf(out, nulls, orNone(failures));
}

/** A value that could not be computed is no null: it stays a failure. */
export function isNull({ nulls, failures }: Rows, length: number): Rows {
  if (!nulls) return rowsOf(new Uint8Array(length));
  if (!failures) return rowsOf(nulls);
  const failed = new Uint8Array(length);
  for (const row of failures.keys()) failed[row] = 1;
  return rowsOf(nulls, failed, failures);
}

/** The first of the two that is not null. */
export function coalesce(a: Rows, b: Rows, type: string, length: number): Rows {
  if (!a.nulls) return a;
  const isOpen = isNull(a, length);
  return choose(isOpen, b, a, type, length);
}

function orNone(failures: Map<number, string>): Failures | null {
  return failures.size > 0 ? failures : null;
}
