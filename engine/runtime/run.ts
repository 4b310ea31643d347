// A run: an object made for one execution of a plan. It tells its events while it goes and its summary at the end.

import { hasErrors, type Issue } from "../document/issue.ts";
import { monotonicMs } from "../host/clock.ts";
import { cleaned } from "../host/handed-out.ts";
import { unwritableOutput } from "../plan/outputs.ts";
import { partitionIssues } from "../plan/partition.ts";
import type { Plan, PlannedEdge } from "../plan/types.ts";
import { isCancel, MillraceError, RunCancelled, toMillraceError } from "../sdk/errors.ts";
import type { Effect, Outcome, SourcePart } from "../sdk/node-definition.ts";
import type { Partition } from "../sdk/partition.ts";
import { ERROR_PORT } from "../sdk/ports.ts";
import type { HostServices } from "../sdk/services.ts";
import { rowsOfSources } from "./counters.ts";
import { describeError } from "./describe-error.ts";
import { EventLog } from "./event-log.ts";
import type { FailedRow, NodeCounters, RunEvent, RunSummary } from "./events.ts";
import type { Standing } from "./journal/records.ts";
import { nodeInput, type NodeInput } from "./node-input.ts";
import { NodeRunner } from "./node-runner.ts";
import { distinctModels } from "./node-services.ts";
import { partitionSource } from "./partition/eligible.ts";
import { sourceContext } from "./partition/source-context.ts";
import type { RunJournal } from "./journal/run-journal.ts";
import { nodesGoOn, standingOf } from "./journal/standing.ts";
import type { Parted } from "./partition/partitioned-run.ts";
import { RunShared } from "./shared.ts";
import { skippedRows } from "./skipped-rows.ts";
import { runSource, type SourceProgress } from "./source-runner.ts";
import type { ToldRows } from "./told-rows.ts";
import { elasticWires } from "./wiring.ts";

export interface RunOptions {
  readonly host: HostServices;
  /** Aborting it lets the frames in flight finish and ends the run as cancelled. */
  readonly signal?: AbortSignal;
  /** Stop every action after `plan`: nothing is written, sent or told to anybody. */
  readonly dryRun?: boolean;
  /** Rows each source gives at the most. */
  readonly limit?: number;
  /** Gets the rows that nothing could rescue, as they fail; waited for. */
  readonly onFailedRows?: (rows: readonly FailedRow[]) => Promise<void> | void;
  /** Threads the run may use for reading and computing, this one included; 1 unless given. */
  readonly threads?: number;
  /** Produce only this part of the (one) source. */
  readonly part?: SourcePart;
  /** Produce only this part of every source; the plan is one of `documentOfPart`. */
  readonly partition?: Partition;
  /** Keeps what is needed to go on where the run was ended, and says where to go on. */
  readonly journal?: RunJournal | null;
  /** Takes what actions plan instead of performing it. */
  readonly onEffect?: (node: string, effect: Effect) => Promise<void> | void;
}

/** Iterate it in the turn it was made, or its events are dropped. `done` never rejects: failures are in the summary. */
export interface Run extends AsyncIterable<RunEvent> {
  readonly done: Promise<RunSummary>;
}

/** Milliseconds between two progress events. */
const PROGRESS_MS = 50;

/** Starts a run of a plan without errors. */
export function run(plan: Plan, options: RunOptions): Run {
  const events = new EventLog();
  const done = Promise.resolve().then(async () => {
    const parted = await inParts(plan, options, events);
    if (parted && !parted.summary) await options.journal?.restart();
    const summary =
      parted?.summary ?? (await new Execution(plan, options, events, parted?.told ?? null).run());
    return cleaned(summary);
  });
  return { done, [Symbol.asyncIterator]: () => events[Symbol.asyncIterator]() };
}

/**
 * Runs in parts on several threads where that is allowed and pays; null where it does not. Without a summary where it
 * turned out that the source cannot be cut: then everything is to be done again on one thread.
 */
