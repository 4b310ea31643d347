// Which files of the model library does a workflow name, and where?

import { parseReference } from "./model-reference.ts";
import type { WorkflowDocument } from "./types.ts";

export interface FoundReference {
  readonly node: string;
  /** `params.model`, or `rescue.fallback.params.model`. */
  readonly path: string;
  readonly reference: string;
}

/** In the order of the file. Whatever has the form of a reference is one: kinds that nobody knows have them too. */
export function referencesIn({ nodes }: Pick<WorkflowDocument, "nodes">): readonly FoundReference[] {
  return nodes.flatMap(({ id, params, rescue }) => {
    const fallback = rescue?.fallback;
    return [
      ...namedIn(params, id, "params"),
      ...(fallback?.use === "params" ? namedIn(fallback.params, id, "rescue.fallback.params") : []),
    ];
  });
}

function namedIn(params: Readonly<Record<string, unknown>>, node: string, path: string): FoundReference[] {
  return Object.entries(params).flatMap(([name, value]) =>
    typeof value === "string" && parseReference(value)
      ? [{ node, path: `${path}.${name}`, reference: value }]
      : [],
  );
}
