// Nodes that leave rows out by what came before them, such as a limit: rows that failed behind one have been through it, and are not judged again.

import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { rowsAlone } from "../../../engine/plan/rows-alone.ts";
import type { Plan } from "../../../engine/plan/types.ts";
import type { LettersOfSource } from "./letters.ts";

/** The workflow in which rows go by the nodes that all of them have been through. `asItIs` is the plan of `document`. */
export function withoutPassed(
  document: WorkflowDocument,
  asItIs: Plan,
  letters: readonly LettersOfSource[],
): WorkflowDocument {
  const passed = new Set(
    asItIs.nodes
      .filter((node) => node.definition.leavesOut && rowsAlone(node) !== "same")
      .filter(({ id }) =>
        letters.every((of) => [...of.nodes.keys()].every((at) => isBehind(asItIs, at, id, of.source))),
      )
      .map(({ id }) => id),
  );
  if (passed.size === 0) return document;
  const nodes = document.nodes.map((node) => (passed.has(node.id) ? { ...node, bypassed: true } : node));
  return { ...document, nodes };
}

/** Whether rows of the source come to `at` through `node` alone. */
function isBehind({ edges }: Plan, at: string, node: string, source: string): boolean {
  if (at === node) return false;
  const before = new Set([at]);
  // A set grows while it is gone through.
  for (const one of before)
    if (one !== node) for (const { from, to } of edges) if (to === one) before.add(from);
  return before.has(node) && !before.has(source);
}
