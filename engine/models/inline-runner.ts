// How a model runs in this thread: the shortest way, right for runs of microseconds.

import { threadTurns, type Turns } from "../host/turns.ts";
import { closedError } from "./model-errors.ts";
import { openSession } from "./open-session.ts";
import { runtimeError, type Answer, type Feeds, type OrtSession } from "./ort-session.ts";
import type { PreparedModel } from "./prepared-model.ts";
import type { Runner } from "./runner.ts";

/** Opens the model in this thread. A run blocks the thread; between runs the event loop gets its turns. */
export async function openInline(model: PreparedModel, threads = 1, turns = threadTurns): Promise<Runner> {
  try {
    const session = await openSession({ ...model, threads });
    return new InlineRunner(model.path, session, threads, turns);
  } catch (thrown) {
    throw runtimeError(thrown, model.path);
  }
}

class InlineRunner implements Runner {
  readonly inFlight = 1;
  readonly placement: string;
  readonly #file: string;
  readonly #session: OrtSession;
  readonly #turns: Turns;
  #closed: Promise<void> | null = null;

  constructor(file: string, session: OrtSession, threads: number, turns: Turns) {
    this.#file = file;
    this.#session = session;
    this.#turns = turns;
    this.placement = threads === 1 ? "inline" : `inline, ${threads} threads`;
  }

  /** Computes before it returns. The answer waits for a turn of the event loop when the last one is long ago. */
  run(feeds: Feeds): Answer {
    if (this.#closed) return Promise.reject(closedError(this.#file));
    let answer: Answer;
    try {
      answer = this.#session.run(feeds);
    } catch (thrown) {
      return this.#failed(thrown);
    }
    if (answer instanceof Promise) return answer.catch((thrown: unknown) => this.#failed(thrown));
    const turn = this.#turns.due();
    return turn ? turn.then(() => answer) : answer;
  }

  close(): Promise<void> {
    this.#closed ??= this.#session.release();
    return this.#closed;
  }

  async #failed(thrown: unknown): Promise<never> {
    await this.#turns.due();
    throw runtimeError(thrown, this.#file);
  }
}
