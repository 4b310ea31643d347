// Takes what a region shows out of a picture: all that is left of it are the means of a few large cells, or a colour.

import type { Colour, Raster } from "../../_shared/drawing/raster.ts";
import type { Region } from "../../_shared/drawing/region.ts";

/** A cell is never smaller, however small the region: one pixel of its own would be the original. */
const LEAST_CELL_PX = 4;

export interface Cells {
  /** Borders of the cells, from the region's left (top) to its right (bottom). */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Three means for each cell, row after row. */
  readonly means: Float64Array;
}

export function fillRegion({ data, width }: Raster, region: Region, colour: Colour): void {
  eachPixel(region, (x, y) => data.set(colour, (y * width + x) * 3));
}

/** Squares of one colour each. */
export function pixelateRegion(raster: Raster, region: Region, perSide: number): void {
  const { xs, ys, means } = cellsOf(raster, region, perSide);
  eachPixel(region, (x, y) => {
    const at = 3 * (place(ys, y) * (xs.length - 1) + place(xs, x));
    for (let i = 0; i < 3; i++) raster.data[(y * raster.width + x) * 3 + i] = Math.round(means[at + i]);
  });
}

/**
 * The same means, with soft changes between the middles of the cells. A blur of the pixels themselves could be undone to some degree; this
 * cannot, since the means are all that goes into it.
 */
export function blurRegion(raster: Raster, region: Region, perSide: number): void {
  const { xs, ys, means } = cellsOf(raster, region, perSide);
  const columns = between(xs, region.left, region.right);
  const rows = between(ys, region.top, region.bottom);
  const across = xs.length - 1;
  eachPixel(region, (x, y) => {
    const column = columns[x - region.left];
    const row = rows[y - region.top];
    for (let i = 0; i < 3; i++) {
      const mean = (r: number, c: number) => means[3 * (r * across + c) + i];
      const upper = mix(mean(row.from, column.from), mean(row.from, column.to), column.share);
      const lower = mix(mean(row.to, column.from), mean(row.to, column.to), column.share);
      raster.data[(y * raster.width + x) * 3 + i] = Math.round(mix(upper, lower, row.share));
    }
  });
}

/** Means over the pixels that are covered; `perSide` cells along the longer side at the most. */
export function cellsOf({ data, width }: Raster, region: Region, perSide: number): Cells {
  const longer = Math.max(region.right - region.left, region.bottom - region.top);
  const size = Math.max(LEAST_CELL_PX, Math.ceil(longer / perSide));
  const xs = borders(region.left, region.right, size);
  const ys = borders(region.top, region.bottom, size);
  const across = xs.length - 1;
  const sums = new Float64Array(across * (ys.length - 1) * 4);
  const whole = [0, 0, 0, 0];
  eachPixel(region, (x, y) => {
    const at = 4 * (place(ys, y) * across + place(xs, x));
    for (let i = 0; i < 3; i++) {
      const value = data[(y * width + x) * 3 + i];
      sums[at + i] += value;
      whole[i] += value;
    }
    sums[at + 3]++;
    whole[3]++;
  });
  const means = new Float64Array(across * (ys.length - 1) * 3);
  for (let cell = 0; cell < means.length / 3; cell++) {
    // A cell of which too few pixels are covered would give them away: the whole region's mean stands for it.
    const own = sums[4 * cell + 3] >= LEAST_CELL_PX * LEAST_CELL_PX;
    for (let i = 0; i < 3; i++)
      means[3 * cell + i] = own ? sums[4 * cell + i] / sums[4 * cell + 3] : whole[i] / Math.max(1, whole[3]);
  }
  return { xs, ys, means };
}

function borders(from: number, to: number, size: number): number[] {
  const count = Math.max(1, Math.floor((to - from) / size));
  return Array.from({ length: count + 1 }, (_, i) => from + Math.round((i * (to - from)) / count));
}

/** The cell in which a pixel lies. */
function place(edges: readonly number[], at: number): number {
  let cell = Math.min(
    edges.length - 2,
    Math.floor(((at - edges[0]) * (edges.length - 1)) / (edges.at(-1)! - edges[0])),
  );
  while (cell > 0 && edges[cell] > at) cell--;
  while (cell < edges.length - 2 && edges[cell + 1] <= at) cell++;
  return cell;
}

interface Between {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Between which cells' middles each pixel lies; before the first and behind the last it is that cell alone. */
function between(edges: readonly number[], from: number, to: number): Between[] {
  const middles = edges.slice(1).map((edge, i) => (edge + edges[i]) / 2);
  return Array.from({ length: to - from }, (_, i) => {
    const at = from + i + 0.5;
    const next = middles.findIndex((middle) => middle >= at);
    if (next <= 0) return next === 0 ? { from: 0, to: 0, share: 0 } : last(middles.length - 1);
    return {
      from: next - 1,
      to: next,
      share: (at - middles[next - 1]) / (middles[next] - middles[next - 1]),
    };
  });
}

const last = (cell: number): Between => ({ from: cell, to: cell, share: 0 });
const mix = (a: number, b: number, share: number) => a + (b - a) * share;

function eachPixel(region: Region, work: (x: number, y: number) => void): void {
  for (let y = region.top; y < region.bottom; y++)
    for (let x = region.left; x < region.right; x++) if (region.covers(x, y)) work(x, y);
}
