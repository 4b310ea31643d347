// Threads that help to learn: started when there is something to share, and ended with the learning.

import { Worker } from "node:worker_threads";
import { availableCores } from "../../../engine/host/cores.ts";
import { entryPath } from "../../../engine/host/entries.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Crew, CrewWork } from "../../../engine/train/crew/crew.ts";

/** Each has the bins of the table once more; and the rounds of trees are seldom large enough for so many. */
const MOST_HELPERS = 7;

export class WorkerCrew implements Crew {
  readonly helps: boolean;
  readonly #count: number;
  readonly #workers: Worker[] = [];
  #lost: Error | null = null;

  /** `threads`: how many may compute, the one that asks included. */
  constructor(threads = availableCores()) {
    this.#count = Math.min(threads - 1, MOST_HELPERS);
    this.helps = this.#count > 0;
  }

  help(work: CrewWork, most: number): void {
    const count = Math.min(this.#count, most);
    while (this.#workers.length < count) this.#workers.push(this.#start());
    for (const worker of this.#workers.slice(0, count)) worker.postMessage(work);
  }

  check(): void {
    if (!this.#lost) return;
    throw new MillraceError("WORKER_LOST", {
      message: "A thread that helped to learn has ended unexpectedly.",
      hint: "There may be too little memory: learn from fewer rows (--limit), or leave columns out (--ignore).",
      cause: this.#lost,
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const worker = new Worker(entryPath("train-worker"));
    worker.once("error", (thrown: Error) => (this.#lost = thrown));
    return worker;
  }
}
