// Why can a command not be done to this document? A reason with the next step, or null when it can.

import type { Command } from "./command.ts";
import { pathText } from "./cycles.ts";
import { edit, indexOfEdge, indexOfNode, positionOf } from "./edit.ts";
import { isJson } from "./json-value.ts";
import { pathBetween } from "./topology.ts";
import { isNodeId, parsePort, type EdgeDocument, type NodeDocument, type WorkflowDocument } from "./types.ts";

export type RefusalCode =
  | "FILE_SHAPE"
  | "FILE_VERSION_NEWER"
  | "NODE_UNKNOWN"
  | "NODE_ID_DUPLICATE"
  | "NODE_ID_INVALID"
  | "NODE_UNPLACED"
  | "EDGE_UNKNOWN"
  | "EDGE_DUPLICATE"
  | "EDGE_DANGLING"
  | "GRAPH_CYCLE"
  | "VALUE_NOT_JSON";

/** Has the shape of an error's details, so that a caller can make one of it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly hint: string;
  readonly node?: string;
  readonly port?: string;
}

/** Why the command is refused; null when it can be applied. */
export function refusalOf(document: WorkflowDocument, command: Command): Refusal | null {
  switch (command.do) {
    case "add-node":
      return refusedNode(document, command.node) ?? refusedCycle(document, command, command.node.id, null);
    case "insert-node": {
      const source = parsePort(command.edge.from).node;
      return (
        refusedNode(document, command.node) ??
        missingEdge(document, command.edge) ??
        refusedCycle(document, command, command.node.id, source)
      );
    }
    case "connect":
      return refusedWire(document, command.edge);
    case "disconnect":
      return missingEdge(document, command.edge);
    case "set-id":
      return (
        missingNode(document, command.id, command.index) ??
        (command.to === command.id ? null : refusedId(document, command.to)) ??
        refusedCycle(document, command, command.to, command.id)
      );
    case "remove-nodes":
      return firstMissing(document, command.ids);
    case "move-nodes":
      return firstMissing(document, Object.keys(command.to)) ?? refusedValue(command.to, "the positions");
    case "set-param":
      return missingNode(document, command.id) ?? refusedValue(command.value, command.param);
    case "set-rescue":
      return missingNode(document, command.id) ?? refusedValue(command.rescue, "rescue");
    case "unset-param":
    case "rename-node":
    case "set-disabled":
    case "set-bypassed":
      return missingNode(document, command.id);
    case "pin-models":
      return refusedValue(command.pins, "what is pinned");
    case "set-view": {
      const ids = Object.keys(command.collapsed ?? {});
      const { notes = null, frames = null, wires = [] } = command;
      return (
        firstMissing(document, ids) ??
        firstUnplaced(document, ids) ??
        firstOf(wires, (wire) => missingEdge(document, wire)) ??
        refusedValue({ notes, frames, wires }, "the view")
      );
    }
    case "restore":
      return null;
  }
}

function refusedNode(document: WorkflowDocument, node: NodeDocument): Refusal | null {
  return refusedId(document, node.id) ?? refusedValue(node, `the node ${node.id}`);
}

function refusedId(document: WorkflowDocument, id: string): Refusal | null {
  if (!isNodeId(id)) {
    const hint = "Use letters, digits, - and _, beginning with a letter or digit.";
    return { code: "NODE_ID_INVALID", message: `${JSON.stringify(id)} cannot be a node id.`, hint, node: id };
  }
  if (indexOfNode(document, id) < 0) return null;
  const message = `There is a node with the id ${JSON.stringify(id)} already.`;
  return { code: "NODE_ID_DUPLICATE", message, hint: "Choose another id.", node: id };
}

/** Nodes that are named to somebody who looks for one. */
const MOST_LISTED = 20;

function missingNode(document: WorkflowDocument, id: string, index?: number): Refusal | null {
  if (indexOfNode(document, id, index) >= 0) return null;
  const ids = document.nodes.map((node) => node.id);
  const shown = ids.slice(0, MOST_LISTED).join(", ");
  const others = ids.length > MOST_LISTED ? ` and ${ids.length - MOST_LISTED} more` : "";
  const hint = shown ? `The nodes are: ${shown}${others}.` : "The workflow has no nodes yet.";
  return { code: "NODE_UNKNOWN", message: `There is no node ${JSON.stringify(id)}.`, hint, node: id };
}

function firstMissing(document: WorkflowDocument, ids: readonly string[]): Refusal | null {
  return firstOf(ids, (id) => missingNode(document, id));
}

function firstOf<T>(items: readonly T[], ask: (item: T) => Refusal | null): Refusal | null {
  for (const item of items) {
    const refusal = ask(item);
    if (refusal) return refusal;
  }
  return null;
}

function firstUnplaced(document: WorkflowDocument, ids: readonly string[]): Refusal | null {
  const id = ids.find((node) => !positionOf(document, node));
  if (id === undefined) return null;
  const message = `The node ${JSON.stringify(id)} has no place on the canvas yet.`;
  return { code: "NODE_UNPLACED", message, hint: "Give it one with move-nodes first.", node: id };
}

function missingEdge(document: WorkflowDocument, edge: EdgeDocument): Refusal | null {
  if (indexOfEdge(document, edge) >= 0) return null;
  const hint = "It may have been removed meanwhile; look at the workflow again.";
  return { code: "EDGE_UNKNOWN", message: `There is no wire ${edge.from} → ${edge.to}.`, hint };
}

function refusedWire(document: WorkflowDocument, edge: EdgeDocument): Refusal | null {
  const from = parsePort(edge.from);
  const to = parsePort(edge.to);
  const wire = `${edge.from} → ${edge.to}`;
  if (from.port === "" || to.port === "") {
    const hint = "Write both ends as node.port.";
    return { code: "EDGE_DANGLING", message: `The wire ${wire} names no port at one end.`, hint };
  }
  if (indexOfEdge(document, edge) >= 0) {
    const hint = "Nothing is to be done.";
    return { code: "EDGE_DUPLICATE", message: `The wire ${wire} is there already.`, hint, ...to };
  }
  const missing = firstMissing(document, [from.node, to.node]);
  if (missing) return missing;
  const back = from.node === to.node ? [to.node] : pathBetween(document, to.node, from.node);
  return back && cycleRefusal([from.node, ...back]);
}

/** A cycle through `id` that the command would close; one that ran through `before` already is not the command's. */
function refusedCycle(
  document: WorkflowDocument,
  command: Command,
  id: string,
  before: string | null,
): Refusal | null {
  const path = pathBetween(edit(document, command), id, id);
  if (!path || (before !== null && pathBetween(document, before, before))) return null;
  return cycleRefusal(path);
}

function cycleRefusal(path: readonly string[]): Refusal {
  const message = `That would close a circle: ${pathText(path)}.`;
  return { code: "GRAPH_CYCLE", message, hint: "Take out one of its wires first.", node: path[0] };
}

function refusedValue(value: unknown, what: string): Refusal | null {
  if (isJson(value)) return null;
  const message = `The value of ${what} cannot be written to the file.`;
  return {
    code: "VALUE_NOT_JSON",
    message,
    hint: "Use text, finite numbers, true, false, null, lists and objects.",
  };
}
