// A quadrangle of a page as an upright strip of pixels, in the values that a model wants.

import type { Point, Quad } from "./plane.ts";

export interface Page {
  /** Red, green, blue, red … */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Coefficients of x = (a·u + b·v + c) / (g·u + h·v + 1), y = (d·u + e·v + f) / (g·u + h·v + 1) for u, v from 0 to 1. */
type Projection = readonly [number, number, number, number, number, number, number, number];

/** The projection that takes the unit square to the quadrangle (Heckbert 1989). */
export function projectionTo([p0, p1, p2, p3]: Quad): Projection {
  const sumX = p0.x - p1.x + p2.x - p3.x;
  const sumY = p0.y - p1.y + p2.y - p3.y;
  const [dx1, dy1, dx2, dy2] = [p1.x - p2.x, p1.y - p2.y, p3.x - p2.x, p3.y - p2.y];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = area === 0 ? 0 : (sumX * dy2 - dx2 * sumY) / area;
  const h = area === 0 ? 0 : (dx1 * sumY - sumX * dy1) / area;
  return [
    p1.x - p0.x + g * p1.x,
    p3.x - p0.x + h * p3.x,
    p0.x,
    p1.y - p0.y + g * p1.y,
    p3.y - p0.y + h * p3.y,
    p0.y,
    g,
    h,
  ];
}

export function project([a, b, c, d, e, f, g, h]: Projection, u: number, v: number): Point {
  const w = g * u + h * v + 1;
  return { x: (a * u + b * v + c) / w, y: (d * u + e * v + f) / w };
}

/** Places looked at for one pixel of the strip, each way: a page of 300 dpi has lines three times as tall as the strip. */
const MAX_SAMPLES = 4;

export interface Strip {
  /** Blue, green, red planes of `height` rows of `stride` values, from -1 to 1; what is right of `width` stays 0. */
  readonly out: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
}

/**
 * Fills the strip with what stands in the quadrangle; each pixel is the mean of as many places as it covers pixels of the page. No lists are
 * taken apart in its loop: that took twice the time.
 */
export function straighten(page: Page, quad: Quad, { out, width, height, stride }: Strip): void {
  const [a, b, c, d, e, f, g, h] = projectionTo(quad);
  const tall = Math.hypot(quad[3].x - quad[0].x, quad[3].y - quad[0].y) / height;
  const samples = Math.min(MAX_SAMPLES, Math.max(1, Math.round(tall)));
  const plane = stride * height;
  const scale = 2 / (255 * samples * samples);
  const { data } = page;
  const lastX = page.width - 1;
  const lastY = page.height - 1;
  const rowBytes = page.width * 3;
  for (let row = 0; row < height; row++)
    for (let column = 0, at = row * stride; column < width; column++, at++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let i = 0; i < samples; i++) {
        const v = (row + (i + 0.5) / samples) / height;
        for (let j = 0; j < samples; j++) {
          const u = (column + (j + 0.5) / samples) / width;
          const w = g * u + h * v + 1;
          // Places are between pixels, whose middles are at a half; beyond the page its last pixels go on.
          const x = clamp((a * u + b * v + c) / w - 0.5, lastX);
          const y = clamp((d * u + e * v + f) / w - 0.5, lastY);
          const x0 = Math.trunc(x);
          const y0 = Math.trunc(y);
          const fx = x - x0;
          const fy = y - y0;
          const p = y0 * rowBytes + x0 * 3;
          const q = x0 < lastX ? p + 3 : p;
          const below = y0 < lastY ? rowBytes : 0;
          const r = p + below;
          const s = q + below;
          const w0 = (1 - fx) * (1 - fy);
          const w1 = fx * (1 - fy);
          const w2 = (1 - fx) * fy;
          const w3 = fx * fy;
          red += data[p] * w0 + data[q] * w1 + data[r] * w2 + data[s] * w3;
          green += data[p + 1] * w0 + data[q + 1] * w1 + data[r + 1] * w2 + data[s + 1] * w3;
          blue += data[p + 2] * w0 + data[q + 2] * w1 + data[r + 2] * w2 + data[s + 2] * w3;
        }
      }
      out[at] = blue * scale - 1;
      out[at + plane] = green * scale - 1;
      out[at + 2 * plane] = red * scale - 1;
    }
}

function clamp(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}
