// One node of a run: calls its definition on frames the shortest way, counts, and hands trouble to the order of rescue.

import type { Frame } from "../frames/frame.ts";
import { forgetGiven } from "../frames/given.ts";
import { rowId } from "../frames/lineage.ts";
import { monotonicMs } from "../host/clock.ts";
import type { PlannedNode } from "../plan/types.ts";
import { MillraceError, toMillraceError } from "../sdk/errors.ts";
import type { Effect, Emit, NodeContext, Outcome } from "../sdk/node-definition.ts";
import { ERROR_PORT } from "../sdk/ports.ts";
import { Counters } from "./counters.ts";
import type { ModelUse, NodeCounters } from "./events.ts";
import { describeFailedRow, errorFrames } from "./failed-rows.ts";
import { GuardedCalls, type Context, type OwnContext } from "./guarded-calls.ts";
import { NodeServices } from "./node-services.ts";
import { Outlet } from "./outlet.ts";
import { rowErrorOf, type Attempt, type FailedFrameRow, type Rescued } from "./rescue.ts";
import { inRowOrder } from "./row-order.ts";
import { rowsTaken } from "./rows-taken.ts";
import { StopProducing, type RunShared } from "./shared.ts";

export class NodeRunner {
  readonly planned: PlannedNode;
  readonly counters = new Counters();
  readonly outlets: ReadonlyMap<string, Outlet>;
  readonly shared: RunShared;
  /** Set by `finish()`: the node wants nothing more. */
  finished = false;
  /** What it has written to its end is where it belongs. */
  isPlaced = false;
  /** Set where every receiver has had enough: what the node still gives on is the end of its call. */
  unwanted = false;
  /** Told by `want()` which wire the node waits for. */
  onWant: (wire: number | null, port?: string) => void = () => {};
  onFinish: () => void = () => {};
  readonly #services: NodeServices;
  readonly #ctx: OwnContext;
  readonly #calls: GuardedCalls;
  /** The outlet of a `map`. */
  readonly #out: Outlet | undefined;
  readonly #failed: FailedFrameRow[] = [];
  /** Nothing of a frame is needed any more when its call is over. */
  readonly #letsGo: boolean;
  /** The port through which rows come that are worked on; others bring what these are compared with. */
  readonly #mainPort: string;
  /** Outputs go out at once in a plain call; a node with retries, a fallback or a time limit has them held back. */
  readonly #guarded: boolean;
  /** The frame a plain call is working on, since when, and how much its time counts. */
  #call: Frame | null = null;
  #callStart = 0;
  #callWeight = 0;
  #emitted = 0;
  #emitMs = 0;
  /** A call was ended because nobody wants what it gives; it may have put that into words of its own. */
  #wasEnded = false;
  #opened = false;

