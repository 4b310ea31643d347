// What the samples of an export are of: the sources of the workflow, by their titles.

import type { NodeDocument } from "../../../engine/document/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { nodeTitle } from "../ui/node-title.ts";

const MOST_NAMED = 3;

export function sourceTitles(
  nodes: readonly NodeDocument[],
  kinds: ReadonlyMap<string, KindDescription>,
): string {
  const titles = nodes
    .filter(({ kind }) => kinds.get(kind)?.category === "sources")
    .map((node) => `“${nodeTitle(node, kinds.get(node.kind))}”`);
  const more = titles.length - MOST_NAMED;
  return [...titles.slice(0, MOST_NAMED), ...(more > 0 ? [`+${more}`] : [])].join(", ");
}
