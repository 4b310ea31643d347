// May a batch be divided over machines, and what is set differently where a process gets one part of it?

import type { Catalog } from "../catalog/catalog.ts";
import type { Issue } from "../document/issue.ts";
import type { NodeDocument, WorkflowDocument } from "../document/types.ts";
import type { Partition } from "../sdk/partition.ts";
import { migrateNode } from "../document/migrate.ts";
import { checkParams } from "./params.ts";
import type { Plan, PlannedEdge, PlannedNode } from "./types.ts";

/**
 * Why the workflow cannot be run in parts by several processes, such that their outputs, one behind the other, are those of the
 * whole: an issue of severity `error` for each node that keeps it from that.
 */
export function partitionIssues({ nodes, edges }: Plan): readonly Issue[] {
  const sources = sourcesByNode(nodes, edges);
  return nodes.flatMap((node) => {
    const found = reasonOf(node, sources.get(node.id)!.size);
    return found ? [{ ...found, severity: "error" as const, node: node.id }] : [];
  });
}

type Reason = Pick<Issue, "code" | "message" | "hint">;

function reasonOf({ title, definition, params, facts }: PlannedNode, sources: number): Reason | null {
  const { produce, perform, state, partition, ofPart, remembers, frameSensitive } = definition;
  const kind = definition.title;
  if (produce && !partition)
    return {
      code: "PARTITION_SOURCE",
      message: `"${title}" cannot be read in parts (${kind}).`,
      hint: "Run it as a whole, or save its rows in a file first and read that.",
    };
  if (perform && !ofPart?.(params, { index: 0, count: 1 }))
    return {
      code: "PARTITION_OUTPUT",
      message: `What "${title}" gives of each part does not make what it gives of the whole (${kind}).`,
      hint: "Disable the node for runs in parts, or write a CSV file or JSON lines in its place.",
    };
  // What an action remembers is the file it writes.
  if (!perform && state !== "none" && (remembers?.({ params, sources }) ?? true))
    return {
      code: "PARTITION_STATE",
      message: `"${title}" goes by rows before the one at hand, and these may be in another part (${kind}).`,
      hint: "Run it as a whole. Or run the workflow up to this node as a whole into a file, and the rest of it in parts.",
    };
  if (frameSensitive?.({ params, facts }) ?? false)
    return {
      code: "PARTITION_BATCH",
      message: `What "${title}" answers depends on which rows it gets together, and parts cut them differently (${kind}).`,
      hint: "Run it as a whole, or set the batch size of the node to 1.",
    };
  return null;
}

/** The sources that the rows of each node come from. */
function sourcesByNode(
  nodes: readonly PlannedNode[],
  edges: readonly PlannedEdge[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const sources = new Map<string, Set<string>>();
  for (const { id, definition } of nodes) {
    const before = edges.filter(({ to }) => to === id).flatMap(({ from }) => [...(sources.get(from) ?? [])]);
    sources.set(id, new Set(definition.produce ? [id] : before));
  }
  return sources;
}

/** The workflow for one part: its actions write files of their own. */
export async function documentOfPart(
  document: WorkflowDocument,
  catalog: Catalog,
  partition: Partition,
): Promise<WorkflowDocument> {
  const nodes = await Promise.all(document.nodes.map((node) => nodeOfPart(node, catalog, partition)));
  return { ...document, nodes };
}

async function nodeOfPart(node: NodeDocument, catalog: Catalog, partition: Partition): Promise<NodeDocument> {
  const definition = await catalog.load(node.kind);
  if (!definition?.ofPart || node.version > definition.version) return node;
  const current = node.version < definition.version ? migrateNode(node, definition.migrations ?? {}) : node;
  const { params } = checkParams(current, definition);
  // What is wrong with its params is told by the plan.
  if (!params) return node;
  const ofPart = definition.ofPart(params, partition);
  // That there is none is told by the plan, too.
  return ofPart ? { ...current, params: { ...current.params, ...ofPart } } : node;
}
