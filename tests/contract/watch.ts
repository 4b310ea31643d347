// Stands between the runtime and a kind and counts: opens, closes, calls, performed effects.

import type { AnyNode, NodeContext, Outcome } from "../../engine/sdk/node-definition.ts";

export interface Watched {
  opened: number;
  readonly closed: Outcome[];
  /** Frames given to the kind. */
  calls: number;
  performed: number;
  /** Most frames that the kind wanted to work on at once. */
  inFlight: number;
  /** The kind said that it wants no more input. */
  finished: boolean;
}

/** The definition as it is, with an eye on it. `onCall` hears of every frame before the kind gets it. */
export function watch(
  definition: AnyNode,
  onCall: () => void = () => {},
): { definition: AnyNode; seen: Watched } {
  const seen: Watched = { opened: 0, closed: [], calls: 0, performed: 0, inFlight: 1, finished: false };
  const { map, process, plan, perform, inFlight } = definition;
  const called = () => {
    seen.calls++;
    onCall();
  };
  const watched: AnyNode = {
    ...definition,
    open(ctx) {
      seen.opened++;
      return definition.open?.(ctx);
    },
    close(ctx, outcome) {
      seen.closed.push(outcome);
      return definition.close?.(ctx, outcome);
    },
    ...(map && {
      map: (frame, ctx) => {
        called();
        return map(frame, ctx);
      },
    }),
    ...(process && {
      process: (frame, ctx) => {
        called();
        return process(frame, withFinish(ctx, seen));
      },
    }),
    ...(plan && {
      plan: (frame, ctx) => {
        called();
        return plan(frame, ctx);
      },
    }),
    ...(inFlight && {
      inFlight: (ctx) => {
        const wanted = inFlight(ctx);
        seen.inFlight = Math.max(seen.inFlight, wanted);
        return wanted;
      },
    }),
    ...(perform && {
      perform: (effect, ctx) => {
        seen.performed++;
        return perform(effect, ctx);
      },
    }),
  };
  return { definition: watched, seen };
}

function withFinish<C extends NodeContext & { finish(): void }>(ctx: C, seen: Watched): C {
  const finish = () => {
    seen.finished = true;
    ctx.finish();
  };
  return Object.assign(Object.create(ctx) as C, { finish });
}
