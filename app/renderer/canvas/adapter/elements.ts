// The document as React Flow's nodes and edges. What did not change stays the same object: React Flow draws the rest only.

import type { Edge, Node, NodeHandle } from "@xyflow/react";
import { Position as Side } from "@xyflow/react";
import type { KindDescription } from "../../../bridge/shapes.ts";
import { positionOf } from "../../../../engine/document/edit.ts";
import { parsePort } from "../../../../engine/document/types.ts";
import type {
  EdgeDocument,
  FrameArea,
  NodeDocument,
  Note,
  PortRef,
  Position,
  WorkflowDocument,
} from "../../../../engine/document/types.ts";
import { bendsOf } from "../../edits/bend.ts";
import { drawable } from "../../edits/drawable.ts";
import { placesOf } from "../../edits/places.ts";
import type { PlanState } from "../../stores/plan.ts";
import { edgeKey } from "../../stores/ui.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { nodeTitle } from "../../ui/node-title.ts";
import { countedBy, type CountedBy } from "../wires/rows-passed.ts";
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

/** For `aria-activedescendant` of the canvas. */
export const wireDomId = (key: string) => `mr-wire-${key}`;

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

export function flowEdges(
  before: readonly WireEdge[],
  document: WorkflowDocument,
  nodes: readonly FlowNode[],
  chosen: Chosen,
  laying: ReadonlyMap<string, readonly Position[]>,
): WireEdge[] {
  const old = new Map(before.map((edge) => [edge.id, edge]));
  const cards = new Map(nodes.map((node) => [node.id, node]));
  const wiresInto = new Map<string, number>();
  for (const edge of document.edges) {
    const { node } = endsOf(edge).to;
    wiresInto.set(node, (wiresInto.get(node) ?? 0) + 1);
  }
  const bends = bendsOf(document);
  const result = new Map<string, WireEdge>();
  for (const edge of document.edges) {
    const { id, from, to } = endsOf(edge);
    const source = cards.get(from.node) as CardNode | undefined;
    const target = cards.get(to.node) as CardNode | undefined;
    if (!source || !target || result.has(id)) continue;
    const drawnFrom: DrawnFrom = {
      edge,
      source: source.data,
      target: target.data,
      wires: wiresInto.get(to.node) ?? 0,
      selected: chosen.edges.has(id),
      via: laying.get(id) ?? bends.get(id),
    };
    const last = old.get(id);
    const before = last && drawn.get(last);
    const isSame = before && DRAWN_PARTS.every((part) => before[part] === drawnFrom[part]);
    const wire = isSame ? last : wireEdge(id, drawnFrom, wiresInto, last);
    drawn.set(wire, drawnFrom);
    result.set(id, wire);
  }
  return [...result.values()];
}

/** What a wire is drawn from: with a key that is typed, hundreds of wires have the same as before. */
interface DrawnFrom {
  readonly edge: EdgeDocument;
  readonly source: CardData;
  readonly target: CardData;
  readonly wires: number;
  readonly selected: boolean;
  readonly via: readonly Position[] | undefined;
}
const DRAWN_PARTS = ["edge", "source", "target", "wires", "selected", "via"] as const;
const drawn = new WeakMap<WireEdge, DrawnFrom>();

/** `last` where it says the same. */
function wireEdge(
  id: string,
  { edge, source, target, selected, via }: DrawnFrom,
  wiresInto: ReadonlyMap<string, number>,
  last: WireEdge | undefined,
): WireEdge {
  const { from, to } = endsOf(edge);
  const color = source.ports.outputs.find((port) => port.id === from.port)?.color ?? "any";
  const idle = Boolean(source.node.disabled || target.node.disabled);
  const by = countedBy(edge, source.ports, wiresInto);
  const data = last?.data;
  const ariaLabel = words.wireFrom(titleOf(source), titleOf(target));
  const isSame =
    last?.ariaLabel === ariaLabel &&
    data?.color === color &&
    data.idle === idle &&
    data.by === by &&
    data.via === via &&
    last?.selected === selected;
  if (isSame) return last;
  return {
    id,
    type: "wire",
    source: from.node,
    sourceHandle: from.port,
    target: to.node,
    targetHandle: to.port,
    data: { edge: { from: edge.from, to: edge.to }, color, idle, by, via },
    selected,
    ariaLabel,
    // React Flow gives it no id of its own, and passes this one on.
    domAttributes: { id: wireDomId(id) } as WireEdge["domAttributes"],
  };
}

interface Ends {
  readonly id: string;
  readonly from: PortRef;
  readonly to: PortRef;
}
const ends = new WeakMap<EdgeDocument, Ends>();

/** Taken apart once: wires stay the same objects through most edits. */
function endsOf(edge: EdgeDocument): Ends {
  let found = ends.get(edge);
  if (!found) {
    found = { id: edgeKey(edge), from: parsePort(edge.from), to: parsePort(edge.to) };
    ends.set(edge, found);
  }
  return found;
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
function titleOf({ node, kind }: CardData): string {
  return nodeTitle(node, kind);
}

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
