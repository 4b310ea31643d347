// Starts the built engine as a host does, and speaks with it.

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { replyOf } from "../../app/bridge/bridge.ts";
import type {
  EngineCallName,
  EngineEventName,
  EngineEventOf,
  EngineReply,
  EngineRequest,
  Told,
} from "../../app/bridge/engine-protocol.ts";

export type Heard = {
  [N in EngineEventName]: { readonly event: N; readonly value: EngineEventOf<N> };
}[EngineEventName];

export class EngineClient {
  readonly child: ChildProcess;
  readonly heard: Heard[] = [];
  readonly exited: Promise<unknown>;
  #lastId = 0;
  readonly #open = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  readonly #watchers = new Set<() => void>();

  /** `env` is what its environment has besides. */
  constructor(env: NodeJS.ProcessEnv = {}) {
    const file = resolve(import.meta.dirname, "../../dist/editor-engine.js");
    this.child = fork(file, {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: { ...process.env, ...env },
    });
    this.child.on("message", (message) => this.#hear(message as Told));
    this.exited = once(this.child, "exit");
    void this.exited.then(() => {
      for (const { reject } of this.#open.values()) reject(new Error("The engine is gone."));
      for (const watch of this.#watchers) watch();
    });
  }

  call<N extends EngineCallName>(call: N, request: EngineRequest<N>): Promise<EngineReply<N>> {
    const id = ++this.#lastId;
    const answered = new Promise<unknown>((settle, reject) =>
      this.#open.set(id, { resolve: settle, reject }),
    );
    this.child.send({ id, call, request });
    return answered.then((answer) => replyOf(answer) as EngineReply<N>);
  }

  /** The first event for which `is` answers something, of those heard already or to come. */
  async until<T>(is: (heard: Heard) => T | undefined): Promise<T> {
    for (let next = 0; ;) {
      for (; next < this.heard.length; next++) {
        const found = is(this.heard[next]);
        if (found !== undefined) return found;
      }
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error("The engine ended before that.");
      await new Promise<void>((wake) => {
        const watch = () => {
          this.#watchers.delete(watch);
          wake();
        };
        this.#watchers.add(watch);
      });
    }
  }

  async close(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exited;
  }

  #hear(message: Told): void {
    if ("id" in message) {
      this.#open.get(message.id)?.resolve(message.answer);
      this.#open.delete(message.id);
      return;
    }
    this.heard.push(message);
    for (const watch of this.#watchers) watch();
  }
}
