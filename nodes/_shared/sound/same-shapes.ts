// Rows whose tensors have one shape can stand in one frame; the others go on in frames of their own.

/**
 * Ranges `[from, to)` of neighbours with the same size, in order; one empty range for no rows, so that the position is carried on.
 *
 * @example
 * sameShapes([3, 3, 5]) // [[0, 2], [2, 3]]
 */
export function sameShapes(sizes: readonly number[]): [number, number][] {
  if (sizes.length === 0) return [[0, 0]];
  const ranges: [number, number][] = [];
  let from = 0;
  for (let to = 1; to <= sizes.length; to++) {
    if (to < sizes.length && sizes[to] === sizes[from]) continue;
    ranges.push([from, to]);
    from = to;
  }
  return ranges;
}
