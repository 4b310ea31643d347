// A wire that is drawn: it takes the place of the one that ended there, where an input takes one only.

import type { Command } from "../../../engine/document/command.ts";
import type { EdgeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import { editWords } from "../strings/edits.ts";
import { pointsOf } from "./bend.ts";
import type { Edit } from "./edit.ts";
import { ERROR_PORT, fittingPort, takesSeveral, type Kinds } from "./ports.ts";

export function connect(document: WorkflowDocument, kinds: Kinds, edge: EdgeDocument): Edit {
  return { label: editWords.connect, commands: wireCommands(document, kinds, edge) };
}

/** Moves one end of a wire, or both. */
export function reconnect(
  document: WorkflowDocument,
  kinds: Kinds,
  old: EdgeDocument,
  edge: EdgeDocument,
): Edit {
  const commands: Command[] = [{ do: "disconnect", edge: old }];
  const rest = { ...document, edges: document.edges.filter((other) => other !== old && !same(other, old)) };
  const points = pointsOf(document, old);
  const bent: Command[] = points.length > 0 ? [{ do: "set-view", wires: [{ ...edge, points }] }] : [];
  return { label: editWords.reconnect, commands: [...commands, ...wireCommands(rest, kinds, edge), ...bent] };
}

/** Wires nodes in a row, in the order in which they were selected: what the pointer does by drawing, for the keyboard. */
export function join(document: WorkflowDocument, kinds: Kinds, ids: readonly string[]): Edit {
  const kindOf = (id: string) => kinds.get(document.nodes.find((node) => node.id === id)?.kind ?? "");
  const edges = ids.slice(1).flatMap((to, index) => {
    const [from, source, target] = [ids[index], kindOf(ids[index]), kindOf(to)];
    const output = Object.entries(source?.outputs ?? {}).find(([port]) => port !== ERROR_PORT);
    const input = target && output ? fittingPort(target, "input", output[1].flow) : null;
    return output && input !== null ? [{ from: `${from}.${output[0]}`, to: `${to}.${input}` }] : [];
  });
  const missing = edges.filter((edge) => !document.edges.some((other) => same(edge, other)));
  return {
    label: editWords.connect,
    commands: missing.flatMap((edge) => wireCommands(document, kinds, edge)),
  };
}

export function cut(document: WorkflowDocument, edges: readonly EdgeDocument[]): Edit {
  const there = document.edges.filter((edge) => edges.some((other) => same(edge, other)));
  return {
    label: editWords.cut(there.length),
    commands: there.map(({ from, to }) => ({ do: "disconnect", edge: { from, to } })),
  };
}

export function wireCommands(document: WorkflowDocument, kinds: Kinds, edge: EdgeDocument): Command[] {
  const taken = takesSeveral(document, kinds, edge.to)
    ? []
    : document.edges.filter(({ from, to }) => to === edge.to && from !== edge.from);
  return [
    ...taken.map(({ from, to }) => ({ do: "disconnect", edge: { from, to } }) as const),
    { do: "connect", edge },
  ];
}

function same(a: EdgeDocument, b: EdgeDocument): boolean {
  return a.from === b.from && a.to === b.to;
}
