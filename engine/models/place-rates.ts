// How many rows a millisecond each place has managed: windows pooled, so that one lucky or unlucky moment does not decide.

import type { Place } from "./possible-places.ts";

/** What is older counts less and less: so much of it is kept. */
const MEMORY_MS = 400;
/** What was measured on an earlier visit to a place weighs no more than this: the place was cold, or times have changed. */
const EARLIER_MS = 10;

export class PlaceRates {
  readonly #measured = new Map<Place, { rows: number; ms: number }>();

  add(place: Place, rows: number, ms: number): void {
    const sum = this.#measured.get(place) ?? { rows: 0, ms: 0 };
    this.#measured.set(place, shortened({ rows: sum.rows + rows, ms: sum.ms + ms }, MEMORY_MS));
  }

  /** Runs go to this place again: what comes now says more than what is known. */
  visit(place: Place): void {
    const sum = this.#measured.get(place);
    if (sum) this.#measured.set(place, shortened(sum, EARLIER_MS));
  }

  /** Rows a millisecond; 0 where nothing is known. */
  of(place: Place): number {
    const sum = this.#measured.get(place);
    return sum ? sum.rows / Math.max(sum.ms, 1e-6) : 0;
  }

  /** Whether the place has been measured. */
  has(place: Place): boolean {
    return this.#measured.has(place);
  }

  /** The first of the places that none behind it beats by the factor. */
  best(places: readonly Place[], factor: number): Place | null {
    let best: Place | null = null;
    for (const place of places)
      if (this.has(place) && (best === null || this.of(place) > factor * this.of(best))) best = place;
    return best;
  }

  forget(place: Place): void {
    this.#measured.delete(place);
  }

  clear(): void {
    this.#measured.clear();
  }
}

function shortened(sum: { rows: number; ms: number }, ms: number): { rows: number; ms: number } {
  return sum.ms <= ms ? sum : { rows: (sum.rows * ms) / sum.ms, ms };
}
