// A model that runs in a child process: killed when it takes too long or too much, started again for the next run.

import { isCancel, MillraceError } from "../sdk/errors.ts";
import type { Clock } from "../sdk/services.ts";
import { ModelChild, type ChildAnswer, type ChildLimits } from "./child.ts";
import { closedError } from "./model-errors.ts";
import type { Feeds, Results } from "./ort-session.ts";
import type { PreparedModel } from "./prepared-model.ts";
import type { Runner } from "./runner.ts";

/** A start and the reading of a large model take seconds; a run's own timeout would be too short for them. */
const MIN_OPEN_MS = 30_000;

interface ChildRunnerParts {
  readonly entry: string;
  readonly model: PreparedModel;
  readonly clock: Clock;
  readonly limits: ChildLimits;
}

export class ChildRunner implements Runner {
  readonly inFlight = 1;
  readonly placement = "child";
  readonly #parts: ChildRunnerParts;
  #child: ModelChild | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  /** Whether any run went well. */
  #survived = false;

  constructor(parts: ChildRunnerParts) {
    this.#parts = parts;
  }

  /** Opens the model now unless it is open: what is wrong with it shows before a run, and no run has to wait for it. */
  ready(): Promise<void> {
    return this.#inTurn(async () => void (await this.#open()));
  }

  async run(feeds: Feeds, rows: number): Promise<Results> {
    return (await this.measured(feeds, rows)).value;
  }

  /** A run with the memory it took. */
  async measured(feeds: Feeds, rows: number): Promise<ChildAnswer<Results>> {
    try {
      const answer = await this.#inTurn(async () => (await this.#open()).run(feeds, this.#parts.limits));
      this.#survived = true;
      return answer;
    } catch (thrown) {
      throw this.#survived || rows > 1 ? thrown : hopeless(thrown);
    }
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.rest();
  }

  /** Ends the process after the runs that were asked for; the next run starts another. */
  rest(): Promise<void> {
    return this.#next(async () => {
      const child = this.#child;
      this.#child = null;
      await child?.close();
    });
  }

  /** One after the other: a child computes one run at a time, and its limits are those of one run. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const { model, limits } = this.#parts;
    if (this.#closed) return Promise.reject(closedError(model.path));
    return this.#next(() => {
      // Parts of a batch that is in flight come here one by one, also after a cancel.
      if (!isCancel(limits.signal?.reason)) limits.signal?.throwIfAborted();
      return work();
    });
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  async #open(): Promise<ModelChild> {
    if (this.#child?.alive) return this.#child;
    // One that was killed may still hold its memory.
    await this.#child?.kill();
    this.#child = null;
    const { entry, model, clock, limits } = this.#parts;
    const child = new ModelChild(entry, model, clock);
    const timeoutMs = limits.timeoutMs === null ? null : Math.max(limits.timeoutMs, MIN_OPEN_MS);
    try {
      await child.open({ ...limits, timeoutMs });
    } catch (error) {
      await child.kill();
      throw error;
    }
    this.#child = child;
    return child;
  }
}

/** A single row has brought the model down, and nothing ever went well: it is not the row, and to try others is vain. */
function hopeless(thrown: unknown): unknown {
  const ruinous = ["MODEL_MEMORY", "MODEL_CRASHED"];
  if (!(thrown instanceof MillraceError) || !ruinous.includes(thrown.code)) return thrown;
  return new MillraceError(thrown.code, { ...thrown.details, fatal: true });
}
