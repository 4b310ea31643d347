// A run in parts: several threads read and compute, one place performs what comes of it, in the order of the parts.

import { monotonicMs } from "../../host/clock.ts";
import type { Plan } from "../../plan/types.ts";
import { MillraceError, PART_TORN, RunCancelled, toMillraceError } from "../../sdk/errors.ts";
import type { Effect, Outcome, SourcePart } from "../../sdk/node-definition.ts";
import { rowsOfSources } from "../counters.ts";
import { describeError } from "../describe-error.ts";
import type { EventLog } from "../event-log.ts";
import type { FailedRow, ModelUse, NodeCounters, RunSummary } from "../events.ts";
import type { Standing } from "../journal/records.ts";
import type { RunJournal } from "../journal/run-journal.ts";
import { nodesGoOn, statesOf } from "../journal/standing.ts";
import { NodeRunner } from "../node-runner.ts";
import { distinctModels } from "../node-services.ts";
import { RunShared } from "../shared.ts";
import { skippedRows } from "../skipped-rows.ts";
import type { RunOptions } from "../run.ts";
import { ToldRows } from "../told-rows.ts";
import { addPart, NO_COUNTERS } from "./merge.ts";
import type { PartExecutor } from "./part-run.ts";

/** Parts that may be ahead of the one whose effects are being performed, for each executor. */
const AHEAD = 4;

/** What a part has given so far and nobody has performed yet. */
interface Waiting {
  readonly effects: { readonly node: string; readonly effect: Effect }[];
  readonly failed: FailedRow[];
  summary: RunSummary | null;
}

/** A run that has ended, or one that must begin again on one thread, with the failed rows it has told of. */
export type Parted =
  { readonly summary: RunSummary; readonly told: null } | { readonly summary: null; readonly told: ToldRows };

export class PartitionedRun {
  readonly #plan: Plan;
  readonly #parts: readonly SourcePart[];
  readonly #executors: readonly PartExecutor[];
  readonly #shared: RunShared;
  readonly #actions: ReadonlyMap<string, NodeRunner>;
  readonly #signal: AbortSignal | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #counters: Record<string, NodeCounters>;
  #models: readonly ModelUse[] = [];
  #next = 0;
  /** Index of the part whose effects are performed as they come. */
  #head = 0;
  /** Rows of the source before the part at `#head`. */
  #rowsBefore = 0;
  /** The last part that was performed ended early: what later parts gave does not follow on it. */
  #cutShort = false;
  #performing: Promise<void> = Promise.resolve();
  readonly #told: ToldRows;
  /** How many parts were asked for. */
  readonly #count: number;
  #wake: (() => void)[] = [];
  #tellAllTaken: () => void = () => {};
  readonly #allTaken = new Promise<void>((resolve) => (this.#tellAllTaken = resolve));
  #startMs = monotonicMs();

  constructor(
    plan: Plan,
    { parts, count }: { readonly parts: readonly SourcePart[]; readonly count: number },
    executors: readonly PartExecutor[],
    { host, signal, onFailedRows, journal = null }: RunOptions,
    events: EventLog,
  ) {
    this.#plan = plan;
    this.#parts = parts;
    this.#count = count;
    this.#told = journal?.told ?? new ToldRows();
    this.#executors = executors;
    this.#signal = signal;
    const whole = { dryRun: false, limit: Infinity, part: null, onEffect: null, told: null, journal };
    this.#shared = new RunShared({ host, events, onFailedRows: onFailedRows ?? null, ...whole });
    const actions = plan.nodes.filter(({ definition }) => definition.perform);
    this.#actions = new Map(actions.map((planned) => [planned.id, new NodeRunner(planned, this.#shared)]));
    this.#counters = Object.fromEntries(plan.nodes.map(({ id }) => [id, NO_COUNTERS]));
    const standing = journal?.standing;
    if (!standing) return;
    this.#counters = { ...standing.nodes };
    this.#head = this.#next = standing.parts!.done;
    this.#rowsBefore = standing.sourceRows;
    this.#startMs -= standing.elapsedMs;
  }

