// A wire that is drawn: it takes the place of the one that ended there, where an input takes one only.

import type { Command } from "../../../engine/document/command.ts";
import type { EdgeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import { editWords } from "../strings/edits.ts";
import type { Edit } from "./edit.ts";
import { takesSeveral, type Kinds } from "./ports.ts";

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
  return { label: editWords.reconnect, commands: [...commands, ...wireCommands(rest, kinds, edge)] };
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
