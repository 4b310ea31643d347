// New nodes: alone, at the end of a wire, or inside one.

import type { Command } from "../../../engine/document/command.ts";
import { freshId } from "../../../engine/document/slug.ts";
import { downstream } from "../../../engine/document/topology.ts";
import {
  parsePort,
  type EdgeDocument,
  type NodeDocument,
  type Position,
  type WorkflowDocument,
} from "../../../engine/document/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { editWords } from "../strings/edits.ts";
import { wireCommands } from "./connect.ts";
import { onGrid, USUAL_SIZE, type Edit } from "./edit.ts";
import { moveTo } from "./move.ts";
import { keepPlaces, placesOf } from "./places.ts";
import { fittingPort, flowOf, wireBetween, type Kinds, type PortEnd } from "./ports.ts";

export interface AddOptions {
  readonly at: Position;
  readonly params?: Readonly<Record<string, unknown>>;
  /** What it is called; the title of its kind unless given. */
  readonly title?: string;
  /** The end of a wire that the new node is to be wired to. */
  readonly from?: PortEnd;
  readonly kinds: Kinds;
}

/** A node of a kind under an id that nothing in the file uses yet. */
export function newNode(
  document: WorkflowDocument,
  kind: KindDescription,
  params: Readonly<Record<string, unknown>> = {},
): NodeDocument {
  const { title, version } = kind;
  return { id: freshId(document, title), kind: kind.kind, version, title, params };
}

/** A new node, wired where `from` says so and one of its ports fits. */
export function addNode(
  document: WorkflowDocument,
  kind: KindDescription,
  { at, params, title = kind.title, from, kinds }: AddOptions,
): Edit {
  const node = { ...newNode(document, kind, params), title };
  const place = { x: onGrid(at.x), y: onGrid(at.y) };
  const add: Command = { do: "add-node", node, at: place };
  const wire = from ? wireTo(document, kinds, kind, node.id, from) : [];
  return {
    label: editWords.add(kind.title),
    commands: [...keepPlaces(document), add, ...wire],
    select: { nodes: [node.id], items: [] },
  };
}

/** Between cards in a row. */
const GAP = 48;

/**
 * A new node inside a wire; what stands behind it moves on where there is no room. `at` is where it goes when the wire leads
 * back. null when the kind has no input, or no output.
 */
export function insertNode(
  document: WorkflowDocument,
  kind: KindDescription,
  edge: EdgeDocument,
  { at, params, kinds }: Omit<AddOptions, "from">,
): Edit | null {
  const ports = portsInside(document, kinds, kind, edge);
  if (!ports) return null;
  const node = newNode(document, kind, params);
  const { place, moved } = roomInside(document, edge, at);
  return {
    label: editWords.insert(kind.title),
    commands: [
      ...(moved ? moveTo(document, { nodes: moved }).commands : keepPlaces(document)),
      { do: "insert-node", node, edge: { from: edge.from, to: edge.to }, ...ports, at: place },
    ],
    select: { nodes: [node.id], items: [] },
  };
}

function roomInside(
  document: WorkflowDocument,
  edge: EdgeDocument,
  at: Position,
): { place: Position; moved: Readonly<Record<string, Position>> | null } {
  const places = placesOf(document);
  const target = parsePort(edge.to).node;
  const from = places[parsePort(edge.from).node];
  const to = places[target];
  const inWay = { place: { x: onGrid(at.x), y: onGrid(at.y) }, moved: null };
  if (!from || !to || to.x < from.x + USUAL_SIZE.width) return inWay;
  const start = from.x + USUAL_SIZE.width;
  const missing = Math.max(0, 2 * GAP + USUAL_SIZE.width - (to.x - start));
  const behind = [target, ...downstream(document, target)].filter((id) => places[id].x >= to.x);
  const shifted = behind.map((id) => [id, { x: places[id].x + onGrid(missing), y: places[id].y }] as const);
  const x = (start + to.x + onGrid(missing) - USUAL_SIZE.width) / 2;
  return {
    place: { x: onGrid(x), y: onGrid((from.y + to.y) / 2) },
    moved: missing > 0 ? Object.fromEntries(shifted) : null,
  };
}

/** Wires a node that stands alone into a wire. null when its ports do not fit, or are wired already. */
export function insertExisting(
  document: WorkflowDocument,
  kinds: Kinds,
  id: string,
  edge: EdgeDocument,
): Edit | null {
  const node = document.nodes.find((other) => other.id === id);
  const kind = kinds.get(node?.kind ?? "");
  const wired = document.edges.some(({ from, to }) => [from, to].some((end) => end.startsWith(`${id}.`)));
  const ports = kind && !wired ? portsInside(document, kinds, kind, edge) : null;
  if (!node || !ports) return null;
  return {
    label: editWords.insert(node.title),
    commands: [
      { do: "disconnect", edge: { from: edge.from, to: edge.to } },
      { do: "connect", edge: { from: edge.from, to: `${id}.${ports.input}` } },
      { do: "connect", edge: { from: `${id}.${ports.output}`, to: edge.to } },
    ],
  };
}

function portsInside(
  document: WorkflowDocument,
  kinds: Kinds,
  kind: KindDescription,
  edge: EdgeDocument,
): { input: string; output: string } | null {
  const end = (port: string, side: PortEnd["side"]): PortEnd => ({
    node: port.slice(0, port.indexOf(".")),
    port: port.slice(port.indexOf(".") + 1),
    side,
  });
  const input = fittingPort(kind, "input", flowOf(document, kinds, end(edge.from, "output")));
  const output = fittingPort(kind, "output", flowOf(document, kinds, end(edge.to, "input")));
  return input !== null && output !== null ? { input, output } : null;
}

function wireTo(
  document: WorkflowDocument,
  kinds: Kinds,
  kind: KindDescription,
  node: string,
  from: PortEnd,
): readonly Command[] {
  const side = from.side === "output" ? "input" : "output";
  const port = fittingPort(kind, side, flowOf(document, kinds, from));
  const edge = port === null ? null : wireBetween(from, { node, port, side });
  return edge ? wireCommands(document, kinds, edge) : [];
}
