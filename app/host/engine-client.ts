// One process of the engine: calls that wait for their answers, events, and its end.

import { BridgeError, replyOf } from "../bridge/bridge.ts";
import type { EngineCallName, EngineReply, EngineRequest, ToldEvent } from "../bridge/engine-protocol.ts";
import type { EngineLink, StartEngine } from "./engine-link.ts";
import { RunningNode } from "./running-node.ts";

export interface EngineListener {
  event(event: ToldEvent): void;
  /** It ended without being asked to. */
  crashed(crash: EngineCrash): void;
}

export interface EngineCrash {
  readonly how: string;
  /** The node that was at work, if any. */
  readonly node: string | null;
}

interface Waiting {
  resolve(reply: unknown): void;
  reject(error: BridgeError): void;
}

export class EngineClient {
  readonly #link: EngineLink;
  readonly #waiting = new Map<number, Waiting>();
  readonly #running = new RunningNode();
  #lastId = 0;
  #crash: EngineCrash | null = null;
  #ended = false;

  constructor(start: StartEngine, listener: EngineListener) {
    this.#link = start();
    this.#link.onMessage((message) => {
      if (this.#ended) return;
      if ("event" in message) {
        this.#running.hear(message);
        listener.event(message);
      } else this.#answered(message.id, message.answer);
    });
    this.#link.onExit((how) => {
      if (this.#ended) return;
      const crash = { how, node: this.#running.node };
      this.#end(crash);
      listener.crashed(crash);
    });
  }

  /** Throws a `BridgeError`: the engine's own, or `ENGINE_CRASHED`. */
  call<N extends EngineCallName>(call: N, request: EngineRequest<N>): Promise<EngineReply<N>> {
    if (this.#ended) return Promise.reject(crashError(this.#crash));
    const id = ++this.#lastId;
    const reply = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#link.post({ id, call, request });
    // The process is of this build; what crosses to the editor is checked there.
    return reply as Promise<EngineReply<N>>;
  }

  /** Ends the process; what waits for an answer is told. */
  kill(): void {
    this.#end(null);
    this.#link.kill();
  }

  #answered(id: number, answer: unknown): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    try {
      waiting?.resolve(replyOf(answer));
    } catch (thrown) {
      waiting?.reject(thrown as BridgeError);
    }
  }

  #end(crash: EngineCrash | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#crash = crash;
    for (const { reject } of this.#waiting.values()) reject(crashError(crash));
    this.#waiting.clear();
  }
}

/** What is told of a process that ended; null: it was stopped. */
export function crashError(crash: EngineCrash | null): BridgeError {
  return new BridgeError(
    crash
      ? { code: "ENGINE_CRASHED", ...crashWords(crash) }
      : { code: "ENGINE_STOPPED", message: "The engine was stopped before it answered.", hint: "Try again." },
  );
}

function crashWords({ how, node }: EngineCrash) {
  return {
    message: node
      ? `The engine ended unexpectedly (${how}) while the node "${node}" was working.`
      : `The engine ended unexpectedly (${how}).`,
    hint: node
      ? "The editor goes on and nothing you made is lost. Look at that node's model and data, or disable it."
      : "The editor goes on and nothing you made is lost. Try again.",
    ...(node ? { node } : {}),
  };
}
