// What are new nodes set to, once the files that their workflow reads have been looked at?

import type { Command } from "../document/command.ts";
import { upstream } from "../document/topology.ts";
import type { Plan } from "./types.ts";

type SetParam = Extract<Command, { do: "set-param" }>;

/** What the kinds of these nodes say; a param that is set stays as it is. */
export function suitedParams({ document, nodes }: Plan, ids: readonly string[]): SetParam[] {
  const sources = nodes.filter(({ definition }) => Object.keys(definition.inputs).length === 0);
  return nodes
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ id, definition, params, facts }) => {
      const before = new Set(upstream(document, id));
      const found = sources.filter((source) => before.has(source.id)).map((source) => source.facts);
      const suited = definition.suited?.({ params, facts, sources: found }) ?? {};
      const set = document.nodes.find((node) => node.id === id)!.params;
      return Object.entries(suited)
        .filter(([param]) => !(param in set))
        .map(([param, value]): SetParam => ({ do: "set-param", id, param, value }));
    });
}
