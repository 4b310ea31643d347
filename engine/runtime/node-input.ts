// The inputs of a node at run time: by direct call where one wire comes in, through a queue where several do or where
// the node works on several frames at once.

import type { Frame } from "../frames/frame.ts";
import { monotonicMs } from "../host/clock.ts";
import { InputQueue } from "./input-queue.ts";
import type { NodeRunner } from "./node-runner.ts";
import type { Link } from "./outlet.ts";
import type { Rescued } from "./rescue.ts";

export interface WireEnd {
  readonly port: string;
  readonly wire: number;
  /** See `InputQueue`. */
  readonly elastic: boolean;
}

export interface NodeInput {
  /** The far end of a wire that ends here. */
  link(end: WireEnd): Link;
  /** Resolves when all frames have been worked on; starts the queue's loop where there is one. */
  run(): Promise<void>;
  /** Lets waiting senders go: the run has failed. */
  release(): void;
  /**
   * Resolves when nothing is under way here any more, while nobody sends anything: true, or false where a frame waits for
   * one of another wire.
   */
  still(): Promise<boolean>;
}

/** Chooses how frames reach the node. `wires` is how many wires end at it. */
export function nodeInput(runner: NodeRunner, wires: number): NodeInput {
  const { definition } = runner.planned;
  const queued = wires > 1 || definition.inFlight !== undefined || definition.preferredRows !== undefined;
  return queued ? new QueuedInput(runner, wires) : new DirectInput(runner);
}

/** One wire, one frame at a time: the sender's call is the receiver's call. */
class DirectInput implements NodeInput {
  readonly #runner: NodeRunner;

  constructor(runner: NodeRunner) {
    this.#runner = runner;
  }

  link({ port, wire }: WireEnd): Link {
    const runner = this.#runner;
    return {
      push: (frame) => runner.receive(frame, port, wire),
      close: () => runner.end(),
      get finished() {
        return runner.finished;
      },
    };
  }

  async run(): Promise<void> {}

  release(): void {}

  /** Whoever has sent a frame has waited for it. */
  async still(): Promise<boolean> {
    return true;
  }
}

class QueuedInput implements NodeInput {
  readonly #runner: NodeRunner;
  readonly #queue: InputQueue;
  #running = 0;
  #delivered: Promise<void> = Promise.resolve();
  #wake: () => void = () => {};
  #isOver = false;
  #onChange: (() => void)[] = [];

  constructor(runner: NodeRunner, wires: number) {
    this.#runner = runner;
    this.#queue = new InputQueue(wires);
    runner.onWant = (wire, port) => {
      this.#queue.wanted = wire === null ? null : { wire, ...(port !== undefined && { port }) };
    };
  }

  link({ port, wire, elastic }: WireEnd): Link {
    const runner = this.#runner;
    const queue = this.#queue;
    const backlog = { frames: 0 };
    return {
      push: (frame) => queue.push({ frame, port, wire, backlog }, elastic),
      close: async () => queue.close({ frame: null, port, wire, backlog }),
      get finished() {
        return runner.finished;
      },
    };
  }

  async run(): Promise<void> {
    const { definition } = this.#runner.planned;
    const { context, counters } = this.#runner;
    for (;;) {
      const taken = this.#queue.take(definition.preferredRows?.(context) ?? 1);
      const item = taken instanceof Promise ? await this.#idle(taken) : taken;
      counters.queueDepth = Math.max(counters.queueDepth, this.#queue.deepest);
      if (!item) break;
      const { frame, port, wire } = item;
      // After a cancel only what is being worked on is finished: what still waits here could take a slow model minutes.
      if (frame && this.#runner.shared.stopped) continue;
      if (!frame) {
        await this.#delivered;
        await this.#runner.wireEnded(port, wire);
      } else if ((definition.inFlight?.(context) ?? 1) <= 1) {
        if (this.#running > 0) await this.#delivered;
        const working = this.#runner.receive(frame, port, wire);
        if (working) await working;
        frame.arena?.release();
      } else {
        await this.#start(frame, port, wire);
      }
      if (this.#runner.finished) this.#queue.release();
    }
    await this.#delivered;
    await this.#runner.end();
    this.#isOver = true;
    this.#changed();
  }

  async still(): Promise<boolean> {
    while (!this.#isOver && !this.#runner.shared.stopped && !this.#isStill)
      await new Promise<void>((resolve) => this.#onChange.push(resolve));
    return this.#isOver || this.#queue.isEmpty;
  }

  get #isStill(): boolean {
    return this.#queue.readerWaits && this.#running === 0 && !this.#queue.hasNext;
  }

  #changed(): void {
    for (const resolve of this.#onChange.splice(0)) resolve();
  }

  async #idle<T>(waiting: Promise<T>): Promise<T> {
    const start = monotonicMs();
    this.#changed();
    try {
      return await waiting;
    } finally {
      this.#runner.counters.waitMs += monotonicMs() - start;
    }
  }

  /** Starts a call beside those that run already; outputs are given on in the order of the starts. */
  async #start(frame: Frame, port: string, wire: number): Promise<void> {
    const { definition } = this.#runner.planned;
    while (this.#running >= definition.inFlight!(this.#runner.context)) {
      await new Promise<void>((wake) => (this.#wake = wake));
    }
    this.#running++;
    this.#runner.counters.arrive(frame);
    const call = this.#runner.attemptRescued(frame, port, wire);
    const before = this.#delivered;
    this.#delivered = this.#deliver(before, call);
    // Whoever waits for `#delivered` next gets the error; until then nobody listens.
    this.#delivered.catch(() => {});
  }

  async #deliver(before: Promise<void>, call: Promise<Rescued>): Promise<void> {
    try {
      const [rescued] = await Promise.all([call, before]);
      await this.#runner.deliver(rescued);
    } finally {
      this.#running--;
      this.#wake();
      this.#changed();
    }
  }

  release(): void {
    this.#queue.release();
    this.#changed();
  }
}
