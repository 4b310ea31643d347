// Wires where cards lie over them: drawn through these cards, faintly, so that one sees where they go on.

import { useStore, ViewportPortal } from "@xyflow/react";
import { useDeferredValue, useMemo } from "react";
import { useCanvas } from "../adapter/context.ts";
import { curveOf } from "../adapter/curves.ts";
import type { FlowNode, WireEdge } from "../adapter/elements.ts";
import { pathOf } from "../adapter/geometry.ts";
import { CARD_WIDTH } from "../adapter/ports.ts";
import { isFar } from "../node/card.tsx";
import { cardsBefore, type Card } from "./behind-cards.ts";

export function HiddenWires() {
  const far = useStore(isFar);
  // Every wire is held against every card: while something is dragged, or typed, that can wait.
  const nodes = useDeferredValue(useCanvas((state) => state.nodes));
  const edges = useDeferredValue(useCanvas((state) => state.edges));
  const isDragged = useCanvas((state) => state.nodes.some(({ dragging }) => dragging));
  const isLeftOut = far || isDragged;
  const hidden = useMemo(() => (isLeftOut ? [] : hiddenWires(nodes, edges)), [isLeftOut, nodes, edges]);
  if (hidden.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="mr-hidden-wires" aria-hidden>
        {hidden.map(({ edge, path, cards }, at) => (
          <g key={edge.id} className={`mr-flow-${edge.data?.color ?? "any"}`}>
            <clipPath id={`mr-before-${at}`}>
              {cards.map(({ id, x, y, width, height }) => (
                <rect key={id} x={x} y={y} width={width} height={height} rx={8} />
              ))}
            </clipPath>
            <path d={path} clipPath={`url(#mr-before-${at})`} />
          </g>
        ))}
      </svg>
    </ViewportPortal>
  );
}

interface Hidden {
  readonly edge: WireEdge;
  readonly path: string;
  readonly cards: readonly Card[];
}

function hiddenWires(nodes: readonly FlowNode[], edges: readonly WireEdge[]): readonly Hidden[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const cards = nodes.flatMap((node): Card[] => {
    if (node.type !== "card") return [];
    const { id, position, measured, initialHeight = 0 } = node;
    return [
      {
        id,
        ...position,
        width: measured?.width ?? CARD_WIDTH,
        height: measured?.height ?? initialHeight,
      },
    ];
  });
  return edges.flatMap((edge): Hidden[] => {
    const curve = curveOf(byId, edge);
    const before = curve ? cardsBefore(curve, edge, cards) : [];
    return curve && before.length > 0 ? [{ edge, path: pathOf(curve), cards: before }] : [];
  });
}
