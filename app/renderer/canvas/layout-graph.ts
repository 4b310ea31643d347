// The workflow as a graph for elkjs, and its answer as one edit. Frames go around what they held before.

import type { ElkNode } from "elkjs/lib/elk-api";
import type { Command } from "../../../engine/document/command.ts";
import {
  parsePort,
  type FrameArea,
  type Position,
  type WorkflowDocument,
} from "../../../engine/document/types.ts";
import { straight } from "../edits/bend.ts";
import { drawable } from "../edits/drawable.ts";
import { onGrid, USUAL_SIZE, type Edit, type Sizes } from "../edits/edit.ts";
import { isInside } from "../edits/frame.ts";
import { keepPlaces, placesOf } from "../edits/places.ts";
import { editWords } from "../strings/edits.ts";
import type { Ports } from "./adapter/ports.ts";

export interface Laid {
  readonly sizes: Sizes;
  /** Ports by node id, so that wires cross as little as they can. */
  readonly ports: ReadonlyMap<string, Ports>;
  /** Only these; all where it is empty. */
  readonly only: readonly string[];
}

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.layered.spacing.nodeNodeBetweenLayers": "72",
  "elk.spacing.nodeNode": "40",
  "elk.spacing.componentComponent": "72",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
};
const FRAME_PADDING = 24;
const FRAME_HEAD = 40;

export function layoutGraph(document: WorkflowDocument, { sizes, ports, only }: Laid): ElkNode {
  const chosen = new Set(only.length > 0 ? only : document.nodes.map(({ id }) => id));
  const children = document.nodes
    .filter(({ id }) => chosen.has(id))
    .map(({ id }) => {
      const size = sizes[id] ?? USUAL_SIZE;
      const { inputs = [], outputs = [] } = ports.get(id) ?? {};
      return {
        id,
        width: size.width,
        height: size.height,
        layoutOptions: { "elk.portConstraints": "FIXED_POS" },
        ports: [
          ...inputs.map(({ id: port, y }) => ({ ...portOf(`${id}.${port} in`, "WEST"), x: 0, y })),
          ...outputs.map(({ id: port, y }) => ({ ...portOf(`${id}.${port} out`, "EAST"), x: size.width, y })),
        ],
      };
    });
  const known = new Set(children.flatMap((child) => child.ports.map(({ id }) => id)));
  const edges = document.edges
    .map(({ from, to }, index) => ({ id: `e${index}`, sources: [`${from} out`], targets: [`${to} in`] }))
    .filter(({ sources, targets }) => known.has(sources[0]) && known.has(targets[0]));
  return { id: "workflow", layoutOptions: OPTIONS, children, edges };
}

function portOf(id: string, side: "WEST" | "EAST") {
  return { id, width: 0, height: 0, layoutOptions: { "elk.port.side": side } };
}

export function tidied(document: WorkflowDocument, answer: ElkNode, { sizes, only }: Laid): Edit {
  const before = placesOf(document);
  const laid = (answer.children ?? []).filter(({ id }) => Object.hasOwn(before, id));
  // It stays where it was: its upper left corner does not move.
  const corner = (places: readonly Position[]): Position => ({
    x: Math.min(...places.map(({ x }) => x)),
    y: Math.min(...places.map(({ y }) => y)),
  });
  const from = corner(laid.map(({ x = 0, y = 0 }) => ({ x, y })));
  const to = only.length > 0 ? corner(laid.map(({ id }) => before[id])) : { x: 0, y: 0 };
  const places = Object.fromEntries(
    laid.map(({ id, x = 0, y = 0 }) => [id, { x: onGrid(x - from.x + to.x), y: onGrid(y - from.y + to.y) }]),
  );
  const commands: Command[] = [
    ...(only.length > 0 ? keepPlaces(document) : []),
    ...(laid.length > 0 ? [{ do: "move-nodes", to: places } as const] : []),
  ];
  const frames = (document.view.frames ?? []).map(drawable).flatMap((frame) => {
    const members = document.nodes.filter(({ id }) => isInside(before[id], frame)).map(({ id }) => id);
    if (members.length === 0) return [];
    const after = members.map((id) => ({ ...USUAL_SIZE, ...sizes[id], ...(places[id] ?? before[id]) }));
    return [[frame.id, around(frame, after)] as const];
  });
  // Points were put where the nodes stood before.
  const wires = (document.view.wires ?? [])
    .filter(({ from, to }) => [from, to].every((end) => Object.hasOwn(places, parsePort(end).node)))
    .map(straight);
  if (frames.length + wires.length > 0)
    commands.push({ do: "set-view", frames: Object.fromEntries(frames), wires });
  return { label: editWords.tidy, commands };
}

function around(
  frame: FrameArea,
  boxes: readonly (Position & { width: number; height: number })[],
): FrameArea {
  const x = Math.min(...boxes.map((box) => box.x)) - FRAME_PADDING;
  const y = Math.min(...boxes.map((box) => box.y)) - FRAME_HEAD;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + FRAME_PADDING;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + FRAME_PADDING;
  return { ...frame, x, y, width: right - x, height: bottom - y };
}
