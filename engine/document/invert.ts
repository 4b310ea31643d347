// What takes a command back? The difference between the documents before and after it, as a `restore` command.

import { applyCommand } from "./apply.ts";
import type { Command, Restore, Splice } from "./command.ts";
import { positionOf } from "./edit.ts";
import type { NodeView, WorkflowDocument } from "./types.ts";

/**
 * The commands that turn `applyCommand(document, command)` back into `document`; none when it changes nothing. One
 * way for all commands: an inverse of its own for each of them would have to know about duplicate ids, dangling wires
 * and the order of keys. Throws `CommandRefused` like the command itself.
 */
export function invert(document: WorkflowDocument, command: Command): Command[] {
  const restore = difference(applyCommand(document, command), document);
  return Object.keys(restore).length > 1 ? [restore] : [];
}

/** The command that turns one document into the other. Relies on edits keeping what they do not touch the same object. */
function difference(from: WorkflowDocument, to: WorkflowDocument): Restore {
  const nodes = spliceBetween(from.nodes, to.nodes);
  const edges = spliceBetween(from.edges, to.edges);
  const view = positionsBetween(from, to);
  const { notes, frames, wires } = to.view;
  return {
    do: "restore",
    ...(nodes && { nodes }),
    ...(edges && { edges }),
    ...(view && { view }),
    ...(to.models !== from.models && { models: to.models ?? null }),
    ...(notes !== from.view.notes && { notes: notes ?? null }),
    ...(frames !== from.view.frames && { frames: frames ?? null }),
    ...(wires !== from.view.wires && { wires: wires ?? null }),
  };
}

function spliceBetween<T>(from: readonly T[], to: readonly T[]): Splice<T> | null {
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < shorter - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  const splice = { at: head, remove: from.length - head - tail, insert: to.slice(head, to.length - tail) };
  return splice.remove + splice.insert.length > 0 ? splice : null;
}

function positionsBetween(
  from: WorkflowDocument,
  to: WorkflowDocument,
): Readonly<Record<string, NodeView | null>> | null {
  const ids = new Set([...Object.keys(from.view.nodes), ...Object.keys(to.view.nodes)]);
  const changes = [...ids].flatMap((id) => {
    const position = positionOf(to, id);
    return position === positionOf(from, id) ? [] : [[id, position ?? null] as const];
  });
  return changes.length ? Object.fromEntries(changes) : null;
}
