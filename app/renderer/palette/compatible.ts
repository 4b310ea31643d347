// Which kinds can stand at the other end of a wire?

import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { fittingPort, flowOf, type Kinds, type PortEnd } from "../edits/ports.ts";

/** Those with a port that fits; all of them when there is no wire. */
export function compatibleKinds(
  document: WorkflowDocument,
  kinds: Kinds,
  from: PortEnd | undefined,
): readonly KindDescription[] {
  const all = [...kinds.values()];
  if (!from) return all;
  const flow = flowOf(document, kinds, from);
  const side = from.side === "output" ? "input" : "output";
  return all.filter((kind) => fittingPort(kind, side, flow) !== null);
}
