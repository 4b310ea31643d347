// Sources that other rows are compared with, such as the table of a join: they are read whole also where only some rows are run again.

import type { Plan } from "../../../engine/plan/types.ts";

/** Ids of the sources whose rows come to the ends of the workflow only through a port that is not the first of its node. */
export function consultedSources({ nodes, edges }: Plan): ReadonlySet<string> {
  const mainPort = new Map(nodes.map(({ id, definition }) => [id, Object.keys(definition.inputs)[0]]));
  const ends = nodes.filter(({ id }) => edges.every(({ from }) => from !== id)).map(({ id }) => id);
  const through = new Set(ends);
  // A set grows while it is gone through.
  for (const id of through)
    for (const { from, to, toPort } of edges) if (to === id && mainPort.get(to) === toPort) through.add(from);
  const sources = nodes.filter(({ definition }) => definition.produce).map(({ id }) => id);
  return new Set(sources.filter((id) => !through.has(id)));
}
