// What is a case of bad input? Files, a workflow over them, and what has to be said about it.

import type { NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";

export interface BadCase {
  readonly name: string;
  /** Files beside the workflow, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The workflow, as a document or as the text of its file. */
  readonly flow: WorkflowDocument | string;
  /** 2: refused before anything ran; 1: it ran and failed. */
  readonly exit: 1 | 2;
  readonly code: string;
  /** Where, as it is printed behind the code: file with line and column, node and port, place in the params. */
  readonly place: string;
  /** What is wrong. */
  readonly message: string | RegExp;
  /** What to do. */
  readonly next: string | RegExp;
}

/** One node: its id, kind and params; the kind is also its title. */
export type NodeLine = readonly [id: string, kind: string, params?: NodeDocument["params"]];

/** A workflow of these nodes; wired one after the other (`out` to `in`) unless wires are given as `a.out -> b.in`. */
export function flowOf(lines: readonly NodeLine[], wires?: readonly string[]): WorkflowDocument {
  const nodes = lines.map(([id, kind, params = {}]) => ({ id, kind, version: 1, title: kind, params }));
  const chain = nodes.slice(1).map(({ id }, i) => `${nodes[i].id}.out -> ${id}.in`);
  const edges = (wires ?? chain).map((wire) => {
    const [from, to] = wire.split(" -> ");
    return { from, to };
  });
  return { format: "millrace", version: 1, nodes, edges, view: { nodes: {} } };
}
