// The stream of a run's events: numbered, kept for one reader, bounded.

import { cleaned } from "../host/handed-out.ts";
import type { RunEvent, RunEventBody } from "./events.ts";
import { hiddenRow } from "./hidden-row.ts";

/** Events that may wait for a slow reader before the run is asked to wait. */
const MAX_WAITING = 4096;

/**
 * Collects events for the one reader of a run. A reader must ask for the iterator in the same turn in which the run was
 * made; without one, events are counted and dropped.
 */
export class EventLog implements AsyncIterable<RunEvent> {
  #seq = 0;
  #waiting: RunEvent[] = [];
  #wake: (() => void) | null = null;
  #space: { promise: Promise<void>; resolve: () => void } | null = null;
  #read = false;
  #ended = false;

  emit(body: RunEventBody): void {
    const seq = ++this.#seq;
    if (!this.#read) return;
    this.#waiting.push({ ...(body.type === "row-failed" ? hiddenRow(body) : cleaned(body)), seq });
    this.#wake?.();
  }

  /** A promise to wait for while the reader is behind, else undefined. */
  pressure(): Promise<void> | undefined {
    if (this.#waiting.length < MAX_WAITING) return undefined;
    if (!this.#space) {
      let resolve = () => {};
      const promise = new Promise<void>((done) => (resolve = done));
      this.#space = { promise, resolve };
    }
    return this.#space.promise;
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  [Symbol.asyncIterator](): AsyncIterator<RunEvent> {
    this.#read = true;
    return {
      next: async () => {
        while (this.#waiting.length === 0) {
          if (this.#ended) return { done: true, value: undefined };
          await new Promise<void>((wake) => (this.#wake = wake));
        }
        const value = this.#waiting.shift()!;
        if (this.#waiting.length < MAX_WAITING / 2) this.#release();
        return { done: false, value };
      },
      return: async () => {
        this.#read = false;
        this.#waiting = [];
        this.#release();
        return { done: true, value: undefined };
      },
    };
  }

  #release(): void {
    this.#space?.resolve();
    this.#space = null;
  }
}
