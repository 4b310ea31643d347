// Processes of the engine that a test plays itself: it sees what they are asked, answers, and lets them crash. No process is started.

import type { Asked, Told } from "../../app/bridge/engine-protocol.ts";
import type { EngineLink, StartEngine } from "../../app/host/engine-link.ts";
import type { Later } from "../../app/host/options.ts";

/** What is answered when the test does not say: enough to start, to open sessions and to run. */
const USUAL: Readonly<Record<string, unknown>> = {
  "catalog.kinds": { kinds: [] },
  "session.open": {},
  "session.close": {},
  "run.start": { run: "its-own-name" },
  "run.stop": {},
};

export class FakeEngine implements EngineLink {
  readonly asked: Asked[] = [];
  killed = false;
  readonly #answers: Readonly<Record<string, unknown>>;
  #heard: (message: Told) => void = () => {};
  #exited: (how: string) => void = () => {};

  constructor(answers: Readonly<Record<string, unknown>>) {
    this.#answers = answers;
  }

  post(message: Asked): void {
    this.asked.push(message);
    const reply = this.#answers[message.call];
    if (reply !== undefined) queueMicrotask(() => this.#heard({ id: message.id, answer: { ok: reply } }));
  }

  onMessage(listener: (message: Told) => void): void {
    this.#heard = listener;
  }

  onExit(listener: (how: string) => void): void {
    this.#exited = listener;
  }

  kill(): void {
    this.killed = true;
  }

  tell(event: string, value: unknown): void {
    this.#heard({ event, value } as Told);
  }

  crash(how = "signal SIGSEGV"): void {
    this.#exited(how);
  }

  calls(): string[] {
    return this.asked.map(({ call }) => call);
  }

  requests(call: string): unknown[] {
    return this.asked.filter((asked) => asked.call === call).map(({ request }) => request);
  }
}

export interface FakeEngines {
  readonly start: StartEngine;
  /** All that were started, in order: the first is that of catalog and previews. */
  readonly started: FakeEngine[];
}

/** `answers`: replies besides the usual ones; undefined for a call that is never answered. */
export function fakeEngines(answers: Readonly<Record<string, unknown>> = {}): FakeEngines {
  const started: FakeEngine[] = [];
  const start = () => {
    const engine = new FakeEngine({ ...USUAL, ...answers });
    started.push(engine);
    return engine;
  };
  return { start, started };
}

/** Time that passes when the test says so. */
export class FakeLater {
  readonly waiting: { readonly ms: number; readonly work: () => void }[] = [];

  readonly later: Later = (ms, work) => {
    const item = { ms, work };
    this.waiting.push(item);
    return () => void (this.waiting.includes(item) && this.waiting.splice(this.waiting.indexOf(item), 1));
  };

  /** Lets all that waits for exactly so long happen. */
  pass(ms: number): void {
    for (const item of this.waiting.filter((waiting) => waiting.ms === ms)) {
      this.waiting.splice(this.waiting.indexOf(item), 1);
      item.work();
    }
  }
}

/** Lets answers that are under way arrive. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
