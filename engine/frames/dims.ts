// Whether a tensor shape fits another, and what its open dimensions are then: symbolic dimensions unified.

import type { Dim } from "./types.ts";

/** What open dimensions turned out to be: a size, or the name it has on the other side. */
export type DimBindings = ReadonlyMap<string, Dim>;

export type Unified =
  | { readonly fits: true; readonly bindings: DimBindings }
  /** `axis` is the first dimension that differs; -1 when the ranks do. */
  | { readonly fits: false; readonly axis: number };

const NO_BINDINGS: DimBindings = new Map();

/**
 * Unifies the shape that is wanted with the one that arrives. Names of `expected` are bound (a name that stands twice
 * must mean one size twice); an open dimension of `got` fits anything, because only a run can tell.
 *
 * @example
 * unifyShapes([3, "h", "w"], [3, 224, 224]) // fits, h = 224, w = 224
 */
export function unifyShapes(
  expected: readonly Dim[],
  got: readonly Dim[],
  bindings: DimBindings = NO_BINDINGS,
): Unified {
  if (expected.length !== got.length) return { fits: false, axis: -1 };
  const bound = new Map(bindings);
  for (let axis = 0; axis < expected.length; axis++) {
    const wanted = resolveDim(expected[axis], bound);
    const given = got[axis];
    if (typeof wanted === "string") {
      if (wanted !== given) bound.set(wanted, given);
    } else if (typeof given === "number" && given !== wanted) {
      return { fits: false, axis };
    }
  }
  return { fits: true, bindings: bound };
}

/** A dimension after bindings: a size, or the name that is still open. */
export function resolveDim(dim: Dim, bindings: DimBindings): Dim {
  const seen = new Set<Dim>();
  let found = dim;
  while (typeof found === "string" && bindings.has(found) && !seen.has(found)) {
    seen.add(found);
    found = bindings.get(found)!;
  }
  return found;
}

/** A shape with its bound names replaced. */
export function resolveShape(shape: readonly Dim[], bindings: DimBindings): readonly Dim[] {
  return shape.map((dim) => resolveDim(dim, bindings));
}

/** How many elements a shape has, or null while a dimension is open. */
export function elementCount(shape: readonly Dim[]): number | null {
  let count = 1;
  for (const dim of shape) {
    if (typeof dim === "string") return null;
    count *= dim;
  }
  return count;
}