async function inParts(plan: Plan, options: RunOptions, events: EventLog): Promise<Parted | null> {
  const { threads = 1, limit, dryRun, part, partition, onEffect, journal } = options;
  // A run that is in the midst of its source goes on as it was begun.
  if (journal?.standing && (journal.hasEnded || !journal.standing.parts)) return null;
  const isWhole = limit === undefined && !part && !partition;
  if (threads < 2 || !isWhole || dryRun || onEffect || hasErrors(plan.issues)) return null;
  // Rows on an error port tell their place, and a part of a source does not know how many lines lie before it.
  if (plan.edges.some(({ fromPort }) => fromPort === ERROR_PORT)) return null;
  const source = partitionSource(plan);
  // An output that cannot be written is told by the plain run.
  if (!source || (await unwritableOutput(plan.nodes, options.host.files))) return null;
  const { runInParts } = await import("./partition/start.ts");
  return runInParts(plan, source, { ...options, threads }, events);
}

class Execution {
  readonly #plan: Plan;
  readonly #shared: RunShared;
  readonly #runners: readonly NodeRunner[];
  readonly #inputs = new Map<string, NodeInput>();
  readonly #progress = new Map<string, SourceProgress>();
  readonly #signal: AbortSignal | undefined;
  /** Whether actions do here what they plan. */
  readonly #performs: boolean;
  readonly #again: boolean;
  readonly #partition: Partition | null;
  #startMs = 0;
  /** Where a run before stood; null = this one begins. */
  readonly #standing: Standing | null;

