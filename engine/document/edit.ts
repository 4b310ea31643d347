// What does each command change? Pure edits of a document, without asking whether they are allowed (see refusal.ts).

import type { Command, InsertNode, PinModels, SetView, Splice } from "./command.ts";
import {
  parsePort,
  type EdgeDocument,
  type ModelPins,
  type NodeDocument,
  type NodeView,
  type Position,
  type View,
  type WireView,
  type WorkflowDocument,
} from "./types.ts";

/** The document after the command. Whatever it does not touch stays the same object. */
export function edit(document: WorkflowDocument, command: Command): WorkflowDocument {
  const { nodes, edges } = document;
  switch (command.do) {
    case "add-node": {
      const added = { ...document, nodes: nodes.toSpliced(command.index ?? nodes.length, 0, command.node) };
      return command.at ? withPositions(added, { [command.node.id]: command.at }) : added;
    }
    case "remove-nodes":
      return removeNodes(document, new Set(command.ids));
    case "move-nodes":
      return withPositions(document, moved(document, command.to));
    case "connect":
      return { ...document, edges: edges.toSpliced(command.index ?? edges.length, 0, command.edge) };
    case "disconnect":
      return withoutLostWires({
        ...document,
        edges: edges.toSpliced(indexOfEdge(document, command.edge), 1),
      });
    case "insert-node":
      return insertNode(document, command);
    case "set-param":
      return changeNode(document, command.id, (node) => ({
        ...node,
        params: { ...node.params, [command.param]: command.value },
      }));
    case "unset-param":
      return changeNode(document, command.id, (node) => ({
        ...node,
        params: without(node.params, command.param),
      }));
    case "rename-node":
      return changeNode(document, command.id, (node) => ({ ...node, title: command.title }));
    case "set-id":
      return setId(document, command.id, command.to, command.index);
    case "set-rescue":
      return changeNode(document, command.id, (node) => ({
        ...node,
        rescue: { ...node.rescue, ...command.rescue },
      }));
    case "set-disabled":
      return changeNode(document, command.id, ({ disabled: _, ...node }) =>
        command.disabled ? { ...node, disabled: true } : node,
      );
    case "set-bypassed":
      return changeNode(document, command.id, ({ bypassed: _, ...node }) =>
        command.bypassed ? { ...node, bypassed: true } : node,
      );
    case "set-view":
      return setView(document, command);
    case "pin-models": {
      const pins = pinned(document, command.pins);
      return withModels(document, Object.keys(pins).length > 0 ? pins : null);
    }
    case "restore": {
      const { notes, frames, wires, models } = command;
      const restored = {
        ...(models === undefined ? document : withModels(document, models)),
        view: withLists(document.view, { notes, frames, wires }),
        nodes: splice(nodes, command.nodes),
        edges: splice(edges, command.edges),
      };
      return command.view ? withPositions(restored, command.view) : restored;
    }
    default:
      return assertNever(command);
  }
}

/** The place of a node: at `index` if that node has the id, else the first with the id; -1 when there is none. */
export function indexOfNode(document: WorkflowDocument, id: string, index?: number): number {
  if (index !== undefined) return document.nodes[index]?.id === id ? index : -1;
  return document.nodes.findIndex((node) => node.id === id);
}

/** The place of a wire, of the last one where it is there twice; -1 when it is not there. */
export function indexOfEdge(document: WorkflowDocument, edge: EdgeDocument): number {
  return document.edges.findLastIndex(({ from, to }) => from === edge.from && to === edge.to);
}

/** Where a node stands, if the file says so. */
export function positionOf(document: WorkflowDocument, id: string): NodeView | undefined {
  const positions = document.view.nodes;
  return Object.hasOwn(positions, id) ? positions[id] : undefined;
}

/** Null: the file says nothing of models. */
function withModels(document: WorkflowDocument, models: ModelPins | null): WorkflowDocument {
  const { models: _, ...rest } = document;
  return models ? { ...rest, models } : rest;
}

function pinned({ models }: WorkflowDocument, pins: PinModels["pins"]): ModelPins {
  const entries = Object.entries({ ...models, ...pins });
  return Object.fromEntries(entries.flatMap(([file, pin]) => (pin ? [[file, pin] as const] : [])));
}

function changeNode(
  document: WorkflowDocument,
  id: string,
  change: (node: NodeDocument) => NodeDocument,
): WorkflowDocument {
  const index = indexOfNode(document, id);
  return { ...document, nodes: document.nodes.with(index, change(document.nodes[index])) };
}

function removeNodes(document: WorkflowDocument, ids: ReadonlySet<string>): WorkflowDocument {
  const touches = ({ from, to }: EdgeDocument): boolean =>
    ids.has(parsePort(from).node) || ids.has(parsePort(to).node);
  const removed = {
    ...document,
    nodes: document.nodes.filter((node) => !ids.has(node.id)),
    edges: document.edges.filter((edge) => !touches(edge)),
  };
  return withPositions(withoutLostWires(removed), Object.fromEntries([...ids].map((id) => [id, null])));
}

