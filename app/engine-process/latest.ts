// Of work that is asked for again and again only the newest counts.

interface Turn<T> {
  readonly revision: number;
  readonly abort: AbortController;
  readonly worked: Promise<T>;
}

/** One piece of work at a time. A newer one ends the older, whose caller gets what the newer comes to. */
export class Latest<T> {
  #turn: Turn<T> | null = null;

  /** `work` must end soon after its signal; what it then answers is answered only where nothing newer was asked for. */
  async run(revision: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const before = this.#turn;
    if (before && before.revision > revision) return this.#newest(before);
    before?.abort.abort();
    const abort = new AbortController();
    const free = before ? before.worked.then(nothing, nothing) : Promise.resolve();
    const turn = { revision, abort, worked: free.then(() => work(abort.signal)) };
    this.#turn = turn;
    return this.#newest(turn);
  }

  /** Ends what goes on, and waits for its end. */
  async stop(): Promise<void> {
    this.#turn?.abort.abort();
    await this.#turn?.worked.then(nothing, nothing);
  }

  async #newest(turn: Turn<T>): Promise<T> {
    try {
      const value = await turn.worked;
      if (this.#turn === turn) return value;
    } catch (thrown) {
      if (this.#turn === turn) throw thrown;
    }
    return this.#newest(this.#turn!);
  }
}

function nothing(): void {}
