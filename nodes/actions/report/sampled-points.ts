// Some of many points, each with the same chance (Vitter's algorithm R, from a fixed seed), and figures of all of them.

import { Random } from "../../_shared/random.ts";

/** Points that are drawn at the most. */
const MOST_POINTS = 2000;
const SEED = 1;

export class SampledPoints {
  readonly points: { readonly x: number; readonly y: number }[] = [];
  count = 0;
  readonly #random = new Random(SEED);
  #meanX = 0;
  #meanY = 0;
  #squaresX = 0;
  #squaresY = 0;
  #products = 0;

  add(x: number, y: number): void {
    this.count++;
    if (this.points.length < MOST_POINTS) this.points.push({ x, y });
    else {
      const place = this.#random.integer(0, this.count - 1);
      if (place < MOST_POINTS) this.points[place] = { x, y };
    }
    const awayX = x - this.#meanX;
    const awayY = y - this.#meanY;
    this.#meanX += awayX / this.count;
    this.#meanY += awayY / this.count;
    this.#squaresX += awayX * (x - this.#meanX);
    this.#squaresY += awayY * (y - this.#meanY);
    this.#products += awayX * (y - this.#meanY);
  }

  /** Pearson's correlation; null where one of the two does not vary, or too much to be told. */
  correlation(): number | null {
    const told = this.#products / Math.sqrt(this.#squaresX) / Math.sqrt(this.#squaresY);
    return Number.isFinite(told) ? told : null;
  }
}
