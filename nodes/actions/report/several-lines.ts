// The lines of a chart with one for each value of a column: of the values that come first.

import { LinePoints } from "./line-points.ts";

/** More lines are told apart by nobody. */
export const MOST_LINES = 8;

export class SeveralLines {
  readonly #lines = new Map<string, LinePoints>();
  /** Values of the lines that are drawn. */
  count = 0;
  /** Values of further lines. */
  left = 0;

  add(name: string, x: number, y: number): void {
    let line = this.#lines.get(name);
    if (!line && this.#lines.size < MOST_LINES) this.#lines.set(name, (line = new LinePoints()));
    if (!line) {
      this.left++;
      return;
    }
    this.count++;
    line.add(x, y);
  }

  /** By name, so that a line has the same colour in every report of the same values. */
  lines(): readonly (readonly [name: string, line: LinePoints])[] {
    return [...this.#lines].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
