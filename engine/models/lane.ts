// One inference lane as its owner sees it: runs go in, answers come out, and it ends only when nothing runs in it.

import { Worker } from "node:worker_threads";
import type { MillraceError } from "../sdk/errors.ts";
import type { NumberArray } from "../frames/types.ts";
import type { FeedMemory } from "./made-feeds.ts";
import { closedError, crashError } from "./model-errors.ts";
import { runtimeError, type Feeds, type OpenRequest, type Results } from "./ort-session.ts";
import type { PreparedModel } from "./prepared-model.ts";
import { PendingRuns } from "./pending-runs.ts";
import type { OnComputed } from "./runner.ts";
import { forTransfer, type FromRunner, type ToRunner } from "./wire-tensors.ts";

export class Lane {
  readonly #worker: Worker;
  readonly #file: string;
  readonly #runs = new PendingRuns();
  /** Memory of feeds that have come back: fresh pages would cost as much as a copy. No more than runs that were under way at once. */
  readonly #spare: FeedMemory[] = [];
  readonly #exited: Promise<void>;
  readonly #onComputed: OnComputed;
  #opened: ((error: unknown) => void) | null = null;
  #closing: Promise<void> | null = null;
  /** Why the thread ended by itself. */
  #lost: MillraceError | null = null;

  private constructor(worker: Worker, file: string, onComputed: OnComputed) {
    this.#worker = worker;
    this.#file = file;
    this.#onComputed = onComputed;
    worker.on("message", (message: FromRunner) => this.#receive(message));
    // A thread that throws outside a run ends; what it was asked is lost, the process goes on.
    worker.on("error", (thrown: Error) => this.#lose(thrown.message));
    this.#exited = new Promise((resolve) =>
      worker.once("exit", () => {
        this.#lose("");
        resolve();
      }),
    );
  }

  /** Starts a thread and opens the model in it. */
  static async start(entry: string, model: PreparedModel, onComputed: OnComputed = () => {}): Promise<Lane> {
    const lane = new Lane(new Worker(entry), model.path, onComputed);
    const request: OpenRequest = {
      source: model.source,
      fetches: model.fetches,
      provider: model.provider,
      threads: 1,
    };
    const opened = new Promise<void>((resolve, reject) => {
      lane.#opened = (error) => (error === null ? resolve() : reject(error));
    });
    lane.#post({ type: "open", request });
    try {
      await opened;
    } catch (error) {
      await lane.close();
      throw error;
    }
    return lane;
  }

  /** Runs that are in this lane. */
  get load(): number {
    return this.#runs.size;
  }

  run(feeds: Feeds): Promise<Results> {
    if (this.#closing) return Promise.reject(this.#lost ?? closedError(this.#file));
    const { id, answer } = this.#runs.add();
    const copy = forTransfer(feeds, this.#spare.pop() ?? new Map<string, NumberArray>());
    this.#post({ type: "run", id, feeds: copy.feeds }, copy.transfer);
    return answer;
  }

  /**
   * Ends the thread after its last run. Ending it in the middle of one would abort the process: the runtime throws
   * into a thread that is being torn down.
   */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    await this.#runs.drained();
    this.#post({ type: "close" });
    await this.#exited;
  }

  #post(message: ToRunner, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #receive(message: FromRunner): void {
    switch (message.type) {
      case "opened":
        this.#opened?.(null);
        return;
      case "refused":
        this.#opened?.(runtimeError(message.message, this.#file));
        return;
      case "answer":
        this.#onComputed(message.ms);
        if (message.spent) this.#spare.push(new Map(Object.entries(message.spent)));
        this.#runs.resolve(message.id, message.results);
        return;
      case "failure":
        this.#runs.reject(message.id, runtimeError(message.message, this.#file));
        return;
      case "closed":
        return;
    }
  }

  #lose(said: string): void {
    const error = crashError(this.#file, "its thread stopped", said);
    if (!this.#closing) this.#lost = error;
    this.#opened?.(error);
    this.#runs.rejectAll(error);
    this.#closing ??= this.#exited;
  }
}
