// Runs, each in a process of its own: started, stopped, killed when it does not stop, reported when it crashes.

import { randomUUID } from "node:crypto";
import type { EventOf, Request } from "../bridge/calls.ts";
import { crashWords, EngineClient, type EngineCrash } from "./engine-client.ts";
import type { SessionView, StartEngine } from "./engine-link.ts";
import type { Later } from "./options.ts";
import { RunRecord } from "./run-record.ts";

/** How long a run may take to stop by itself, and a process to clean up behind it. */
const GRACE_MS = 2000;

export interface RunListener {
  event(event: EventOf<"run.event">): void;
  state(state: EventOf<"engine.state">): void;
}

/** A process that is there before it is needed: starting one takes longer than a person likes to wait. */
interface Spare {
  readonly client: EngineClient;
  readonly hears: { run: ActiveRun | null };
}

interface ActiveRun {
  readonly id: string;
  readonly session: string;
  readonly client: EngineClient;
  readonly record: RunRecord;
  /** The name the engine gave it; null until it answered. */
  name: string | null;
  stopping: boolean;
}

export class RunKeeper {
  readonly #start: StartEngine;
  readonly #listener: RunListener;
  readonly #later: Later;
  readonly #runs = new Map<string, ActiveRun>();
  #spare: Spare | null = null;
  #closed = false;

  constructor(start: StartEngine, listener: RunListener, later: Later) {
    this.#start = start;
    this.#listener = listener;
    this.#later = later;
  }

  /** Sees to it that a process waits for the next run. */
  prepare(): void {
    if (!this.#closed) this.#spare ??= this.#begin();
  }

  async start(view: SessionView, request: Request<"run.start">): Promise<{ run: string }> {
    const { client, hears } = this.#spare ?? this.#begin();
    this.#spare = null;
    const record = new RunRecord();
    const run: ActiveRun = {
      id: randomUUID(),
      session: view.session,
      client,
      record,
      name: null,
      stopping: false,
    };
    hears.run = run;
    this.#runs.set(run.id, run);
    try {
      await client.call("session.open", view);
      run.name = (await client.call("run.start", request)).run;
    } catch (thrown) {
      this.#runs.delete(run.id);
      client.kill();
      this.prepare();
      throw thrown;
    }
    if (run.stopping) this.#askToStop(run);
    return { run: run.id };
  }

  isRunning(session: string): boolean {
    return [...this.#runs.values()].some((run) => run.session === session);
  }

  /** Asks it to stop, and kills its process when it has not in time. Nothing to do for a run that has ended. */
  stop(id: string): void {
    const run = this.#runs.get(id);
    if (!run || run.stopping) return;
    run.stopping = true;
    this.#askToStop(run);
    this.#later(GRACE_MS, () => {
      if (this.#runs.has(id)) this.#end(run, run.record.ended("cancelled", null));
    });
  }

  stopAll(session: string): void {
    for (const run of this.#runs.values()) if (run.session === session) this.stop(run.id);
  }

  sessionOf(id: string): string | null {
    return this.#runs.get(id)?.session ?? null;
  }

  close(): void {
    this.#closed = true;
    this.#spare?.client.kill();
    for (const { client } of this.#runs.values()) client.kill();
    this.#runs.clear();
  }

  #begin(): Spare {
    const hears: Spare["hears"] = { run: null };
    const client: EngineClient = new EngineClient(this.#start, {
      event: ({ event, value }) => {
        const { run } = hears;
        // Of a process that waits for a run, nobody wants to know the memory.
        if (!run) return;
        if (event === "run.event") this.#heard(run, value.event);
        // Which node works is for a crash to tell.
        if (event === "engine.state" && value.node === null)
          this.#listener.state({ ...value, session: run.session });
      },
      crashed: (crash) => {
        if (this.#spare?.client === client) this.#spare = null;
        if (hears.run) this.#crashed(hears.run, crash);
      },
    });
    return { client, hears };
  }

  #askToStop({ client, name }: ActiveRun): void {
    if (name !== null) client.call("run.stop", { run: name }).catch(() => {});
  }

  #heard(run: ActiveRun, event: EventOf<"run.event">["event"]): void {
    if (!this.#runs.has(run.id)) return;
    run.record.hear(event);
    this.#tell(run, event);
    if (event.type === "run-done") this.#retire(run);
  }

  /** A process is used once: what a run leaves in memory is no matter of the next. */
  #retire({ id, session, client }: ActiveRun): void {
    this.#runs.delete(id);
    const cancel = this.#later(GRACE_MS, () => client.kill());
    const end = () => {
      cancel();
      client.kill();
    };
    // Answered once everything of the run is closed and on the disk.
    client.call("session.close", { session }).then(end, end);
    this.prepare();
  }

  #crashed(run: ActiveRun, crash: EngineCrash): void {
    // One whose start was never answered is told by that call.
    if (!this.#runs.has(run.id) || run.name === null) return;
    this.#listener.state({ session: run.session, state: "crashed", node: crash.node, memoryMb: 0 });
    const { node, ...words } = crashWords(crash);
    const error = { code: "ENGINE_CRASHED", place: node ? `node ${node}` : "", node, ...words };
    this.#end(run, run.record.ended(run.stopping ? "cancelled" : "failed", run.stopping ? null : error));
  }

  #end(run: ActiveRun, event: EventOf<"run.event">["event"]): void {
    this.#runs.delete(run.id);
    run.client.kill();
    this.#tell(run, event);
    this.prepare();
  }

  #tell({ id, session }: ActiveRun, event: EventOf<"run.event">["event"]): void {
    this.#listener.event({ session, run: id, event });
  }
}
