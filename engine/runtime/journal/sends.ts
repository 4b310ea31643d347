// Does a node send what it gets to somebody, who may know the run by its name?

import type { PlannedNode } from "../../plan/types.ts";

/** What is only shown goes to nobody. */
export function sends({ definition: { perform, effects } }: PlannedNode): boolean {
  return perform !== undefined && effects.length > 0 && !effects.includes("writes");
}
