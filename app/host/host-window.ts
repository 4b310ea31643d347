// One window of the editor, seen from the host: its sessions, what it may call, what it is told.

import { answerCall, type Answer, type Emit, type Handlers } from "../bridge/bridge.ts";
import type { EventName } from "../bridge/calls.ts";
import { Documents } from "./documents.ts";
import type { EngineKeeper } from "./engine-keeper.ts";
import type { ExportKeeper } from "./export-keeper.ts";
import { describeFailure } from "./failures.ts";
import { windowHandlers } from "./handlers.ts";
import type { LibraryKeeper } from "./library-keeper.ts";
import type { Memory } from "./memory.ts";
import type { HostOptions, Later, WindowServices } from "./options.ts";
import type { PageNames } from "./page-names.ts";
import type { RunKeeper } from "./run-keeper.ts";
import { viewOf, type Session } from "./session.ts";

/** What the windows of a host have in common. */
export interface Shared {
  readonly options: HostOptions;
  readonly home: string;
  readonly appData: string;
  readonly documents: string;
  readonly memory: Memory;
  readonly engine: EngineKeeper;
  readonly runs: RunKeeper;
  readonly exports: ExportKeeper;
  readonly library: LibraryKeeper;
  readonly later: Later;
  saved(path: string): Promise<void>;
  /** Sessions on the same workflow whose pages are gone: what those of these names left, or else any. */
  leftOf(session: Session, pages: PageNames): string[];
}

type Listener = (name: EventName, event: unknown) => void;

/** So long a window whose page is gone waits for it, or for another page that takes up what it left. */
const KEEP_MS = 60_000;

export class HostWindow {
  readonly handlers: Handlers;
  /** The name of its page. */
  readonly page: string;
  readonly #documents: Documents;
  readonly #listeners = new Set<Listener>();
  readonly #later: Later;
  readonly #closed: () => void;
  #cancelEnd: () => void = () => {};

  constructor(shared: Shared, services: WindowServices, pages: PageNames, closed: () => void) {
    const { engine, runs, exports, memory, appData } = shared;
    this.#later = shared.later;
    this.#closed = closed;
    this.page = pages.page;
    this.#documents = new Documents(memory, appData, pages, {
      opened: (session) => engine.openSession(viewOf(session)),
      closed: (session) => {
        engine.closeSession(session.id);
        runs.closeSession(session.id);
        exports.stop(session.id);
      },
      changed: ({ id }, hash) => this.emit("document.changed", { session: id, hash }),
      saved: (path) => void shared.saved(path),
    });
    this.handlers = windowHandlers(shared, this.#documents, services, pages);
  }

  /** Carries out a call that came from outside, whatever it is. Never throws. */
  call(name: string, request: unknown): Promise<Answer> {
    return answerCall(this.handlers, name, request, describeFailure);
  }

  /** Answers how to stop listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  readonly emit: Emit = (name, event) => {
    for (const listener of this.#listeners) listener(name, event);
  };

  has(session: string): boolean {
    return this.#documents.has(session);
  }

  /** A file was written by a window of this host. */
  look(path: string): Promise<void> {
    return this.#documents.look(path);
  }

  leftOf(session: Session): string[] {
    return this.#documents.leftOf(session);
  }

  /**
   * The page is gone, or its connection broke. It may come back, or another page opens its workflows and takes up their journals
   * and runs; when neither happens in time, the window is closed, and `ended` called.
   */
  leave(ended: () => void = () => {}): void {
    this.#documents.leave();
    this.#cancelEnd = this.#later(KEEP_MS, () => {
      ended();
      void this.close();
    });
  }

  returned(): Promise<void> {
    this.#cancelEnd();
    return this.#documents.returned();
  }

  async close(): Promise<void> {
    this.#cancelEnd();
    this.#listeners.clear();
    await this.#documents.closeAll();
    this.#closed();
  }
}
