// Which secrets does a workflow name? Their values are never part of it: they come from the environment.

import type { NodeDocument } from "../document/types.ts";
import { paramShape } from "../plan/params.ts";
import type { Plan } from "../plan/types.ts";
import type { AnyNode } from "../sdk/node-definition.ts";
import { infoOf } from "../sdk/params.ts";

export interface NeededSecret {
  /** Of the environment variable. */
  readonly name: string;
  /** The first node that names it. */
  readonly node: string;
  /** What it is for: the node and the param, in words. */
  readonly help: string;
}

/** Of the nodes that take part. */
export function secretsOfPlan(plan: Plan): readonly NeededSecret[] {
  return neededSecrets(
    plan.nodes.map(({ id }) => plan.document.nodes.find((node) => node.id === id)!),
    (kind) => plan.nodes.find(({ definition }) => definition.kind === kind)?.definition,
  );
}

/** Each name once, in the order of the nodes. What a fallback would need counts as well. */
export function neededSecrets(
  nodes: readonly NodeDocument[],
  definitionOf: (kind: string) => AnyNode | null | undefined,
): readonly NeededSecret[] {
  const found = new Map<string, NeededSecret>();
  for (const node of nodes) {
    const definition = definitionOf(node.kind);
    if (!definition) continue;
    const fallback = node.rescue?.fallback;
    const all = [node.params, ...(fallback?.use === "params" ? [fallback.params] : [])];
    for (const [param, schema] of Object.entries(paramShape(definition))) {
      const info = infoOf(schema);
      if (info?.control !== "secret") continue;
      for (const params of all) {
        const name = Object.hasOwn(params, param) ? (params as Record<string, unknown>)[param] : "";
        if (typeof name !== "string" || name === "" || found.has(name)) continue;
        found.set(name, { name, node: node.id, help: `${node.title}: ${info.title.toLowerCase()}` });
      }
    }
  }
  return [...found.values()];
}
