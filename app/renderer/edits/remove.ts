// Nodes, wires, notes and frames taken away; on request what they stood between is wired together again.

import type { Command } from "../../../engine/document/command.ts";
import { parsePort, type EdgeDocument, type WorkflowDocument } from "../../../engine/document/types.ts";
import { editWords } from "../strings/edits.ts";
import type { Edit } from "./edit.ts";
import { ERROR_PORT, takesSeveral, type Kinds } from "./ports.ts";

export interface Removal {
  readonly nodes: readonly string[];
  /** As `from>to`, as the selection names them. */
  readonly edges: readonly string[];
  readonly items: readonly string[];
}

export function remove(document: WorkflowDocument, { nodes, edges, items }: Removal): Edit {
  const ids = nodes.filter((id) => document.nodes.some((node) => node.id === id));
  const gone = new Set(ids);
  const touched = ({ from, to }: EdgeDocument) => [from, to].some((end) => gone.has(parsePort(end).node));
  const wires = document.edges.filter((edge) => edges.includes(`${edge.from}>${edge.to}`) && !touched(edge));
  const list = new Set(items);
  const without = <T extends { readonly id: string }>(all: readonly T[] = []) =>
    Object.fromEntries(all.filter(({ id }) => list.has(id)).map(({ id }) => [id, null]));
  const view: Command = {
    do: "set-view",
    notes: without(document.view.notes),
    frames: without(document.view.frames),
  };
  return {
    label: editWords.remove(ids.length, wires.length, items.length),
    commands: [
      ...wires.map(({ from, to }): Command => ({ do: "disconnect", edge: { from, to } })),
      ...(ids.length > 0 ? [{ do: "remove-nodes", ids } as const] : []),
      ...(items.length > 0 ? [view] : []),
    ],
    select: { nodes: [], items: [] },
  };
}

/** Takes nodes away and wires what came into them to what they led to. */
export function heal(document: WorkflowDocument, kinds: Kinds, nodes: readonly string[]): Edit {
  const plain = remove(document, { nodes, edges: [], items: [] });
  const gone = new Set(nodes);
  const wires: EdgeDocument[] = [];
  for (const edge of document.edges) {
    const from = parsePort(edge.from);
    if (!gone.has(from.node) || gone.has(parsePort(edge.to).node) || from.port === ERROR_PORT) continue;
    for (const source of sourcesOf(document, kinds, from.node, gone)) {
      const taken = wires.some((wire) => wire.to === edge.to && wire.from === source);
      const full = !takesSeveral(document, kinds, edge.to) && wires.some((wire) => wire.to === edge.to);
      const there = document.edges.some((wire) => wire.from === source && wire.to === edge.to);
      if (!taken && !full && !there) wires.push({ from: source, to: edge.to });
    }
  }
  return {
    ...plain,
    label: wires.length > 0 ? editWords.heal(nodes.length) : plain.label,
    commands: [...plain.commands, ...wires.map((edge): Command => ({ do: "connect", edge }))],
  };
}

/** What comes in at the first input of a node, seen through nodes that go as well. */
function sourcesOf(
  document: WorkflowDocument,
  kinds: Kinds,
  id: string,
  gone: ReadonlySet<string>,
  seen: ReadonlySet<string> = new Set(),
): string[] {
  if (seen.has(id)) return [];
  const incoming = document.edges.filter(({ to }) => parsePort(to).node === id);
  const kind = kinds.get(document.nodes.find((node) => node.id === id)?.kind ?? "");
  const first = Object.keys(kind?.inputs ?? {})[0] ?? parsePort(incoming[0]?.to ?? "").port;
  return incoming
    .filter(({ to }) => parsePort(to).port === first)
    .flatMap(({ from }) => {
      const { node, port } = parsePort(from);
      if (!gone.has(node)) return [from];
      return port === ERROR_PORT ? [] : sourcesOf(document, kinds, node, gone, new Set([...seen, id]));
    });
}
