// Names of secrets that a workflow uses already: what a field for one more can offer.

import type { NodeDocument } from "../../../../engine/document/types.ts";
import type { Kind } from "../catalog-types.ts";

export function usedSecrets(
  nodes: readonly NodeDocument[],
  kinds: ReadonlyMap<string, Kind>,
): readonly string[] {
  const names = nodes.flatMap(({ kind, params }) => {
    const secrets = kinds.get(kind)?.params.filter(({ control }) => control === "secret") ?? [];
    return secrets.map(({ name }) => params[name]);
  });
  return [...new Set(names.filter((name) => typeof name === "string" && name !== ""))] as string[];
}
