// The document's nodes as React Flow's, and what its wires are. What did not change stays the same object: React Flow draws the rest only.

import type { Edge, Node, NodeHandle } from "@xyflow/react";
import { Position as Side } from "@xyflow/react";
import type { KindDescription } from "../../../bridge/shapes.ts";
import { positionOf } from "../../../../engine/document/edit.ts";
import type {
  EdgeDocument,
  FrameArea,
  NodeDocument,
  Note,
  Position,
  WorkflowDocument,
} from "../../../../engine/document/types.ts";
import { drawable } from "../../edits/drawable.ts";
import { placesOf } from "../../edits/places.ts";
import type { PlanState } from "../../stores/plan.ts";
import type { CountedBy } from "../wires/rows-passed.ts";
import { likelySize } from "../likely-size.ts";
import { CARD_WIDTH, DOT, portsOf, wiredByNode, type Port, type Ports } from "./ports.ts";

export interface CardData extends Record<string, unknown> {
  readonly node: NodeDocument;
  readonly kind: KindDescription | undefined;
  readonly ports: Ports;
  readonly collapsed: boolean;
}
export type CardNode = Node<CardData, "card">;
export type NoteNode = Node<{ readonly note: Note }, "note">;
export type FrameNode = Node<{ readonly frame: FrameArea }, "frame">;
export type FlowNode = CardNode | NoteNode | FrameNode;

export interface WireData extends Record<string, unknown> {
  readonly edge: EdgeDocument;
  readonly color: string;
  /** One of its ends takes no part in runs. */
  readonly idle: boolean;
  readonly by: CountedBy;
  /** Points on its way, where it does not run straight from end to end. */
  readonly via?: readonly Position[];
}
export type WireEdge = Edge<WireData, "wire">;

export interface Chosen {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
}

/** Notes and frames have ids of their own: in React Flow's list a sign keeps them apart from nodes. */
export const noteId = (id: string) => `note:${id}`;
export const frameId = (id: string) => `frame:${id}`;
export function itemOf(flowId: string): string | null {
  const sign = flowId.indexOf(":");
  return sign < 0 ? null : flowId.slice(sign + 1);
}

const NO_WIRES = { inputs: [], outputs: [] };
/** Frames lie below wires, notes and cards above them; a frame that is selected stays where it is. */
const FRAME_LEVEL = -1;
const CARD_LEVEL = 1;
const CHOSEN_LEVEL = 2;
const SAMPLED = { sampled: true, folded: false };

export function flowNodes(
  before: readonly FlowNode[],
  document: WorkflowDocument,
  { kinds, nodes: planned }: Pick<PlanState, "kinds" | "nodes">,
  chosen: Chosen,
): FlowNode[] {
  const old = new Map(before.map((node) => [node.id, node]));
  const places = placesOf(document);
  const wired = wiredIn(document.edges);
  const seen = new Set<string>();
  const result: FlowNode[] = [];
  for (const frame of document.view.frames ?? []) result.push(frameNode(old, drawable(frame), chosen));
  for (const note of document.view.notes ?? []) result.push(noteNode(old, drawable(note), chosen));
  for (const node of document.nodes) {
    // Of two nodes with the same id, which a file can have, the wires mean the first.
    if (seen.has(node.id)) continue;
    seen.add(node.id);
    const kind = kinds.get(node.kind);
    const collapsed = positionOf(document, node.id)?.collapsed ?? false;
    const last = old.get(node.id) as CardNode | undefined;
    const ports = keptPorts(last?.data.ports, [
      kind,
      planned[node.id],
      wired.get(node.id) ?? NO_WIRES,
      collapsed,
    ]);
    const data = { node, kind, ports, collapsed };
    result.push(cardNode(last, data, places[node.id], chosen.nodes.has(node.id)));
  }
  return result;
}

type Edges = WorkflowDocument["edges"];
let lastWired: { readonly edges: Edges; readonly wired: ReturnType<typeof wiredByNode> } | null = null;

/** Most edits leave the wires as they are. */
function wiredIn(edges: Edges): ReturnType<typeof wiredByNode> {
  if (lastWired?.edges !== edges) lastWired = { edges, wired: wiredByNode(edges) };
  return lastWired.wired;
}

