// What a plan is: the document with definitions, checked params, facts, schemas and issues.

import type { Issue } from "../document/issue.ts";
import type { Rescue, WorkflowDocument } from "../document/types.ts";
import type { Schema } from "../frames/types.ts";
import type { AnyNode } from "../sdk/node-definition.ts";
import type { PortMap } from "../sdk/ports.ts";

/** A node that can be run, as far as it alone is concerned. */
export interface PlannedNode {
  readonly id: string;
  readonly title: string;
  readonly definition: AnyNode;
  /** Params as the kind's schema gives them: checked, defaults filled in. */
  readonly params: object;
  readonly facts: unknown;
  readonly ports: PortMap;
  /** Schemas by port, as far as they are known. */
  readonly inputs: Readonly<Record<string, Schema>>;
  readonly outputs: Readonly<Record<string, Schema>>;
  readonly rescue: Rescue;
}

/** A node that cannot be run as it stands: its kind or its params are broken. Who mends it wants to know what arrives. */
export interface UnreadyNode {
  readonly id: string;
  /** Schemas by port, as far as they are known. */
  readonly inputs: Readonly<Record<string, Schema>>;
  /** null where nobody knows its kind, or not its version. */
  readonly definition?: AnyNode | null;
}

/** A wire between two planned nodes. `wire` counts the wires of an input port, in file order. */
export interface PlannedEdge {
  readonly from: string;
  readonly fromPort: string;
  readonly to: string;
  readonly toPort: string;
  readonly wire: number;
  /** Its beginning as the file has it, where a bypassed node lies between: `node.port`. */
  readonly via?: string;
}

export interface Plan {
  readonly document: WorkflowDocument;
  /** In topological order, ties in file order. Nodes with a broken kind or params, or left out ones (disabled, bypassed), are not here. */
  readonly nodes: readonly PlannedNode[];
  readonly edges: readonly PlannedEdge[];
  /** Wires to planned nodes from nodes that have no place in the plan because they are broken; none unless given. */
  readonly cutEdges?: readonly PlannedEdge[];
  /** Nodes that have no place in the plan because they are broken; none unless given. */
  readonly unready?: readonly UnreadyNode[];
  readonly issues: readonly Issue[];
}

/** The wires by the node they end at, each list in file order. */
export function edgesByReceiver(edges: readonly PlannedEdge[]): ReadonlyMap<string, readonly PlannedEdge[]> {
  const into = new Map<string, PlannedEdge[]>();
  for (const edge of edges) {
    const wires = into.get(edge.to);
    if (wires) wires.push(edge);
    else into.set(edge.to, [edge]);
  }
  return into;
}