  constructor(planned: PlannedNode, shared: RunShared) {
    const { rescue, definition } = planned;
    this.planned = planned;
    this.shared = shared;
    this.outlets = new Map([...Object.keys(planned.ports), ERROR_PORT].map((port) => [port, new Outlet()]));
    this.#out = this.outlets.get("out");
    this.#guarded = rescue.retries > 0 || rescue.fallback !== null || rescue.timeoutMs !== null;
    this.#letsGo = definition.keepsNothing ?? (definition.map !== undefined && definition.state === "none");
    this.#mainPort = definition.numbersRows ? "" : (Object.keys(definition.inputs)[0] ?? "");
    this.#services = new NodeServices(planned.id, shared.hostOf(planned.id), shared.events, (code, message) =>
      shared.warn(planned.id, code, message),
    );
    this.#ctx = this.#makeContext();
    this.#calls = new GuardedCalls(planned, shared, this.#ctx, {
      perform: (effect, ctx) => this.perform(effect, ctx),
      took: (rows) => (this.counters.rowsOut += rows),
    });
  }

  get id(): string {
    return this.planned.id;
  }

  /** Where the models that it opened ran. */
  get models(): readonly ModelUse[] {
    return this.#services.models;
  }

  /** The context for `open`, `close`, `perform`, `produce` and `end`. */
  get context(): Context {
    return this.#ctx;
  }

  async open(): Promise<void> {
    this.shared.events.emit({ type: "node-started", node: this.id });
    try {
      const { definition } = this.planned;
      if (definition.open)
        this.#ctx.state = await definition.open(this.#ctx as NodeContext<object, unknown, undefined>);
      this.#opened = true;
    } catch (thrown) {
      if (this.shared.stopped || !(await this.#openInstead(thrown))) throw this.error(thrown);
      this.#opened = true;
    }
  }

  /** The same kind with the params of its fallback, where it cannot be opened with its own; whether there is one. */
  async #openInstead(thrown: unknown): Promise<boolean> {
    const { definition, params, rescue } = this.planned;
    if (rescue.fallback?.use !== "params") return false;
    const { host, signal } = this.#ctx;
    const merged = definition.params.parse({ ...params, ...rescue.fallback.params });
    const facts = (await definition.probe?.({ params: merged, host, signal })) ?? null;
    Object.assign(this.#ctx, { params: merged, facts });
    this.#ctx.state = await definition.open?.(this.#ctx as NodeContext<object, unknown, undefined>);
    const { message } = this.error(thrown).details;
    this.shared.warn(
      this.id,
      "FALLBACK_STANDS_IN",
      `${message} Its fallback stands in from the first row on.`,
    );
    return true;
  }

  /** The node's state as it is between two frames: nothing where it has none, null where it cannot be kept just now. */
  state(): Uint8Array | null {
    const { definition } = this.planned;
    return definition.snapshot ? definition.snapshot(this.#ctx) : new Uint8Array(0);
  }

  /** Goes on from what a run before has counted and remembered. */
  goOn(counters: NodeCounters, state: Uint8Array | null): void {
    this.counters.goOn(counters);
    // Of a source they are those that it has read.
    if (this.planned.definition.produce) this.counters.bytesRead = counters.bytes;
    for (const [port, rows] of Object.entries(counters.rowsByPort ?? {})) {
      const outlet = this.outlets.get(port);
      if (outlet) outlet.rows = rows;
    }
    if (state) this.planned.definition.restore?.(state, this.#ctx);
  }

  async close(outcome: Outcome): Promise<void> {
    await this.#calls.close(outcome);
    if (!this.#opened) return;
    const { definition } = this.planned;
    // An action that has performed nothing here has nothing to put in place.
    const idle = definition.perform !== undefined && (this.shared.dryRun || this.shared.onEffect !== null);
    try {
      await definition.close?.(this.#ctx, idle ? "cancelled" : outcome);
      this.isPlaced = !idle && outcome === "done";
    } catch (thrown) {
      throw this.error(thrown);
    }
  }

  /** A thrown value as an error that names this node. */
  error(thrown: unknown): MillraceError {
    const hint = "This is a fault in the node; its cause is in the details.";
    return toMillraceError(thrown, "NODE_FAILED", hint).at({ node: this.id });
  }

  /** Takes one frame through the node; resolves when its outputs have been taken over by whoever is next. */
  receive(arrived: Frame, port: string, wire: number): Promise<void> | void {
    if (this.finished) return;
    const frame = port === this.#mainPort ? arrived : forgetGiven(arrived);
    const weight = this.counters.arrive(frame);
    if (!this.#letsGo) frame.arena?.keep();
    if (this.#guarded) return this.#receiveGuarded(frame, port, wire);
    const { definition } = this.planned;
    if (definition.map) return this.#receiveMap(frame, weight);
    if (definition.plan) return this.#receiveAction(frame, weight);
    return this.#receiveProcess(frame, port, wire, weight);
  }

  #receiveMap(frame: Frame, weight: number): Promise<void> | void {
    const start = weight > 0 ? monotonicMs() : 0;
    let result: Frame;
    try {
      result = this.planned.definition.map!(frame, this.#ctx);
    } catch (error) {
      return this.#settle(frame, "in", 0, { outputs: [], failed: this.#failed.splice(0), thrown: { error } });
    }
    if (weight > 0) this.counters.spend(monotonicMs() - start, weight);
    passOn(frame, result);
    if (this.#failed.length > 0) {
      const outputs = [{ port: "out", frame: result }];
      return this.#settle(frame, "in", 0, { outputs, failed: this.#failed.splice(0), thrown: null });
    }
    return this.#give(this.#out!, result);
  }

  #receiveAction(frame: Frame, weight: number): Promise<void> | void {
    const start = weight > 0 ? monotonicMs() : 0;
    let effect: Effect | null;
    try {
      effect = this.planned.definition.plan!(frame, this.#ctx);
    } catch (error) {
      return this.#settle(frame, "in", 0, { outputs: [], failed: this.#failed.splice(0), thrown: { error } });
    }
    const unplanned = this.#failed.length;
    const done = effect ? this.perform(effect) : undefined;
    if (weight > 0) this.counters.spend(monotonicMs() - start, weight);
    // Rows may turn out not to be taken only while they are written.
    return done
      ? done.then(() => this.#settleAction(frame, effect, unplanned))
      : this.#settleAction(frame, effect, unplanned);
  }

  #settleAction(frame: Frame, effect: Effect | null, unplanned: number): Promise<void> | void {
    if (effect) this.counters.rowsOut += rowsTaken(effect, this.#failed, unplanned);
    if (this.#failed.length === 0) return;
    return this.#settle(frame, "in", 0, { outputs: [], failed: this.#failed.splice(0), thrown: null });
  }

  /** Does what an action has planned; in a dry run only tells it. `ctx` is that of the call. */
  perform(effect: Effect, ctx: Context = this.#ctx): Promise<void> | void {
    this.counters.bytes += effect.bytes ?? 0;
    if (this.shared.dryRun) {
      const { key, summary, rows, details } = effect;
      this.shared.events.emit({
        type: "effect",
        node: this.id,
        key,
        summary,
        rows,
        ...(details && { details }),
      });
      return;
    }
    if (this.shared.onEffect) return this.shared.onEffect(this.id, effect);
    try {
      const done = this.planned.definition.perform!(effect, ctx);
      return done?.catch((thrown: unknown) => {
        throw this.error(thrown);
      });
    } catch (thrown) {
      throw this.error(thrown);
    }
  }

  #receiveProcess(frame: Frame, port: string, wire: number, weight: number): Promise<void> | void {
    const ctx = this.#ctx;
    ctx.port = port;
    ctx.wire = wire;
    this.#call = frame;
    this.#callWeight = weight;
    this.#emitted = 0;
    this.#emitMs = 0;
    if (weight > 0) this.#callStart = monotonicMs();
    let result: Promise<void> | void;
    try {
      result = this.planned.definition.process!(frame, ctx);
    } catch (thrown) {
      return this.#threw(frame, port, wire, thrown);
    }
    // One call at a time runs here, so its facts stand in fields: closures of its own would cost more than a short call.
    return result ? result.then(this.#onProcessed, this.#onThrown) : this.#processed();
  }

  readonly #onProcessed = () => this.#processed();
  readonly #onThrown = (thrown: unknown) => this.#threw(this.#call!, this.#ctx.port, this.#ctx.wire, thrown);

  #processed(): Promise<void> | void {
    const weight = this.#callWeight;
    if (weight > 0) this.counters.spend(monotonicMs() - this.#callStart - this.#emitMs, weight, this.#emitMs);
    if (this.#failed.length === 0) return;
    const { port, wire } = this.#ctx;
    return this.#settle(this.#call!, port, wire, {
      outputs: [],
      failed: this.#failed.splice(0),
      thrown: null,
    });
  }

  #threw(frame: Frame, port: string, wire: number, error: unknown): Promise<void> | void {
    if (error instanceof MillraceError && error.details.node && error.details.node !== this.id) throw error;
    if (this.shared.stopped) throw error;
    if (this.#wasEnded) return this.#processed();
    const failed = this.#failed.splice(0);
    if (this.#emitted === 0)
      return this.#settle(frame, port, wire, { outputs: [], failed, thrown: { error } });
    // Some of the frame's rows have gone on already: the rest cannot be told from them by calling again.
    const reason = rowErrorOf(error);
    const all = Array.from({ length: frame.length }, (_, row) => ({ frame, row, error: reason }));
    return this.#settle(frame, port, wire, { outputs: [], failed: all, thrown: null });
  }

  async #receiveGuarded(frame: Frame, port: string, wire: number): Promise<void> {
    await this.deliver(await this.attemptRescued(frame, port, wire));
  }

  /** Takes a frame through node and rescue without giving anything on; for calls that run side by side. */
  async attemptRescued(frame: Frame, port: string, wire: number, first?: Attempt): Promise<Rescued> {
    // What comes of it is given on later, and may be asked for again.
    frame.arena?.keep();
    const start = monotonicMs();
    const rescued = await this.#calls.rescued(frame, port, wire, first).catch((thrown: unknown) => {
      throw this.error(thrown);
    });
    this.counters.busyMs += monotonicMs() - start;
    return rescued;
  }

  /** Gives on what a frame came to: outputs in row order, failed rows to the error port or the record. */
  async deliver({ outputs, failed }: Rescued): Promise<void> {
    for (const { port, frame } of inRowOrder(outputs)) await this.emit(port, frame);
    if (failed.length > 0) await this.#giveUp(failed);
  }

  async #settle(frame: Frame, port: string, wire: number, first: Attempt): Promise<void> {
    await this.deliver(await this.attemptRescued(frame, port, wire, first));
  }

  async #giveUp(unordered: readonly FailedFrameRow[]): Promise<void> {
    const failed = eachRowOnce(unordered);
    this.counters.rowsFailed += failed.length;
    const outlet = this.outlets.get(ERROR_PORT)!;
    if (outlet.links.length > 0) {
      for (const frame of errorFrames(failed)) await outlet.push(frame);
      return;
    }
    const rows = failed.map((item) => describeFailedRow(this.id, item));
    if (this.planned.rescue.onError === "stop") {
      const { code, cause, source, unit, row } = rows[0];
      throw new MillraceError(code, {
        message: cause,
        node: this.id,
        // Sources have none.
        port: this.#ctx.port || undefined,
        path: `${source}, ${unit} ${row}`,
        hint: 'The node stops at the first failed row; set its rescue to "skip" to go on without such rows.',
      });
    }
    const untold = this.shared.told?.untold(rows) ?? rows;
    if (untold.length > 0) await this.shared.onFailedRows?.(untold);
    for (const row of untold) this.shared.events.emit({ type: "row-failed", ...row });
    await this.shared.events.pressure();
  }

  /** All inputs are exhausted: flushes the node and closes its wires. A run that has ended early flushes nothing. */
  async end(): Promise<void> {
    const { definition } = this.planned;
    if (!this.shared.stopped && definition.end) {
      try {
        await definition.end(this.#ctx);
      } catch (thrown) {
        if (!this.#wasEnded) throw this.error(thrown);
      }
    }
    await this.settleFailures();
    this.shared.events.emit({ type: "node-done", node: this.id, counters: this.snapshot() });
    for (const outlet of this.outlets.values()) await outlet.close();
  }

  /** Tells the node how many wires end at each of its ports, and whether one of them cannot be held back. */
  connected(wires: Readonly<Record<string, number>>, sharesSource: boolean): void {
    this.#ctx.wires = wires;
    this.#ctx.sharesSource = sharesSource;
  }

  async wireEnded(port: string, wire: number): Promise<void> {
    this.#ctx.port = port;
    this.#ctx.wire = wire;
    try {
      await this.planned.definition.wireEnded?.(this.#ctx);
    } catch (thrown) {
      if (!this.#wasEnded) throw thrown;
    }
    await this.settleFailures();
  }

  /** Records failures of rows outside a call of `receive`: sources, and `end`. */
  async settleFailures(): Promise<void> {
    if (this.#failed.length > 0) await this.#giveUp(this.#failed.splice(0));
  }

  get hasFailures(): boolean {
    return this.#failed.length > 0;
  }

  /** Gives a frame on through a port and counts it. */
  emit(port: string, frame: Frame): Promise<void> | void {
    return this.#give(this.outlets.get(port)!, frame);
  }

  #give(outlet: Outlet, frame: Frame): Promise<void> | void {
    this.#emitted++;
    this.counters.leave(frame);
    outlet.rows += frame.length;
    return outlet.push(frame);
  }

  /** What it has counted so far; of several outputs each by itself, failed rows aside. */
  snapshot(): NodeCounters {
    const counters = this.counters.snapshot();
    const ports = Object.keys(this.planned.ports).filter((port) => port !== ERROR_PORT);
    if (ports.length < 2) return counters;
    const rowsByPort = Object.fromEntries(ports.map((port) => [port, this.outlets.get(port)!.rows]));
    return { ...counters, rowsByPort };
  }

  #makeContext(): OwnContext {
    const { id, title, definition, params, facts, inputs, outputs, rescue, ports } = this.planned;
    const { stopping, part } = this.shared;
    const out = Object.fromEntries(Object.keys(ports).map((port) => [port, this.#emitter(port)]));
    return {
      node: { id, title },
      params: params,
      facts,
      state: undefined,
      inputs,
      outputs,
      host: this.#services.host,
      signal: stopping.signal,
      timeoutMs: rescue.timeoutMs,
      part,
      journal: this.shared.journal?.journaledBy(id) ?? null,
      port: Object.keys(definition.inputs)[0] ?? "",
      wire: 0,
      wires: {},
      sharesSource: false,
      out,
      fail: (frame, row, error) => {
        frame.arena?.keep();
        this.#failed.push({ frame, row, error });
      },
      warn: (code, message) => this.shared.warn(id, code, message),
      finish: () => {
        this.finished = true;
        this.onFinish();
      },
      want: (wire, port) => this.onWant(wire, port),
    };
  }

  /** An emit that notes how long the receiver kept it, so that a node's time is its own. */
  #emitter(port: string): Emit {
    const outlet = this.outlets.get(port)!;
    return (frame) => {
      if (this.unwanted) this.#endCall();
      if (this.#call) passOn(this.#call, frame);
      // A call that gives many frames lets a cancel be heard between two of them.
      const isFurther = this.#emitted > 0;
      if (this.#callWeight === 0 && !isFurther) return this.#give(outlet, frame);
      const start = monotonicMs();
      const given = this.#give(outlet, frame);
      const turn = isFurther ? this.shared.turn() : undefined;
      const took = () => {
        this.#emitMs += monotonicMs() - start;
      };
      if (given || turn) return Promise.all([given, turn]).then(took);
      took();
    };
  }

  #endCall(): never {
    this.#wasEnded = true;
    throw new StopProducing();
  }
}

/** Failed rows as people read them: row by row, each with the first reason. A node that works column by column has another order. */
function eachRowOnce(failed: readonly FailedFrameRow[]): readonly FailedFrameRow[] {
  const id = ({ frame, row }: FailedFrameRow) => rowId(frame.lineage, row);
  const ordered = failed.toSorted((a, b) => id(a) - id(b));
  return ordered.filter((item, i) => {
    const before = ordered[i - 1];
    return !before || id(before) !== id(item) || before.frame.lineage.source !== item.frame.lineage.source;
  });
}

/** What a node made of a frame may stand in its memory without saying so (its own `new Frame`): that is then kept. */
function passOn(from: Frame, made: Frame): void {
  if (from.arena !== null && made.arena !== from.arena) from.arena.keep();
}