  async run(): Promise<Parted> {
    const { events, stopping } = this.#shared;
    const cancel = () => {
      stopping.abort(new RunCancelled());
      this.#tellAllTaken();
      this.#wakeAll();
    };
    if (this.#signal?.aborted) cancel();
    this.#signal?.addEventListener("abort", cancel, { once: true });
    events.emit({ type: "run-started", nodes: this.#plan.nodes.map(({ id }) => id), dryRun: false });
    try {
      const actions = [...this.#actions.values()];
      await Promise.all(actions.map((runner) => runner.open()));
      const standing = this.#shared.journal?.standing;
      if (standing) {
        nodesGoOn(actions, standing);
        for (const { node, code, message } of standing.warnings) this.#shared.warn(node, code, message);
      }
      await Promise.all(this.#executors.map((executor) => this.#work(executor)));
      await this.#performing;
      // From here on the outputs take their places, one after the other.
      if (!this.#shared.stopped && !this.#shared.journal?.isYoung) await this.#checkpoint();
    } catch (thrown) {
      this.#fail(thrown);
    }
    // As in a run on one thread: too late for whoever asks for the end now.
    this.#signal?.removeEventListener("abort", cancel);
    for (const runner of this.#actions.values()) {
      await runner.close(this.#outcome()).catch((thrown: unknown) => this.#fail(thrown));
    }
    await Promise.all(this.#executors.map((executor) => executor.close()));
    if (this.#shared.failure?.code === PART_TORN && !this.#signal?.aborted)
      return { summary: null, told: this.#told };
    const summary = this.#summary();
    for (const { id } of this.#plan.nodes)
      events.emit({ type: "node-done", node: id, counters: summary.nodes[id] });
    events.emit({ type: "run-done", summary });
    events.end();
    return { summary, told: null };
  }

  /** One executor takes part after part until there are none, staying near the part that is being performed. */
  async #work(executor: PartExecutor): Promise<void> {
    // Whoever is still starting takes no part that others would then wait for; at the end nobody waits for it at all.
    try {
      await Promise.race([executor.ready, this.#allTaken]);
    } catch (thrown) {
      return this.#fail(thrown);
    }
    while (this.#next < this.#parts.length && !this.#shared.stopped) {
      if (this.#next - this.#head >= this.#executors.length * AHEAD) {
        await new Promise<void>((wake) => this.#wake.push(wake));
        continue;
      }
      const index = this.#next++;
      if (this.#next === this.#parts.length) this.#tellAllTaken();
      const waiting: Waiting = { effects: [], failed: [], summary: null };
      this.#waiting.set(index, waiting);
      const sink = {
        effect: (node: string, effect: Effect) => {
          waiting.effects.push({ node, effect });
          return this.#advance();
        },
        failed: (rows: readonly FailedRow[]) => void waiting.failed.push(...rows),
      };
      try {
        waiting.summary = await executor.run(this.#parts[index], sink, this.#shared.stopping.signal);
      } catch (thrown) {
        this.#fail(thrown);
        return;
      }
      const { error } = waiting.summary;
      if (error)
        this.#fail(
          new MillraceError(error.code, {
            message: error.message,
            node: error.node,
            port: error.port,
            hint: error.hint,
          }),
        );
      await this.#advance();
    }
  }

  /** Performs what the part at the head has given; goes on to the next when it is done. One call at a time. */
  #advance(): Promise<void> {
    this.#performing = this.#performing.then(async () => {
      for (;;) {
        const waiting = this.#waiting.get(this.#head);
        if (!waiting || this.#cutShort || this.#shared.failure) return;
        for (const { node, effect } of waiting.effects.splice(0))
          await this.#actions.get(node)!.perform(effect);
        if (!waiting.summary) return;
        this.#cutShort = waiting.summary.outcome !== "done";
        await this.#finishPart(waiting, waiting.summary);
        if (this.#shared.journal?.due() && !this.#cutShort) await this.#checkpoint();
      }
    });
    this.#performing.catch((thrown: unknown) => this.#fail(thrown));
    return this.#performing;
  }

  async #finishPart({ failed }: Waiting, summary: RunSummary): Promise<void> {
    const { events } = this.#shared;
    const all = failed.map((row) => ({ ...row, row: row.row + this.#rowsBefore }));
    const rows = this.#told.untold(all);
    if (rows.length > 0) await this.#shared.onFailedRows?.(rows);
    this.#told.add(all);
    for (const row of rows) events.emit({ type: "row-failed", ...row });
    await events.pressure();
    for (const { node, code, message } of summary.warnings) this.#shared.warn(node, code, message);
    this.#rowsBefore += summary.sourceRows;
    this.#counters = addPart(this.#counters, summary);
    this.#models = distinctModels([...this.#models, ...summary.models]);
    this.#waiting.delete(this.#head++);
    this.#wakeAll();
    const { rows: total, elapsedMs, nodes } = this.#figures();
    events.emit({ type: "progress", rows: total, share: this.#head / this.#parts.length, elapsedMs, nodes });
  }

  /** Between two parts nothing is under way, as far as outputs go. */
  async #checkpoint(): Promise<void> {
    const journal = this.#shared.journal;
    if (!journal) return;
    const ended = this.#head === this.#parts.length;
    if (journal.mode === "replay") return this.#note(journal, null, ended);
    const [next] = this.#parts.slice(this.#head);
    const { elapsedMs, nodes } = this.#figures();
    const standing = {
      left: next ? { from: next.from, to: this.#parts.at(-1)!.to, firstRow: this.#rowsBefore } : null,
      parts: { count: this.#count, done: this.#head },
      sourceRows: this.#rowsBefore,
      elapsedMs,
      nodes,
      finished: [],
      states: statesOf([...this.#actions.values()]) ?? {},
      warnings: this.#shared.warnings,
    };
    await this.#note(journal, standing, ended);
  }

  /** Other parts go on while it is brought to the disk, but for the last time: nothing takes its place before that. */
  async #note(journal: RunJournal, standing: Standing | null, ended: boolean): Promise<void> {
    const noted = journal.checkpoint(standing, ended);
    if (ended || journal.isWaitedFor) await noted;
    else noted.catch((thrown: unknown) => this.#fail(thrown));
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  #fail(thrown: unknown): void {
    this.#shared.fail(
      toMillraceError(thrown, "RUN_FAILED", "This is a fault in Millrace; its cause is in the details."),
    );
    this.#tellAllTaken();
    this.#wakeAll();
  }

  #outcome(): Outcome {
    if (this.#shared.failure) return "failed";
    return this.#shared.stopped ? "cancelled" : "done";
  }

  #figures() {
    const rows = rowsOfSources(this.#plan.nodes, this.#counters);
    return { rows, elapsedMs: monotonicMs() - this.#startMs, nodes: this.#counters };
  }

  #summary(): RunSummary {
    const { failure, warnings, filesPlaced, journal } = this.#shared;
    const standing = journal?.standing;
    const rowsFailed = Object.values(this.#counters).reduce((sum, counters) => sum + counters.rowsFailed, 0);
    return {
      outcome: this.#outcome(),
      ...this.#figures(),
      rowsFailed,
      rowsSkipped: this.#outcome() === "done" ? skippedRows(this.#plan, this.#counters) : 0,
      ...(standing && { rowsBefore: rowsOfSources(this.#plan.nodes, standing.nodes) }),
      sourceRows: this.#rowsBefore,
      filesPlaced,
      threads: this.#executors.length,
      models: this.#models,
      warnings,
      error: failure && describeError(failure),
    };
  }
}
