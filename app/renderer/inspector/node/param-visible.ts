// Whether a param is shown: it may depend on what another one says.

import type { NodeDocument } from "../../../../engine/document/types.ts";
import type { Kind, Param } from "../catalog-types.ts";

type Params = Pick<NodeDocument, "params">;

/** The value a param has: as set, else its default. */
export function valueOf(node: Params, param: Param): unknown {
  return Object.hasOwn(node.params, param.name) ? node.params[param.name] : param.default;
}

export function isVisible(kind: Kind, node: Params, { visibleWhen }: Param): boolean {
  if (!visibleWhen) return true;
  const other = kind.params.find(({ name }) => name === visibleWhen.param);
  const value = other && valueOf(node, other);
  return visibleWhen.oneOf.some((each) => each === value);
}
