// Where do the wires run in circles? Each cycle with its full path and the wire that closes it.

import { ends } from "./topology.ts";
import { parsePort, type EdgeDocument, type WorkflowDocument } from "./types.ts";

export interface Cycle {
  /** The ids along the wires; the first one is repeated at the end: `a, b, a`. */
  readonly path: readonly string[];
  /** The wire that leads back to the first node. Without the closing wires of all cycles there are none left. */
  readonly closing: EdgeDocument;
  /** Its place in the file's list. */
  readonly edge: number;
}

/** Names that a person still follows one after the other. */
const MOST_NAMED = 9;
/** Of a longer circle, at its beginning and at its end. */
const NAMED_ENDS = 3;

/** A path in words: `a → b → a`. Of a long one both ends are named, and how many lie between. */
export function pathText(path: readonly string[]): string {
  if (path.length <= MOST_NAMED) return path.join(" → ");
  const between = `… ${path.length - 2 * NAMED_ENDS} more …`;
  return [...path.slice(0, NAMED_ENDS), between, ...path.slice(-NAMED_ENDS)].join(" → ");
}

interface Step {
  readonly id: string;
  readonly wires: readonly number[];
  next: number;
}

/**
 * One cycle for each wire that closes one, walking from the file's first node depth first. A wire drawn twice counts
 * once. The walk keeps its own stack: a chain of 100,000 nodes is no problem.
 */
export function findCycles(document: WorkflowDocument): Cycle[] {
  const wires = wiresByNode(document);
  const state = new Map<string, "open" | "done">();
  const cycles: Cycle[] = [];
  for (const root of wires.keys()) {
    if (state.has(root)) continue;
    const trail: Step[] = [enter(root)];
    for (let step = trail.at(-1); step; step = trail.at(-1)) {
      if (step.next === step.wires.length) {
        state.set(step.id, "done");
        trail.pop();
        continue;
      }
      const edge = step.wires[step.next++];
      const target = parsePort(document.edges[edge].to).node;
      if (!state.has(target)) trail.push(enter(target));
      else if (state.get(target) === "open") cycles.push(close(trail, target, edge));
    }
  }
  return cycles;

  function enter(id: string): Step {
    state.set(id, "open");
    return { id, wires: wires.get(id) ?? [], next: 0 };
  }

  function close(trail: readonly Step[], target: string, edge: number): Cycle {
    const ids = trail.map((step) => step.id);
    return { path: [...ids.slice(ids.indexOf(target)), target], closing: document.edges[edge], edge };
  }
}

/** For each node id, in file order, the places of the wires that leave it for a node that exists. */
function wiresByNode(document: WorkflowDocument): Map<string, number[]> {
  const wires = new Map<string, number[]>(document.nodes.map((node) => [node.id, []]));
  const seen = new Set<string>();
  document.edges.forEach((edge, index) => {
    const key = JSON.stringify([edge.from, edge.to]);
    const joined = ends(edge, wires);
    if (seen.has(key) || !joined) return;
    seen.add(key);
    wires.get(joined.from)?.push(index);
  });
  return wires;
}
