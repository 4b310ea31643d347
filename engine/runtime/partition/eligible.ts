// Whether a plan may be run in parts on several threads: only where that cannot change a single byte of what comes out.

import type { Plan, PlannedNode } from "../../plan/types.ts";

/**
 * The one source of a plan whose parts can be run independently, or null. Every node behind it must be pure and without
 * state, and must not care where frames begin; outputs are then performed in the order of the parts, by actions that say that
 * what they plan can come from another thread.
 */
export function partitionSource(plan: Plan): PlannedNode | null {
  const sources = plan.nodes.filter(({ definition }) => definition.produce);
  const [source] = sources;
  if (sources.length !== 1 || !source.definition.parts) return null;
  const rest = plan.nodes.filter((node) => node !== source);
  return rest.every(isIndependent) && rest.some(({ definition }) => definition.perform) ? source : null;
}

function isIndependent({ definition, params, facts, rescue }: PlannedNode): boolean {
  const { state, determinism, frameSensitive, perform, plansElsewhere } = definition;
  // What an action remembers belongs to `perform`, which one thread calls in order; its `plan` depends on the frame alone.
  if ((state !== "none" && !perform) || determinism !== "pure") return false;
  if (perform && !(plansElsewhere?.({ params }) ?? false)) return false;
  if (frameSensitive?.({ params, facts }) ?? false) return false;
  // Retries, time limits and fallbacks are kept by the plain run, where they are counted in one place.
  return (
    rescue.retries === 0 && rescue.timeoutMs === null && rescue.fallback === null && rescue.onError === "skip"
  );
}
