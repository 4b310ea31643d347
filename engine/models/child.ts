// One child process with an open model, as its owner sees it: one run at a time, under a time and a memory limit.

import { startChild, type ChildEnd, type ChildLink } from "../host/child-process.ts";
import { residentBytes } from "../host/memory.ts";
import { RunCancelled } from "../sdk/errors.ts";
import type { Clock } from "../sdk/services.ts";
import { madeFeeds } from "./made-feeds.ts";
import { crashError, memoryError, timeoutError } from "./model-errors.ts";
import { runtimeError, type Feeds, type OpenRequest, type Results } from "./ort-session.ts";
import type { PreparedModel } from "./prepared-model.ts";
import type { FromRunner, ToRunner } from "./wire-tensors.ts";

/** Memory grows by about 1 GB/s while it is touched for the first time: 20 MB between two looks. */
const LOOK_EVERY_MS = 20;

export interface ChildLimits {
  readonly timeoutMs: number | null;
  /** Bytes; null = no ceiling. */
  readonly memory: number | null;
  readonly signal?: AbortSignal;
}

export interface ChildAnswer<T> {
  readonly value: T;
  readonly ms: number;
  /** Most bytes seen in use; 0 without a ceiling. */
  readonly peak: number;
}

/** A model, maybe one of which the processor is to compute no part. */
type ChildModel = PreparedModel & Pick<OpenRequest, "withoutCpu">;

type Wanted = Extract<FromRunner, { type: "opened" | "answer" | "closed" }>;

export class ModelChild {
  readonly #link: ChildLink<ToRunner>;
  readonly #model: ChildModel;
  readonly #clock: Clock;
  #settle: ((outcome: Wanted | Error) => void) | null = null;
  #end: ChildEnd | null = null;
  #killed = false;

  constructor(entry: string, model: ChildModel, clock: Clock) {
    this.#model = model;
    this.#clock = clock;
    this.#link = startChild<ToRunner, FromRunner>(entry, (message) => this.#receive(message));
    void this.#link.ended.then((end) => {
      this.#end = end;
      this.#settle?.(crashError(model.path, end.how, end.said));
    });
  }

  get alive(): boolean {
    return this.#end === null && !this.#killed;
  }

  /** Opens the model. The limits hold for this as well. */
  async open(limits: ChildLimits): Promise<ChildAnswer<null>> {
    const { source, fetches, provider, withoutCpu } = this.#model;
    const request = { source, fetches, threads: 1, provider, ...(withoutCpu && { withoutCpu }) };
    const { answer, peak } = await this.#ask({ type: "open", request }, limits);
    return { value: null, ms: answer.type === "opened" ? answer.ms : 0, peak };
  }

  async run(feeds: Feeds, limits: ChildLimits): Promise<ChildAnswer<Results>> {
    const { answer, peak } = await this.#ask({ type: "run", id: 0, feeds: madeFeeds(feeds) }, limits);
    if (answer.type !== "answer") throw crashError(this.#model.path, "wrong answer", answer.type);
    return { value: answer.results, ms: answer.ms, peak };
  }

  /** Frees the model and waits for the end of the process. */
  async close(): Promise<void> {
    if (this.alive) this.#link.send({ type: "close" });
    await this.#link.ended;
  }

  /** Ends the process at once and waits until it is gone. */
  async kill(): Promise<void> {
    this.#stop();
    await this.#link.ended;
  }

  #stop(): void {
    this.#killed = true;
    this.#link.kill();
  }

  async #ask(
    message: ToRunner,
    limits: ChildLimits,
  ): Promise<{ readonly answer: Wanted; readonly peak: number }> {
    const over = new AbortController();
    const outcome = new Promise<Wanted>((resolve, reject) => {
      this.#settle = (result) => (result instanceof Error ? reject(result) : resolve(result));
    });
    if (this.#end) this.#settle?.(crashError(this.#model.path, this.#end.how, this.#end.said));
    const stop = (error: unknown) => {
      this.#settle?.(error instanceof Error ? error : new Error(String(error)));
      this.#stop();
    };
    const onAbort = () => {
      const reason: unknown = limits.signal?.reason;
      // A cancelled run still wants the answer to what is in flight; a model that is only being opened owes it none.
      if (message.type === "open" || !(reason instanceof RunCancelled)) stop(reason);
    };
    limits.signal?.addEventListener("abort", onAbort, { once: true });
    if (limits.signal?.aborted) onAbort();
    const memory = { peak: 0 };
    if (limits.timeoutMs !== null) void this.#watchTime(limits.timeoutMs, stop, over.signal);
    if (limits.memory !== null) void this.#watchMemory(limits.memory, memory, stop, over.signal);
    try {
      this.#link.send(message);
      return { answer: await outcome, peak: memory.peak };
    } finally {
      this.#settle = null;
      over.abort();
      limits.signal?.removeEventListener("abort", onAbort);
    }
  }

  async #watchTime(timeoutMs: number, stop: (error: unknown) => void, over: AbortSignal): Promise<void> {
    const elapsed = await this.#clock.sleep(timeoutMs, over).then(
      () => true,
      () => false,
    );
    if (elapsed && !over.aborted) stop(timeoutError(this.#model.path, timeoutMs));
  }

  async #watchMemory(
    limit: number,
    seen: { peak: number },
    stop: (error: unknown) => void,
    over: AbortSignal,
  ): Promise<void> {
    while (!over.aborted) {
      const used = await residentBytes(this.#link.pid);
      if (over.aborted || used === null) return;
      seen.peak = Math.max(seen.peak, used);
      if (used > limit) return stop(memoryError(this.#model.path, limit, used, this.#model.risky));
      await this.#clock.sleep(LOOK_EVERY_MS, over).catch(() => {});
    }
  }

  #receive(message: FromRunner): void {
    if (message.type === "refused" || message.type === "failure")
      this.#settle?.(runtimeError(message.message, this.#model.path));
    else this.#settle?.(message);
  }
}
