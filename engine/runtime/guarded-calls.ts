// Calls of a node whose outputs and failures are collected first: what the order of rescue and side-by-side calls need.

import type { Frame } from "../frames/frame.ts";
import type { PlannedNode } from "../plan/types.ts";
import type { Emit, NodeContext, Outcome, ProcessContext, RowError } from "../sdk/node-definition.ts";
import { openFallback, type OpenFallback } from "./fallback.ts";
import { rescueFrame, type Attempt, type FailedFrameRow, type Output, type Rescued } from "./rescue.ts";
import { StopProducing, type RunShared } from "./shared.ts";
import { withTimeout } from "./timeout.ts";

export type Context = ProcessContext<object, unknown, unknown, string>;
/** The runtime's own view of a context: it fills in the fields. */
export type OwnContext = { -readonly [K in keyof Context]: Context[K] };

/** Does what an action has planned; rows that it fails go to `ctx`. */
export type Perform = (
  effect: NonNullable<ReturnType<NonNullable<PlannedNode["definition"]["plan"]>>>,
  ctx: Context,
) => Promise<void> | void;

/** What a call has come to so far. */
interface Collecting {
  readonly outputs: Output[];
  readonly failed: FailedFrameRow[];
  /** Once it is, nothing is taken of it any more, and what still runs is ended. */
  readonly call: { isOver: boolean };
}

export class GuardedCalls {
  readonly #planned: PlannedNode;
  readonly #shared: RunShared;
  readonly #ctx: OwnContext;
  readonly #perform: Perform;
  #fallback: Promise<OpenFallback> | null = null;

  constructor(planned: PlannedNode, shared: RunShared, ctx: OwnContext, perform: Perform) {
    this.#planned = planned;
    this.#shared = shared;
    this.#ctx = ctx;
    this.#perform = perform;
  }

  /** Takes a frame through node and rescue without giving anything on. `first` is a call that has been made already. */
  async rescued(frame: Frame, port: string, wire: number, first?: Attempt): Promise<Rescued> {
    const { rescue, definition } = this.#planned;
    const attempt = (part: Frame) => this.#attempt(this.#ctx, part, port, wire);
    return rescueFrame(
      frame,
      {
        rescue,
        attempt,
        fallback: rescue.fallback && (async (part) => (await this.#openFallback()).attempt(part, port, wire)),
        canIsolate: definition.state === "none",
        wait: (ms) => this.#shared.host.clock.sleep(ms, this.#shared.stopping.signal),
      },
      first ?? (await attempt(frame)),
    );
  }

  async close(outcome: Outcome): Promise<void> {
    const fallback = await this.#fallback?.catch(() => null);
    await fallback?.close(outcome);
  }

  /** One call with the params, state and facts of `base`. Never throws. */
  async #attempt(base: NodeContext<object>, frame: Frame, port: string, wire: number): Promise<Attempt> {
    const outputs: Output[] = [];
    const failed: FailedFrameRow[] = [];
    const call = { isOver: false };
    const ctx = this.#callContext(base, port, wire, { outputs, failed, call });
    const { definition, rescue } = this.#planned;
    const { clock } = this.#shared.host;
    try {
      if (definition.map) {
        outputs.push({ port: "out", frame: definition.map(frame, ctx) });
      } else if (definition.plan) {
        const effect = definition.plan(frame, ctx);
        const limitMs = definition.keepsTimeLimit ? null : rescue.timeoutMs;
        if (effect) await withTimeout(this.#perform(effect, ctx), limitMs, clock);
      } else {
        if (rescue.timeoutMs !== null) await definition.ready?.(ctx);
        await withTimeout(definition.process!(frame, ctx), rescue.timeoutMs, clock);
      }
      // Copies: what a call over its time limit still gives must not be looked at.
      return { outputs: [...outputs], failed: [...failed], thrown: null };
    } catch (error) {
      return { outputs: [], failed: [], thrown: { error } };
    } finally {
      call.isOver = true;
    }
  }

  #callContext(
    base: NodeContext<object>,
    port: string,
    wire: number,
    { outputs, failed, call }: Collecting,
  ): Context {
    const keep =
      (name: string): Emit =>
      (frame) => {
        if (call.isOver) throw new StopProducing();
        outputs.push({ port: name, frame });
        // Its time limit and a cancel are heard between two frames.
        return outputs.length > 1 ? this.#shared.turn() : undefined;
      };
    const out = Object.fromEntries(Object.keys(this.#planned.ports).map((name) => [name, keep(name)]));
    const fail = (frame: Frame, row: number, error: RowError) => void failed.push({ frame, row, error });
    const { params, state, facts } = base;
    const own = { params, state, facts, port, wire, out, fail } as Partial<OwnContext>;
    return Object.assign(Object.create(this.#ctx) as OwnContext, own);
  }

  #openFallback(): Promise<OpenFallback> {
    this.#fallback ??= openFallback(this.#planned, this.#ctx, (ctx, frame, port, wire) =>
      this.#attempt(ctx, frame, port, wire),
    );
    return this.#fallback;
  }
}
