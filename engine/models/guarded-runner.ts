// A model with operators that can make memory out of nothing: each larger batch is first run in a child process under
// a ceiling, and where it is computed otherwise only when that went well.

import type { ChildRunner } from "./child-runner.ts";
import { closedError } from "./model-errors.ts";
import { valuesIn } from "./made-feeds.ts";
import type { Feeds, Results } from "./ort-session.ts";
import type { Runner } from "./runner.ts";

/** Runs that went without the child after which it is ended; it starts again when it is needed. */
const RUNS_BEFORE_REST = 32;

export class GuardedRunner implements Runner {
  readonly #child: ChildRunner;
  readonly #file: string;
  readonly #inner: Promise<Runner>;
  #opened: Runner | null = null;
  /** Values in the largest feeds that the child has survived. Shapes grow with the feeds, as a rule. */
  #proven = 0;
  #sinceChild = 0;
  #closed = false;

  /** The child has opened the model, so that it can be opened here too; that goes on while the child computes for the first time. */
  constructor(child: ChildRunner, inner: Promise<Runner>, file: string) {
    this.#child = child;
    this.#inner = inner;
    this.#file = file;
    // What keeps it from opening is told to the run that wants it.
    inner.catch(() => {});
  }

  get inFlight(): number {
    return this.#opened?.inFlight ?? 1;
  }

  get placement(): string {
    return this.#opened?.placement ?? this.#child.placement;
  }

  async run(feeds: Feeds, rows: number): Promise<Results> {
    if (this.#closed) throw closedError(this.#file);
    const size = elements(feeds);
    if (size > this.#proven) {
      this.#sinceChild = 0;
      const { value } = await this.#child.measured(feeds, rows);
      this.#proven = Math.max(this.#proven, size);
      return value;
    }
    if (++this.#sinceChild === RUNS_BEFORE_REST) await this.#child.rest();
    this.#opened ??= await this.#inner;
    return this.#opened.run(feeds, rows);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#child.close();
    const inner = await this.#inner.catch(() => null);
    await inner?.close();
  }
}

function elements(feeds: Feeds): number {
  return Object.values(feeds).reduce((sum, tensor) => sum + valuesIn(tensor), 0);
}
