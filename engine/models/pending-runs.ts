// Runs that were sent somewhere and are not answered yet.

import type { Results } from "./ort-session.ts";

interface Pending {
  readonly resolve: (results: Results) => void;
  readonly reject: (error: unknown) => void;
}

export class PendingRuns {
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #drained: (() => void)[] = [];

  get size(): number {
    return this.#pending.size;
  }

  add(): { readonly id: number; readonly answer: Promise<Results> } {
    const id = this.#nextId++;
    const answer = new Promise<Results>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    return { id, answer };
  }

  resolve(id: number, results: Results): void {
    this.#take(id)?.resolve(results);
  }

  reject(id: number, error: unknown): void {
    this.#take(id)?.reject(error);
  }

  rejectAll(error: unknown): void {
    for (const id of [...this.#pending.keys()]) this.reject(id, error);
  }

  /** Resolves when everything that was sent is answered. */
  drained(): Promise<void> {
    if (this.#pending.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) for (const resolve of this.#drained.splice(0)) resolve();
    return pending;
  }
}
