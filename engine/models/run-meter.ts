// What runs cost where they go at present: rows, time on the wall, time of a run. One window after the other.

import type { Window } from "./chooser.ts";
import type { Place } from "./possible-places.ts";

/** Times kept for the median; more would cost more than they tell. */
const KEPT_TIMES = 64;
const MIN_RUNS = 3;
/** A longer wait for the next run is a pause: it belongs to no window, for it says nothing about the place. */
const PAUSE_MS = 20;

export class RunMeter {
  #place: Place = "inline";
  #windowMs = 0;
  /** Runs still to pass before the window starts: those that were under way, and the first of a new place. */
  #warmUp = 0;
  #startedMs = 0;
  #rows = 0;
  #runs = 0;
  #times: number[] = [];
  #flying = 0;
  #idleSinceMs = 0;
  #idleMs = 0;

  /** Begins a window after `warmUp` more runs are done. */
  begin(place: Place, windowMs: number, warmUp: number, nowMs: number): void {
    this.#place = place;
    this.#windowMs = windowMs;
    this.#warmUp = warmUp;
    this.#restart(nowMs);
  }

  /** A run goes out. */
  sent(nowMs: number): void {
    if (this.#flying++ > 0) return;
    const idleMs = nowMs - this.#idleSinceMs;
    if (idleMs > PAUSE_MS) this.#startedMs += idleMs;
    else this.#idleMs += idleMs;
  }

  /** Milliseconds a run took where it was computed. */
  computed(ms: number): void {
    if (this.#warmUp === 0 && this.#times.length < KEPT_TIMES) this.#times.push(ms);
  }

  /** A run is answered; the window, when this was its last. */
  answered(rows: number, nowMs: number): Window | null {
    if (--this.#flying === 0) this.#idleSinceMs = nowMs;
    if (this.#warmUp > 0) {
      this.#warmUp--;
      this.#restart(nowMs);
      return null;
    }
    this.#rows += rows;
    this.#runs++;
    const wallMs = nowMs - this.#startedMs;
    if (wallMs < this.#windowMs || this.#runs < MIN_RUNS) return null;
    const window = {
      place: this.#place,
      rows: this.#rows,
      wallMs,
      busyMs: wallMs - this.#idleMs,
      runMs: median(this.#times),
      quickMs: quick(this.#times),
    };
    this.#restart(nowMs);
    return window;
  }

  #restart(nowMs: number): void {
    this.#startedMs = nowMs;
    this.#rows = 0;
    this.#runs = 0;
    this.#times = [];
    this.#idleMs = 0;
    this.#idleSinceMs = nowMs;
  }
}

/** An eighth of the runs are as quick as this; of a few, one. */
function quick(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 3] ?? 0;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
