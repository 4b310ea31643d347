// Which node is about to run a model? Told before it does: a model may bring the whole process down, which then tells nothing.

import type { Plan } from "../../engine/plan/types.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import type { Models, ModelSession } from "../../engine/sdk/services.ts";

/** The plan with nodes whose models tell; said once as long as it is the same node. */
export function tellingPlan(plan: Plan, tell: (node: string) => void): Plan {
  let last: string | null = null;
  const works = (node: string) => {
    if (node === last) return;
    last = node;
    tell(node);
  };
  const nodes = plan.nodes.map((planned) => ({
    ...planned,
    definition: telling(planned.definition, () => works(planned.id)),
  }));
  return { ...plan, nodes };
}

/** Nodes open their models when they are opened themselves, and keep them. */
function telling(definition: AnyNode, works: () => void): AnyNode {
  const { open } = definition;
  if (!open) return definition;
  return {
    ...definition,
    // The context goes on being filled while the run goes: what is not replaced is looked up in it.
    open: (ctx) =>
      open(
        Object.create(ctx, {
          host: { value: { ...ctx.host, models: tellingModels(ctx.host.models, works) } },
        }) as typeof ctx,
      ),
  };
}

function tellingModels(models: Models, works: () => void): Models {
  return {
    describe: (path, signal) => models.describe(path, signal),
    open: async (path, options) => {
      works();
      return tellingSession(await models.open(path, options), works);
    },
  };
}

/** Batching, `inFlight` and `placement` change while it is used. */
function tellingSession(session: ModelSession, works: () => void): ModelSession {
  const { inputs, outputs, provider } = session;
  return {
    inputs,
    outputs,
    provider,
    get batching() {
      return session.batching;
    },
    get inFlight() {
      return session.inFlight;
    },
    get placement() {
      return session.placement;
    },
    run: (feeds) => {
      works();
      return session.run(feeds);
    },
    close: () => session.close(),
  };
}
