// Wires where cards lie over them: drawn through these cards, faintly, so that one sees where they go on.

import { useStore, ViewportPortal } from "@xyflow/react";
import { useDeferredValue, useMemo } from "react";
import { useCanvas } from "../adapter/context.ts";
import { isFar } from "../node/card.tsx";
import { hiddenWires } from "./hidden.ts";

export function HiddenWires() {
  const far = useStore(isFar);
  // While something is dragged, or typed, this can wait.
  const nodes = useDeferredValue(useCanvas((state) => state.nodes));
  const edges = useDeferredValue(useCanvas((state) => state.edges));
  const isDragged = useCanvas((state) => state.nodes.some(({ dragging }) => dragging));
  const isLeftOut = far || isDragged;
  const find = useMemo(hiddenWires, []);
  const hidden = useMemo(() => (isLeftOut ? [] : find(nodes, edges)), [isLeftOut, find, nodes, edges]);
  if (hidden.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="mr-hidden-wires" aria-hidden>
        {hidden.map(({ id, color, path, cards }, at) => (
          <g key={id} className={`mr-flow-${color}`}>
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
