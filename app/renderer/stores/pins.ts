// Samples that are pinned live in the process of the engine. When another takes its place they are taken again, from the workflow as it
// was when they were pinned: kinds that are the same every time then give the same rows.

import { upstream } from "../../../engine/document/topology.ts";
import { parsePort, type WorkflowDocument } from "../../../engine/document/types.ts";

/** Of what a sample was pinned. */
export interface Pinned {
  readonly document: WorkflowDocument;
  /** Of each source, in the sample. */
  readonly rows: number;
}

/** One piece of work for the engine: what is before these nodes, with those pinned that were before. */
export interface Taking extends Pinned {
  readonly pinned: readonly string[];
}

/** What has to be computed, in this order, so that all are there again. Each goes on from the ones before it. */
export function takings(pins: ReadonlyMap<string, Pinned>): readonly Taking[] {
  const taken: string[] = [];
  const works: Taking[] = [];
  for (const [id, { document, rows }] of pins) {
    taken.push(id);
    works.push({ document: partBefore(document, id), rows, pinned: [...taken] });
  }
  return works;
}

/** The node and all that it gets data from. */
function partBefore(document: WorkflowDocument, id: string): WorkflowDocument {
  const part = new Set([id, ...upstream(document, id)]);
  return {
    ...document,
    nodes: document.nodes.filter((node) => part.has(node.id)),
    edges: document.edges.filter(({ to }) => part.has(parsePort(to).node)),
  };
}
