// What do rows come to at a node without the rows around them, as failed ones are run again?

import type { RowsAlone } from "../sdk/node-definition.ts";
import type { PlannedNode } from "./types.ts";

export function rowsAlone({ definition, params }: PlannedNode): RowsAlone {
  const { state, perform, remembers, alone } = definition;
  if (alone) return alone({ params });
  // An action gets them where they are to be; what it remembers is the file it writes.
  if (state === "none" || perform || remembers?.({ params, sources: 1 }) === false) return "same";
  return state === "whole" ? "nothing" : "other";
}
