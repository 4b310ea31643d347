// The line between two panels: drag it, or move it with the arrow keys.

import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { Panels } from "../stores/ui.ts";
import { panelText } from "../strings/panels.ts";
import { useUi, useWorkspace } from "../workspace.tsx";
import "./splitter.css";

const text = panelText.sizes;

type Size = keyof typeof text;

/** Pixels, or a share of the height. */
const LIMITS: Readonly<Record<Size, readonly [number, number]>> = {
  paletteWidth: [180, 420],
  inspectorWidth: [260, 640],
  dockShare: [0.12, 0.75],
};
const KEY_STEP = 16;

export function Splitter({ panel }: { readonly panel: Size }) {
  const { ui } = useWorkspace();
  const value = useUi((state) => state.panels[panel]);
  const drag = useRef<{ at: number; value: number } | null>(null);
  const [least, most] = LIMITS[panel];
  const vertical = panel !== "dockShare";
  const set = (next: number) => {
    const panels: Panels = { ...ui.getState().panels, [panel]: Math.min(most, Math.max(least, next)) };
    ui.setState({ panels });
  };
  /** Pixels to the value's unit; panels on the right and below grow the other way. */
  const scaled = (pixels: number) => {
    if (panel === "paletteWidth") return pixels;
    return panel === "inspectorWidth" ? -pixels : -pixels / window.innerHeight;
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { at: vertical ? event.clientX : event.clientY, value };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current)
      set(drag.current.value + scaled((vertical ? event.clientX : event.clientY) - drag.current.at));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(value + scaled(step * KEY_STEP));
  };
  const share = vertical ? value : value * 100;
  return (
    <div
      className={vertical ? "mr-splitter mr-splitter-vertical" : "mr-splitter mr-splitter-horizontal"}
      role="separator"
      tabIndex={0}
      aria-label={text[panel]}
      aria-orientation={vertical ? "vertical" : "horizontal"}
      aria-valuenow={Math.round(share)}
      aria-valuemin={vertical ? least : least * 100}
      aria-valuemax={vertical ? most : most * 100}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (drag.current = null)}
      onPointerCancel={() => (drag.current = null)}
      onKeyDown={onKeyDown}
    />
  );
}
