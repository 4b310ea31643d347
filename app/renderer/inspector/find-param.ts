// A param of a node by its name: how its kind describes it, and what it is set to.

import type { Workspace } from "../workspace.tsx";
import type { Kind, Param } from "./catalog-types.ts";

export interface FoundParam {
  readonly kind: Kind;
  readonly param: Param;
  readonly value: unknown;
}

/** null for a node, a kind or a param that is not there. */
export function findParam(
  { document, kinds }: Pick<Workspace, "document" | "kinds">,
  node: string,
  name: string,
): FoundParam | null {
  const found = document.getState().document.nodes.find(({ id }) => id === node);
  const kind = found && kinds.get(found.kind);
  const param = kind?.params.find((each) => each.name === name);
  if (!found || !kind || !param) return null;
  return { kind, param, value: Object.hasOwn(found.params, name) ? found.params[name] : param.default };
}
