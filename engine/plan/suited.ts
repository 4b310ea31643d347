// What are new nodes set to, once the files that their workflow reads have been looked at?

import type { Command } from "../document/command.ts";
import { upstream } from "../document/topology.ts";
import { newestColumns } from "./newest-pictures.ts";
import type { Plan } from "./types.ts";

type SetParam = Extract<Command, { do: "set-param" }>;

/** What the kinds of these nodes say, and the newest of the pictures that arrive; a param that is set stays as it is. */
export function suitedParams(plan: Plan, ids: readonly string[]): SetParam[] {
  const { document, nodes, unready = [] } = plan;
  const sources = nodes.filter(({ definition }) => Object.keys(definition.inputs).length === 0);
  const ready = nodes
    .filter(({ id }) => ids.includes(id))
    .map(({ id, definition, params, facts, inputs }) => {
      const before = new Set(upstream(document, id));
      const found = sources.filter((source) => before.has(source.id)).map((source) => source.facts);
      const suited = definition.suited?.({ params, facts, sources: found }) ?? {};
      const newest = newestColumns(definition, params as Record<string, unknown>, inputs);
      return { id, suited: { ...newest, ...suited } };
    });
  // A node that lacks a param can be told what arrives all the same: of a new one that is the rule.
  const lacking = unready
    .filter(({ id }) => ids.includes(id))
    .map(({ id, definition, inputs }) => {
      const { params } = document.nodes.find((node) => node.id === id)!;
      return { id, suited: definition ? newestColumns(definition, params, inputs) : {} };
    });
  return [...ready, ...lacking].flatMap(({ id, suited }) => {
    const set = document.nodes.find((node) => node.id === id)!.params;
    return Object.entries(suited)
      .filter(([param]) => !(param in set))
      .map(([param, value]): SetParam => ({ do: "set-param", id, param, value }));
  });
}
