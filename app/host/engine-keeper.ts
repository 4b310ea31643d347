// The engine process behind catalog, plan and preview: started, watched, started again when it crashes.

import { EngineClient, type EngineCrash } from "./engine-client.ts";
import type { EngineCallName, EngineReply, EngineRequest, ToldEvent } from "../bridge/engine-protocol.ts";
import type { SessionView, StartEngine } from "./engine-link.ts";
import type { Later } from "./options.ts";

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;
/** For one that is asked to stop what it does: longer than a node takes that can be stopped. */
const GRACE_MS = 2000;
/** One that lived so long did not crash because it was started. */
const HEALTHY_MS = 10_000;

type ConstantCall = "catalog.kinds" | "catalog.functions" | "template.list";

export interface KeeperListener {
  event(event: ToldEvent): void;
  state(state: "starting" | "ready" | "crashed", node: string | null): void;
}

export class EngineKeeper {
  readonly #start: StartEngine;
  readonly #listener: KeeperListener;
  readonly #later: Later;
  readonly #sessions = new Map<string, SessionView>();
  readonly #constants = new Map<string, Promise<unknown>>();
  #client: EngineClient | null = null;
  /** Calls that came while there was no process. */
  #waiting: ((client: EngineClient) => void)[] = [];
  #waitMs = FIRST_WAIT_MS;
  #cancelLater: () => void = () => {};
  #closed = false;

  constructor(start: StartEngine, listener: KeeperListener, later: Later) {
    this.#start = start;
    this.#listener = listener;
    this.#later = later;
    this.#begin();
  }

  async call<N extends EngineCallName>(name: N, request: EngineRequest<N>): Promise<EngineReply<N>> {
    return (await this.#present()).call(name, request);
  }

  /**
   * Asks the process to stop what it does. In the middle of a model it hears nothing: it is ended, another takes its place, and
   * what waits for an answer is told.
   */
  async halt(request: EngineRequest<"preview.stop">): Promise<void> {
    // One that is about to begin is asked too, behind what waits for it.
    const client = await this.#present();
    const cancel = this.#later(GRACE_MS, () => this.#replace(client));
    try {
      await client.call("preview.stop", request);
    } catch (thrown) {
      if (this.#client === client) throw thrown;
    } finally {
      cancel();
    }
  }

  /** What is the same as long as the program runs is asked once: the catalog, the playbooks. */
  constant<N extends ConstantCall>(name: N): Promise<EngineReply<N>> {
    const known = this.#constants.get(name) as Promise<EngineReply<N>> | undefined;
    if (known) return known;
    const asked = this.call<ConstantCall>(name, {}) as Promise<EngineReply<N>>;
    this.#constants.set(name, asked);
    asked.catch(() => this.#constants.delete(name));
    return asked;
  }

  /** Nobody waits for it: messages keep their order, and what is wrong is told by the call that needs the session. */
  openSession(view: SessionView): void {
    this.#sessions.set(view.session, view);
    this.#client?.call("session.open", view).catch(() => {});
  }

  closeSession(session: string): void {
    if (this.#sessions.delete(session)) this.#client?.call("session.close", { session }).catch(() => {});
  }

  close(): void {
    this.#closed = true;
    this.#cancelLater();
    this.#client?.kill();
    this.#client = null;
  }

  async #present(): Promise<EngineClient> {
    return this.#client ?? new Promise((found) => this.#waiting.push(found));
  }

  #begin(): void {
    if (this.#closed) return;
    this.#listener.state("starting", null);
    const client = new EngineClient(this.#start, {
      event: (event) => this.#listener.event(event),
      crashed: (crash) => this.#crashed(crash),
    });
    this.#client = client;
    for (const view of this.#sessions.values()) client.call("session.open", view).catch(() => {});
    // The first question of every editor: once it is answered, all is loaded.
    client.call("catalog.kinds", {}).then(
      () => {
        this.#listener.state("ready", null);
        this.#cancelLater = this.#later(HEALTHY_MS, () => (this.#waitMs = FIRST_WAIT_MS));
      },
      () => {},
    );
    for (const found of this.#waiting.splice(0)) found(client);
  }

  #replace(client: EngineClient): void {
    if (this.#client !== client) return;
    this.#cancelLater();
    client.kill();
    this.#begin();
  }

  #crashed({ node }: EngineCrash): void {
    this.#cancelLater();
    this.#client = null;
    this.#listener.state("crashed", node);
    this.#cancelLater = this.#later(this.#waitMs, () => this.#begin());
    this.#waitMs = Math.min(2 * this.#waitMs, LONGEST_WAIT_MS);
  }
}