function insertNode(document: WorkflowDocument, command: InsertNode): WorkflowDocument {
  const { node, edge, input, output } = command;
  const place = indexOfEdge(document, edge);
  const source = parsePort(edge.from).node;
  const inserted = withoutLostWires({
    ...document,
    // Behind the node it gets data from: the file reads in the order of the data.
    nodes: document.nodes.toSpliced(indexOfNode(document, source) + 1, 0, node),
    edges: document.edges.toSpliced(
      place,
      1,
      { ...document.edges[place], to: `${node.id}.${input}` },
      { from: `${node.id}.${output}`, to: edge.to },
    ),
  });
  const at =
    command.at ?? halfWay(positionOf(document, source), positionOf(document, parsePort(edge.to).node));
  return at ? withPositions(inserted, { [node.id]: at }) : inserted;
}

function halfWay(a: Position | undefined, b: Position | undefined): Position | undefined {
  return a && b && { x: Math.round((a.x + b.x) / 2), y: Math.round((a.y + b.y) / 2) };
}

/** Wires and the position follow the first node of an id; a later one with the same id never had any. */
function setId(document: WorkflowDocument, id: string, to: string, index?: number): WorkflowDocument {
  const place = indexOfNode(document, id, index);
  const renamed = { ...document, nodes: document.nodes.with(place, { ...document.nodes[place], id: to }) };
  if (place !== indexOfNode(document, id)) return renamed;
  // An id with a dot is not allowed, but may stand in a file: its wires follow unless they mean another node.
  const others = new Set(document.nodes.map((node) => node.id).filter((other) => other !== id));
  const isMeant = (port: string): boolean =>
    port === id || (port.startsWith(`${id}.`) && !others.has(parsePort(port).node));
  const followed = (port: string): string => (isMeant(port) ? `${to}${port.slice(id.length)}` : port);
  const follow = <T extends EdgeDocument>(wire: T): T => {
    const next = { ...wire, from: followed(wire.from), to: followed(wire.to) };
    return next.from === wire.from && next.to === wire.to ? wire : next;
  };
  const view = withLists(document.view, { wires: document.view.wires?.map(follow) });
  const position = positionOf(document, id);
  return withPositions(
    { ...renamed, edges: document.edges.map(follow), view },
    position ? { [id]: null, [to]: position } : {},
  );
}

/** Without the points of wires that are no more. */
function withoutLostWires(document: WorkflowDocument): WorkflowDocument {
  const { wires } = document.view;
  const left = wires?.filter((wire) => indexOfEdge(document, wire) >= 0);
  if (!wires || left?.length === wires.length) return document;
  return { ...document, view: withLists(document.view, { wires: left }) };
}

function setWires(wires: readonly WireView[] = [], changes: readonly WireView[]): readonly WireView[] {
  const key = ({ from, to }: EdgeDocument) => `${from}>${to}`;
  const all = new Map([...wires, ...changes].map((wire) => [key(wire), wire]));
  return [...all.values()].filter(({ points }) => points.length > 0);
}

/** A node that moves stays collapsed. */
function moved(
  document: WorkflowDocument,
  to: Readonly<Record<string, Position>>,
): Readonly<Record<string, NodeView>> {
  return Object.fromEntries(
    Object.entries(to).map(([id, position]) => [id, { ...positionOf(document, id), ...position }]),
  );
}

function setView(
  document: WorkflowDocument,
  { notes, frames, wires, collapsed = {} }: SetView,
): WorkflowDocument {
  const view = withLists(document.view, {
    notes: notes && setItems(document.view.notes, notes),
    frames: frames && setItems(document.view.frames, frames),
    wires: wires && setWires(document.view.wires, wires),
  });
  const shown = Object.entries(collapsed).map(([id, hidden]) => {
    const { collapsed: _, ...position } = positionOf(document, id)!;
    return [id, hidden ? { ...position, collapsed: true } : position] as const;
  });
  return withPositions({ ...document, view }, Object.fromEntries(shown));
}

/** New ones come last, one that is there keeps its place; null, no list, where none is left. */
function setItems<T extends { readonly id: string }>(
  list: readonly T[] = [],
  changes: Readonly<Record<string, T | null>>,
): readonly T[] | null {
  const items = new Map<string, T | null>(list.map((item) => [item.id, item]));
  for (const [id, item] of Object.entries(changes)) items.set(id, item && { ...item, id });
  const left = [...items.values()].filter((item) => item !== null);
  return left.length > 0 ? left : null;
}

/** null takes a list away, and so does a list of wires with none left; what is not given stays. */
function withLists(
  view: View,
  lists: { readonly [List in "notes" | "frames" | "wires"]?: View[List] | null },
): View {
  const { notes, frames, wires, ...rest } = { ...view, ...definedOf(lists) };
  return { ...rest, ...(notes && { notes }), ...(frames && { frames }), ...(wires?.length && { wires }) };
}

function definedOf<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<T>;
}

function withPositions(
  document: WorkflowDocument,
  changes: Readonly<Record<string, NodeView | null>>,
): WorkflowDocument {
  const entries = Object.entries({ ...document.view.nodes, ...changes });
  const nodes = Object.fromEntries(
    entries.flatMap(([id, position]) => (position ? [[id, position] as const] : [])),
  );
  return { ...document, view: { ...document.view, nodes } };
}

function splice<T>(list: readonly T[], change: Splice<T> | undefined): readonly T[] {
  return change
    ? [...list.slice(0, change.at), ...change.insert, ...list.slice(change.at + change.remove)]
    : list;
}

function without(params: NodeDocument["params"], param: string): NodeDocument["params"] {
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== param));
}

function assertNever(command: never): never {
  throw new Error(`Unknown command ${JSON.stringify(command)}`);
}
