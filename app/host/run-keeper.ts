// Runs, each in a process of its own: started, stopped, killed when it does not stop, reported when it crashes.

import { randomUUID } from "node:crypto";
import type { EventOf, Request } from "../bridge/calls.ts";
import type { RunError, RunSoFar } from "../bridge/shapes.ts";
import { crashError, EngineClient, type EngineCrash } from "./engine-client.ts";
import type { SessionView, StartEngine } from "./engine-link.ts";
import { describeFailure } from "./failures.ts";
import type { Later } from "./options.ts";
import { RunRecord } from "./run-record.ts";

/** How long a run may take to stop by itself, and a process to clean up behind it. */
const GRACE_MS = 2000;
/** Which node is at work changes with every frame: it is told no more often than that. */
const WORK_MS = 1000;

export interface RunListener {
  event(event: EventOf<"run.event">): void;
  state(state: EventOf<"engine.state">): void;
}

/** A process that is there before it is needed: starting one takes longer than a person likes to wait. */
interface Spare {
  readonly client: EngineClient;
  readonly hears: { run: KeptRun | null };
}

interface KeptRun {
  readonly id: string;
  /** The workflow as its process knows it. */
  readonly opened: string;
  /** The workflow as the window knows it that is told of it. */
  session: string;
  readonly client: EngineClient;
  readonly record: RunRecord;
  /** The name the engine gave it; null until it answered. */
  name: string | null;
  /** The node that runs its model; null where none has said so since it was told last. */
  works: string | null;
  stopping: boolean;
}

export class RunKeeper {
  readonly #start: StartEngine;
  readonly #listener: RunListener;
  readonly #later: Later;
  /** Those that go on. */
  readonly #runs = new Map<string, KeptRun>();
  /** The last one of each workflow, also when it is over: its page may not have heard of its end. */
  readonly #last = new Map<string, KeptRun>();
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
    const run: KeptRun = {
      id: randomUUID(),
      opened: view.session,
      session: view.session,
      client,
      record: new RunRecord(request),
      name: null,
      works: null,
      stopping: false,
    };
    hears.run = run;
    this.#runs.set(run.id, run);
    this.#last.set(run.session, run);
    try {
      await client.call("session.open", view);
      run.name = (await client.call("run.start", request)).run;
    } catch (thrown) {
      if (this.#runs.has(run.id)) this.#refused(run, view.session, thrown);
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

  /** Nobody has the workflow open any more. */
  closeSession(session: string): void {
    for (const run of this.#runs.values()) if (run.session === session) this.stop(run.id);
    this.#last.delete(session);
  }

  /** What ran for one session belongs to another from now on: a new page has opened the workflow of one that is gone. */
  handOver(from: string, to: string): void {
    for (const run of this.#runs.values()) if (run.session === from) run.session = to;
    const [left, own] = [this.#last.get(from), this.#last.get(to)];
    this.#last.delete(from);
    if (!left || (own && own.record.startedAt > left.record.startedAt)) return;
    left.session = to;
    this.#last.set(to, left);
  }

  /** The last run of a workflow; null where nothing ran. */
  soFar(session: string): RunSoFar | null {
    const run = this.#last.get(session);
    return run ? { run: run.id, ...run.record.soFar() } : null;
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
        if (event !== "engine.state") return;
        if (value.node === null) this.#listener.state({ ...value, session: run.session });
        else this.#worked(run, { ...value, node: value.node });
      },
      crashed: (crash) => {
        if (this.#spare?.client === client) this.#spare = null;
        if (hears.run) this.#crashed(hears.run, crash);
      },
    });
    return { client, hears };
  }

  /** The page says whom it waits for when a model takes long. */
  #worked(run: KeptRun, value: EventOf<"engine.state"> & { readonly node: string }): void {
    const isToBeTold = run.works !== null;
    run.works = value.node;
    if (isToBeTold) return;
    this.#later(WORK_MS, () => {
      if (this.#runs.has(run.id)) this.#listener.state({ ...value, node: run.works, session: run.session });
      run.works = null;
    });
  }

  #askToStop({ client, name }: KeptRun): void {
    if (name !== null) client.call("run.stop", { run: name }).catch(() => {});
  }

  #heard(run: KeptRun, event: EventOf<"run.event">["event"]): void {
    if (!this.#runs.has(run.id)) return;
    this.#tell(run, event);
    if (event.type === "run-done") this.#retire(run);
  }

  /** A process is used once: what a run leaves in memory is no matter of the next. */
  #retire({ id, opened, client }: KeptRun): void {
    this.#runs.delete(id);
    const cancel = this.#later(GRACE_MS, () => client.kill());
    const end = () => {
      cancel();
      client.kill();
    };
    // Answered once everything of the run is closed and on the disk.
    client.call("session.close", { session: opened }).then(end, end);
    this.prepare();
  }

  #crashed(run: KeptRun, crash: EngineCrash): void {
    // One whose start was never answered is told by that call.
    if (!this.#runs.has(run.id) || run.name === null) return;
    this.#listener.state({ session: run.session, state: "crashed", node: crash.node, memoryMb: 0 });
    const error = runError(crashError(crash));
    this.#end(run, run.record.ended(run.stopping ? "cancelled" : "failed", run.stopping ? null : error));
  }

  /** It did not begin. Whoever asked is told by the call. */
  #refused(run: KeptRun, asker: string, thrown: unknown): void {
    // The page that asked is gone, and another one waits for the end.
    if (run.session !== asker) return this.#end(run, run.record.ended("failed", runError(thrown)));
    this.#runs.delete(run.id);
    if (this.#last.get(run.session) === run) this.#last.delete(run.session);
    run.client.kill();
    this.prepare();
  }

  #end(run: KeptRun, event: EventOf<"run.event">["event"]): void {
    this.#runs.delete(run.id);
    run.client.kill();
    this.#tell(run, event);
    this.prepare();
  }

  #tell({ id, session, record }: KeptRun, event: EventOf<"run.event">["event"]): void {
    record.hear(event);
    this.#listener.event({ session, run: id, event });
  }
}

function runError(thrown: unknown): RunError {
  const { code, message, hint = "Run it again.", node } = describeFailure(thrown);
  return { code, message, hint, place: node === undefined ? "" : `node ${node}`, node };
}
