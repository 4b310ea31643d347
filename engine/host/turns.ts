// Whether this thread has kept its event loop to itself for long enough: timers, signals and messages need their turn.

import { monotonicMs } from "./clock.ts";

/** Longest time that work keeps the event loop to itself; answers to messages are due within 5 ms, mostly. */
const MAX_TURN_MS = 8;

export class Turns {
  readonly #now: () => number;
  #sinceMs: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#sinceMs = now();
  }

  /** A promise for the next turn of the event loop when this one has lasted long enough, else undefined. */
  due(): Promise<void> | undefined {
    if (this.#now() - this.#sinceMs < MAX_TURN_MS) return undefined;
    return new Promise((resume) =>
      setImmediate(() => {
        this.#sinceMs = this.#now();
        resume();
      }),
    );
  }
}

/** The turns of the thread this module is loaded in: whoever lets the loop turn does it for all. */
export const threadTurns = new Turns(monotonicMs);
