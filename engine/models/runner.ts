// What runs a model: this thread, lanes, a child process, or whichever of them is fastest.

import type { Answer, Feeds } from "./ort-session.ts";

/** Feeds are checked and of a size the model takes; the runner only computes. */
export interface Runner {
  /** How many runs are worth having in flight. */
  readonly inFlight: number;
  /** In words: `inline`, `2 lanes`, `child`. */
  readonly placement: string;
  /** `rows`: how many rows of a table the feeds are, for measuring. Failures reject, they are never thrown at once. */
  run(feeds: Feeds, rows: number): Answer;
  /** Resolves when a run can begin at once. */
  ready?(): Promise<void>;
  /** Waits for the runs in flight, then frees what it holds. Runs after it are refused. */
  close(): Promise<void>;
}

/** Milliseconds that a run took where it was computed, told by the runners that know it. */
export type OnComputed = (ms: number) => void;
