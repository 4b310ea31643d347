// Pictures that keep their own sizes: a column has one shape, so rows that follow each other with the same size travel together.

import type { Size } from "../../_shared/pixels/fit.ts";
import { tooLarge } from "../../_shared/pixels/picture-errors.ts";

export interface Run {
  readonly rows: readonly number[];
  readonly size: Size;
}

const NO_PICTURE: Size = { width: 0, height: 0 };

/** Rows of one size that follow each other; null = a row that has failed. Where no row is left, one run without rows, for its position. */
export function runsOfOneSize(sizes: readonly (Size | null)[]): readonly Run[] {
  const runs: { rows: number[]; size: Size }[] = [];
  sizes.forEach((size, row) => {
    if (!size) return;
    const last = runs.at(-1);
    if (last?.size.width === size.width && last.size.height === size.height) last.rows.push(row);
    else runs.push({ rows: [row], size });
  });
  return runs.length > 0 ? runs : [{ rows: [], size: NO_PICTURE }];
}

/** A tensor larger than all pictures together may take: said before it is made. */
export function refuseHuge({ width, height }: Size, bytes: number, limit: number): void {
  if (bytes > limit) throw tooLarge(width, height, bytes, limit);
}
