// Can a run go on in the middle, or only be computed again from its beginning?

import type { Plan, PlannedNode } from "../../plan/types.ts";
import type { JournalMode } from "./records.ts";

/**
 * One source that can say where it is, and behind it only nodes whose state can be kept. With several sources a union may
 * hold one of them back while it waits for another: there is no moment at which nothing is under way.
 */
export function journalMode({ nodes }: Plan): JournalMode {
  const sources = nodes.filter(({ definition }) => definition.produce);
  const [source] = sources;
  if (sources.length !== 1 || !source.definition.resumes?.({ params: source.params, facts: source.facts }))
    return "replay";
  return nodes.every((node) => node === source || isKept(node)) ? "snapshots" : "replay";
}

function isKept({ definition, params, facts, rescue }: PlannedNode): boolean {
  const { state, snapshot, remembers, frameSensitive } = definition;
  // Behind a checkpoint frames begin elsewhere.
  if (frameSensitive?.({ params, facts }) ?? false) return false;
  if (state === "none") return true;
  // What stands in for a node has a state of its own.
  if (rescue.fallback?.use === "params") return false;
  return snapshot !== undefined || remembers?.({ params, sources: 1 }) === false;
}
