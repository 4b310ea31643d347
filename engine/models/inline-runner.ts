// How a model runs in this thread: the shortest way, right for runs of microseconds.

import type * as Ort from "onnxruntime-node";
import { createOrtSession, fromOrt, runtimeError, toOrt, type Feeds, type Results } from "./ort-session.ts";
import type { PreparedModel } from "./prepared-model.ts";
import { closedError } from "./model-errors.ts";
import type { Runner } from "./runner.ts";

/** Opens the model in this thread. A run blocks the thread, on a later turn of the event loop. */
export async function openInline(model: PreparedModel, threads = 1): Promise<Runner> {
  try {
    return new InlineRunner(model, await createOrtSession(model.source, threads), threads);
  } catch (thrown) {
    throw runtimeError(thrown, model.path);
  }
}

class InlineRunner implements Runner {
  readonly inFlight = 1;
  readonly placement: string;
  readonly #model: PreparedModel;
  readonly #names: readonly string[];
  readonly #session: Ort.InferenceSession;
  #running = 0;
  #closed: Promise<void> | null = null;
  #drained: (() => void) | null = null;
  // Made once: a closure for each run would cost a tenth of what a small model does.
  readonly #done = (answer: Ort.InferenceSession.OnnxValueMapType): Results => {
    this.#left();
    return fromOrt(answer);
  };
  readonly #failed = (thrown: unknown): never => {
    this.#left();
    throw runtimeError(thrown, this.#model.path);
  };

  constructor(model: PreparedModel, session: Ort.InferenceSession, threads: number) {
    this.#model = model;
    this.#names = model.inputs.map(({ name }) => name);
    this.#session = session;
    this.placement = threads === 1 ? "inline" : `inline, ${threads} threads`;
  }

  run(feeds: Feeds): Promise<Results> {
    if (this.#closed) return Promise.reject(closedError(this.#model.path));
    const names = this.#names;
    const tensors: Record<string, Ort.Tensor> = {};
    try {
      for (let i = 0; i < names.length; i++) tensors[names[i]] = toOrt(feeds[names[i]]);
    } catch (thrown) {
      return Promise.reject(runtimeError(thrown, this.#model.path));
    }
    this.#running++;
    const { fetches } = this.#model;
    const answer = fetches ? this.#session.run(tensors, fetches) : this.#session.run(tensors);
    return answer.then(this.#done, this.#failed);
  }

  close(): Promise<void> {
    this.#closed ??= this.#release();
    return this.#closed;
  }

  async #release(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#drained = resolve));
    await this.#session.release();
  }

  #left(): void {
    if (--this.#running === 0) this.#drained?.();
  }
}
