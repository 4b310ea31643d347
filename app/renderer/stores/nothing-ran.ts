// Did a run go through without a node in it? Every node may be switched off: that is no success, and says why.

import type { WorkflowDocument } from "../../../engine/document/types.ts";

export type NothingRan = "disabled" | "bypassed";

/** Null where something ran. "bypassed": some nodes take part, and all of those are left out. */
export function whyNothingRan(
  ran: Pick<WorkflowDocument, "nodes"> | null,
  counted: Readonly<Record<string, unknown>>,
): NothingRan | null {
  if (Object.keys(counted).length > 0) return null;
  return ran === null || ran.nodes.every(({ disabled }) => disabled) ? "disabled" : "bypassed";
}
