// The document's wires as React Flow's edges. What did not change stays the same object: React Flow draws the rest only.

import { parsePort } from "../../../../engine/document/types.ts";
import type { EdgeDocument, PortRef, Position, WorkflowDocument } from "../../../../engine/document/types.ts";
import { bendsOf } from "../../edits/bend.ts";
import { edgeKey } from "../../stores/ui.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { nodeTitle } from "../../ui/node-title.ts";
import { countedBy } from "../wires/rows-passed.ts";
import type { CardData, CardNode, Chosen, FlowNode, WireEdge } from "./elements.ts";

/** For `aria-activedescendant` of the canvas. */
export const wireDomId = (key: string) => `mr-wire-${key}`;

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
  const ariaLabel = words.wireFrom(nodeTitle(source.node, source.kind), nodeTitle(target.node, target.kind));
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
