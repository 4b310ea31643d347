// A node with some params of its fallback changed: what stands in for a model is a model with a path too.

import type { NodeDocument } from "../../document/types.ts";

/** The node; `params` go over those of its fallback, if that runs the kind with other params. */
export function withFallback(node: NodeDocument, params: Readonly<Record<string, unknown>>): NodeDocument {
  const fallback = node.rescue?.fallback;
  if (fallback?.use !== "params") return node;
  return {
    ...node,
    rescue: { ...node.rescue, fallback: { ...fallback, params: { ...fallback.params, ...params } } },
  };
}
