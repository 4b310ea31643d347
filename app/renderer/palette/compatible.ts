// Which kinds can stand at the other end of a wire?

import { parsePort, type EdgeDocument, type WorkflowDocument } from "../../../engine/document/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { fittingPort, flowOf, type Kinds, type PortEnd } from "../edits/ports.ts";

/** Kinds that fit into a wire: an input for what comes, an output for what goes on. */
export function kindsInto(
  document: WorkflowDocument,
  kinds: Kinds,
  wire: EdgeDocument,
): readonly KindDescription[] {
  const behind = compatibleKinds(document, kinds, { ...parsePort(wire.from), side: "output" });
  const before = new Set(compatibleKinds(document, kinds, { ...parsePort(wire.to), side: "input" }));
  return behind.filter((kind) => before.has(kind));
}

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
