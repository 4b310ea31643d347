// Which model file a node runs: what the param with the control for models says.

import type { NodeDocument } from "../../../../engine/document/types.ts";
import type { Kind } from "../catalog-types.ts";

/** As the workflow names it; null for a kind that runs none, or none yet. */
export function modelPath(kind: Kind | undefined, node: NodeDocument): string | null {
  const param = kind?.params.find(({ control }) => control === "model");
  const path = param && node.params[param.name];
  return typeof path === "string" && path !== "" ? path : null;
}
