// The overview in the corner: the smaller the canvas, the smaller it is.

import { MiniMap, useStore, type ReactFlowState } from "@xyflow/react";
import { canvasWords as words } from "../strings/canvas.ts";
import { useUi } from "../workspace.tsx";
import { useCanvas } from "./adapter/context.ts";
import type { FlowNode } from "./adapter/elements.ts";
import { isFar } from "./node/card.tsx";

/** From afar a large graph is its own overview, and a second one would have to follow each step of a pan. */
const LARGE = 150;

const SIZES = {
  large: { width: 168, height: 112 },
  small: { width: 120, height: 80 },
  least: { width: 84, height: 56 },
} as const;

type Room = keyof typeof SIZES;

function roomOf({ width, height }: ReactFlowState): Room {
  if (width < 480 || height < 280) return "least";
  return width < 800 || height < 600 ? "small" : "large";
}

export function Overview() {
  const shown = useUi((state) => state.panels.minimap);
  const count = useCanvas(({ nodes }) => nodes.length);
  const far = useStore(isFar);
  const room = useStore(roomOf);
  if (!shown || count === 0 || (count > LARGE && far)) return null;
  return (
    <MiniMap
      position="bottom-right"
      className="mr-minimap"
      // The old one keeps the size that it was made with.
      key={room}
      style={SIZES[room]}
      pannable
      zoomable
      nodeColor={hue}
      nodeStrokeWidth={0}
      nodeBorderRadius={12}
      ariaLabel={words.minimap}
    />
  );
}

function hue(node: FlowNode): string {
  if (node.type !== "card") return "var(--mr-border)";
  const { kind } = node.data;
  return kind ? `var(--mr-${kind.category})` : "var(--mr-text-faint)";
}
