// The points of a line, in bounded memory: as they came while they are few, then of each stretch the first, the least, the greatest and the last.

/** Stretches that are kept at the most; a screen shows no more. */
const MOST_STRETCHES = 512;

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Stretch {
  first: Point;
  least: Point;
  greatest: Point;
  last: Point;
  count: number;
}

export class LinePoints {
  #stretches: Stretch[] = [];
  /** Points of a stretch: a power of two. */
  #size = 1;
  count = 0;

  add(x: number, y: number): void {
    const point = { x, y };
    this.count++;
    const open = this.#stretches.at(-1);
    if (open && open.count < this.#size) {
      if (y < open.least.y) open.least = point;
      if (y > open.greatest.y) open.greatest = point;
      open.last = point;
      open.count++;
      return;
    }
    if (this.#stretches.length === MOST_STRETCHES) this.#halve();
    this.#stretches.push({ first: point, least: point, greatest: point, last: point, count: 1 });
  }

  /** Two neighbours become one. All of them are full then. */
  #halve(): void {
    const joined: Stretch[] = [];
    for (let i = 0; i < this.#stretches.length; i += 2) {
      const [a, b] = [this.#stretches[i], this.#stretches[i + 1]];
      joined.push({
        first: a.first,
        least: b.least.y < a.least.y ? b.least : a.least,
        greatest: b.greatest.y > a.greatest.y ? b.greatest : a.greatest,
        last: b.last,
        count: a.count + b.count,
      });
    }
    this.#stretches = joined;
    this.#size *= 2;
  }

  /** From left to right; those of one place in the order in which they came. */
  points(): readonly Point[] {
    const points = this.#stretches.flatMap(({ first, least, greatest, last }) => [
      ...new Set([first, least, greatest, last]),
    ]);
    return points.sort((a, b) => a.x - b.x);
  }
}