  /** `told` are the failed rows that an attempt before this one has told of; null = this is the first. */
  constructor(plan: Plan, options: RunOptions, events: EventLog, told: ToldRows | null) {
    const {
      host,
      dryRun = false,
      limit = Infinity,
      part = null,
      onEffect = null,
      onFailedRows = null,
      journal = null,
    } = options;
    this.#plan = plan;
    this.#signal = options.signal;
    this.#performs = !dryRun && onEffect === null;
    this.#again = told !== null;
    this.#partition = options.partition ?? null;
    this.#shared = new RunShared({
      host,
      events,
      dryRun,
      limit,
      part,
      onEffect,
      onFailedRows,
      told: told ?? journal?.told ?? null,
      journal,
    });
    this.#standing = journal?.standing ?? null;
    this.#shared.checkpoint = () => this.#checkpoint();
    this.#runners = plan.nodes.map((planned) => new NodeRunner(planned, this.#shared));
  }

  async run(): Promise<RunSummary> {
    const { events, stopping, journal } = this.#shared;
    this.#startMs = monotonicMs() - (this.#standing?.elapsedMs ?? 0);
    const cancel = () => stopping.abort(new RunCancelled());
    if (this.#signal?.aborted) cancel();
    this.#signal?.addEventListener("abort", cancel, { once: true });
    if (!this.#again)
      events.emit({
        type: "run-started",
        nodes: this.#runners.map((runner) => runner.id),
        dryRun: this.#shared.dryRun,
      });
    const timer = setInterval(() => this.#tellProgress(), PROGRESS_MS);
    try {
      refuseErrors(this.#plan.issues);
      if (this.#performs) refuseErrors(await this.#unwritable());
      if (this.#partition && !this.#shared.stopped) await this.#divide(this.#partition);
      if (!this.#shared.stopped) await this.#open();
      if (this.#standing && !this.#shared.stopped) this.#goOn(this.#standing);
      this.#connect();
      if (!this.#shared.stopped && !journal?.hasEnded) {
        await this.#flow();
        // From here on the outputs take their places, one after the other.
        if (!this.#shared.stopped && !journal?.isYoung) await this.#checkpoint(true);
      }
    } catch (thrown) {
      // Whoever was still opening when the run was cancelled could not: that is the cancel, not a failure.
      if (!this.#signal?.aborted) this.#fail(thrown);
    }
    // Whoever asks for the end now is too late: either all outputs take their place, or none does.
    this.#signal?.removeEventListener("abort", cancel);
    await this.#close();
    clearInterval(timer);
    const summary = this.#summary();
    events.emit({ type: "run-done", summary });
    events.end();
    return summary;
  }

  async #unwritable(): Promise<readonly Issue[]> {
    const issue = await unwritableOutput(this.#plan.nodes, this.#shared.host.files);
    return issue ? [issue] : [];
  }

  /** Finds out what each source has to give. */
  async #divide(partition: Partition): Promise<void> {
    refuseErrors(partitionIssues(this.#plan));
    const { host, stopping, parts } = this.#shared;
    for (const node of this.#plan.nodes.filter(({ definition }) => definition.produce)) {
      const warn = (code: string, message: string) => this.#shared.warn(node.id, code, message);
      const ctx = sourceContext(node, { host, signal: stopping.signal, warn });
      parts.set(node.id, await node.definition.partition!(ctx, partition));
    }
  }

  async #open(): Promise<void> {
    const opened = await Promise.allSettled(this.#runners.map((runner) => runner.open()));
    const refused = opened.find((result) => result.status === "rejected");
    if (refused) throw refused.reason;
  }

  #goOn(standing: Standing): void {
    nodesGoOn(this.#runners, standing);
    for (const { node, code, message } of standing.warnings) this.#shared.warn(node, code, message);
    const source = this.#runners.find(({ planned }) => planned.definition.produce)!;
    if (standing.left) this.#shared.parts.set(source.id, standing.left);
    this.#progress.set(source.id, { done: 0, total: 0, position: standing.sourceRows, left: standing.left });
  }

  /** Notes where the run stands: at its end, or while the source that asks for it waits. */
  async #checkpoint(isEnded = false): Promise<void> {
    const journal = this.#shared.journal;
    if (!journal) return;
    try {
      if (journal.mode === "replay") return await this.#note(journal, null, isEnded);
      // Nobody sends anything to a node whose senders are still.
      for (const { id } of this.#runners) if (!(await this.#inputs.get(id)!.still())) return journal.later();
      if (this.#shared.stopped) return;
      const [source] = this.#progress.values();
      const standing = standingOf(this.#runners, {
        left: source.left,
        sourceRows: source.position,
        elapsedMs: monotonicMs() - this.#startMs,
        warnings: this.#shared.warnings,
        isEnded,
      });
      if (standing) await this.#note(journal, standing, isEnded);
      else journal.later();
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** The run goes on while it is brought to the disk, but for the last time: nothing takes its place before that. */
  async #note(journal: RunJournal, standing: Standing | null, isEnded: boolean): Promise<void> {
    const noted = journal.checkpoint(standing, isEnded);
    if (isEnded || journal.isWaitedFor) await noted;
    else noted.catch((thrown: unknown) => this.#fail(thrown));
  }

  #connect(): void {
    const byId = new Map(this.#runners.map((runner) => [runner.id, runner]));
    const elastic = elasticWires(this.#plan);
    for (const runner of this.#runners) {
      const wires = this.#plan.edges.filter((edge) => edge.to === runner.id);
      const input = nodeInput(runner, wires.length);
      runner.connected(
        countByPort(wires),
        wires.some((edge) => elastic.has(edge)),
      );
      this.#inputs.set(runner.id, input);
      for (const edge of wires) {
        const outlet = byId.get(edge.from)!.outlets.get(edge.fromPort)!;
        outlet.links.push(input.link({ port: edge.toPort, wire: edge.wire, elastic: elastic.has(edge) }));
      }
      runner.onFinish = () => finishUpstream(runner, this.#plan.edges, byId);
    }
  }

  /** Runs sources and queues side by side until all have ended; the first failure stops the others. */
  async #flow(): Promise<void> {
    const guard = async (work: Promise<void>): Promise<void> => {
      try {
        await work;
      } catch (thrown) {
        // A frame in flight that could not finish is the cancel, not a failure; nobody must wait for it.
        if (isCancel(thrown)) this.#letGo();
        else this.#fail(thrown);
      }
    };
    const queues = [...this.#inputs.values()].map((input) => guard(input.run()));
    const sources = this.#runners
      .filter((runner) => runner.planned.definition.produce)
      .map((runner) => {
        const progress = this.#progress.get(runner.id) ?? { done: 0, total: 0, position: 0, left: null };
        this.#progress.set(runner.id, progress);
        return guard(runSource(runner, progress));
      });
    const early = new Promise<void>((resolve) => (this.#onEarlyEnd = resolve));
    const all = Promise.all([...queues, ...sources]).then(() => {});
    await Promise.race([all, early.then(() => Promise.all(sources)).then(() => {})]);
  }

  #onEarlyEnd: () => void = () => {};

  #fail(thrown: unknown): void {
    const error = toMillraceError(
      thrown,
      "RUN_FAILED",
      "This is a fault in Millrace; its cause is in the details.",
    );
    this.#shared.fail(error);
    this.#letGo();
  }

  /** Frees whoever waits for a node that has given up. */
  #letGo(): void {
    for (const input of this.#inputs.values()) input.release();
    this.#onEarlyEnd();
  }

  /** Closes every node, in flow order. A node that cannot close makes the run fail, and those after it know. */
  async #close(): Promise<void> {
    for (const runner of this.#runners) {
      try {
        await runner.close(this.#outcome());
      } catch (thrown) {
        this.#fail(thrown);
      }
    }
  }

  #outcome(): Outcome {
    if (this.#shared.failure) return "failed";
    return this.#shared.stopped ? "cancelled" : "done";
  }

  #tellProgress(): void {
    const { rows, elapsedMs, nodes } = this.#figures();
    this.#shared.events.emit({ type: "progress", rows, share: this.#share(), elapsedMs, nodes });
  }

  #share(): number | null {
    const sources = [...this.#progress.values()];
    if (sources.length === 0 || sources.some((source) => source.total === 0)) return null;
    const total = sources.reduce((sum, source) => sum + source.total, 0);
    return sources.reduce((sum, source) => sum + source.done, 0) / total;
  }

  #figures(): { rows: number; elapsedMs: number; nodes: Record<string, NodeCounters> } {
    const nodes = Object.fromEntries(this.#runners.map((runner) => [runner.id, runner.snapshot()]));
    const rows = rowsOfSources(this.#plan.nodes, nodes);
    return { rows, elapsedMs: monotonicMs() - this.#startMs, nodes };
  }

  #summary(): RunSummary {
    const { failure, warnings, filesPlaced } = this.#shared;
    const rowsFailed = this.#runners.reduce((sum, runner) => sum + runner.counters.rowsFailed, 0);
    const sourceRows = Math.max(0, ...[...this.#progress.values()].map((progress) => progress.position));
    return {
      outcome: this.#outcome(),
      ...this.#figures(),
      rowsFailed,
      rowsSkipped: this.#outcome() === "done" ? skippedRows(this.#plan, this.#figures().nodes) : 0,
      ...(this.#standing && { rowsBefore: rowsOfSources(this.#plan.nodes, this.#standing.nodes) }),
      sourceRows,
      filesPlaced,
      ...(this.#outcome() !== "done" && { unplaced: this.#runners.filter(isUnplaced).map(({ id }) => id) }),
      threads: 1,
      models: distinctModels(this.#runners.flatMap((runner) => runner.models)),
      warnings,
      error: failure && describeError(failure),
    };
  }
}

function isUnplaced({ planned: { definition, params }, isPlaced }: NodeRunner): boolean {
  return !isPlaced && !!definition.addsInstead?.({ params });
}

function refuseErrors(issues: readonly Issue[]): void {
  const first = issues.find((issue) => issue.severity === "error");
  if (!first) return;
  const {
    code,
    message,
    node,
    port,
    path,
    expected,
    got,
    hint = "Mend the workflow; `millrace validate` lists all issues.",
  } = first;
  throw new MillraceError(code, { message, node, port, path, expected, got, hint });
}

function countByPort(wires: readonly PlannedEdge[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { toPort } of wires) counts[toPort] = (counts[toPort] ?? 0) + 1;
  return counts;
}

/** A node that wants nothing more lets the nodes that feed only it stop too, up to the sources. */
function finishUpstream(
  runner: NodeRunner,
  edges: readonly PlannedEdge[],
  byId: ReadonlyMap<string, NodeRunner>,
): void {
  for (const { from } of edges.filter((edge) => edge.to === runner.id)) {
    const feeder = byId.get(from)!;
    const wired = [...(feeder.planned.ports ? Object.keys(feeder.planned.ports) : [])]
      .map((port) => feeder.outlets.get(port)!)
      .filter((outlet) => outlet.links.length > 0);
    if (feeder.finished || !wired.every((outlet) => outlet.finished)) continue;
    feeder.finished = true;
    feeder.unwanted = true;
    finishUpstream(feeder, edges, byId);
  }
}