function cardNode(
  last: CardNode | undefined,
  data: CardData,
  place: { readonly x: number; readonly y: number },
  selected: boolean,
): CardNode {
  const { node, kind, ports, collapsed } = data;
  const old = last?.data;
  const sameData =
    old?.node === node && old.kind === kind && old.ports === ports && old.collapsed === collapsed;
  const position =
    last && (last.dragging || (last.position.x === place.x && last.position.y === place.y))
      ? last.position
      : { x: place.x, y: place.y };
  if (last && sameData && position === last.position && last.selected === selected) return last;
  return {
    ...last,
    id: node.id,
    type: "card",
    data: sameData ? old : data,
    position,
    selected,
    zIndex: selected ? CHOSEN_LEVEL : CARD_LEVEL,
    handles: sameData ? last?.handles : handlesOf(ports),
    // Until it has been drawn once.
    initialWidth: CARD_WIDTH,
    initialHeight: likelySize(data, SAMPLED).height,
  };
}

/** Where wires end, so that they can be drawn before, and without, the card. */
function handlesOf({ inputs, outputs }: Ports): NodeHandle[] {
  const handle = ({ id, side, y }: Port): NodeHandle => ({
    id,
    type: side === "input" ? "target" : "source",
    position: side === "input" ? Side.Left : Side.Right,
    x: (side === "input" ? 0 : CARD_WIDTH) - DOT / 2,
    y: y - DOT / 2,
    width: DOT,
    height: DOT,
  });
  return [...inputs, ...outputs].map(handle);
}

function noteNode(old: ReadonlyMap<string, FlowNode>, note: Note, { items }: Chosen): NoteNode {
  const last = old.get(noteId(note.id)) as NoteNode | undefined;
  const selected = items.has(note.id);
  if (last?.data.note === note && last.selected === selected && isAt(last, note)) return last;
  return { ...last, ...areaNode(last, note), id: noteId(note.id), type: "note", data: { note }, selected };
}

function frameNode(old: ReadonlyMap<string, FlowNode>, frame: FrameArea, { items }: Chosen): FrameNode {
  const last = old.get(frameId(frame.id)) as FrameNode | undefined;
  const selected = items.has(frame.id);
  if (last?.data.frame === frame && last.selected === selected && isAt(last, frame)) return last;
  return {
    ...last,
    ...areaNode(last, frame),
    id: frameId(frame.id),
    type: "frame",
    data: { frame },
    selected,
    zIndex: FRAME_LEVEL,
    dragHandle: ".mr-frame-head",
    // What lies inside is clicked through it.
    style: { pointerEvents: "none" },
  };
}

function areaNode(last: FlowNode | undefined, { x, y, width, height }: Note | FrameArea) {
  if (last?.dragging) return { position: last.position, width: last.width, height: last.height };
  return { position: { x, y }, width, height, measured: { width, height } };
}

function isAt({ dragging, position, width, height }: FlowNode, area: Note | FrameArea): boolean {
  if (dragging) return true;
  return position.x === area.x && position.y === area.y && width === area.width && height === area.height;
}

/** What ports were made from: with a key that is typed, one card of hundreds has others. */
const madeFrom = new WeakMap<Ports, Parameters<typeof portsOf>>();

/** The ports of before where they are still the same. */
function keptPorts(before: Ports | undefined, from: Parameters<typeof portsOf>): Ports {
  const last = before && madeFrom.get(before);
  if (last?.every((part, i) => part === from[i])) return before!;
  const ports = samePorts(before, portsOf(...from));
  madeFrom.set(ports, from);
  return ports;
}

function samePorts(before: Ports | undefined, now: Ports): Ports {
  if (!before) return now;
  const same = (a: readonly Port[], b: readonly Port[]) =>
    a.length === b.length &&
    a.every((port, i) => (Object.keys(port) as (keyof Port)[]).every((key) => port[key] === b[i][key]));
  return same(before.inputs, now.inputs) && same(before.outputs, now.outputs) ? before : now;
}
