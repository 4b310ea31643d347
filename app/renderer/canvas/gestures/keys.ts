// Keys of the canvas that are no named actions: arrows move what is selected, with Alt they walk the graph, with Shift taking more nodes along; Space, tapped,
// searches for a node.

import type { KeyboardEvent } from "react";
import { GRID } from "../../edits/edit.ts";
import { moveBy } from "../../edits/move.ts";
import type { Workspace } from "../../workspace.tsx";
import { nextNode, type Direction } from "./walk.ts";

const ARROWS: Readonly<Record<string, readonly [Direction, number, number]>> = {
  ArrowLeft: ["left", -1, 0],
  ArrowRight: ["right", 1, 0],
  ArrowUp: ["up", 0, -1],
  ArrowDown: ["down", 0, 1],
};
const FASTER = 5;
/** Held longer, or with the pointer at work, Space pans. */
const TAP_MS = 250;

export function canvasKeys(workspace: Workspace, panBy: (x: number, y: number) => void) {
  const { document, ui, canvas } = workspace;
  let spaceAt: number | null = null;

  const move = (x: number, y: number, fast: boolean) => {
    const { selected, selectedItems, snap } = ui.getState();
    const step = (snap ? GRID : 1) * (fast ? FASTER : 1);
    if (selected.length + selectedItems.length === 0) return panBy(-x * step * FASTER, -y * step * FASTER);
    const chosen = { nodes: selected, items: selectedItems };
    const edit = moveBy(document.getState().document, chosen, { x: x * step, y: y * step });
    // Each press is a step on the screen; all of them in a row are one in the history.
    document.edit(edit.label, edit.commands, `arrows ${[...selected, ...selectedItems].join(" ")}`);
  };
  const walk = (direction: Direction, keep: boolean) => {
    const from = ui.getState().selected.at(-1) ?? null;
    const next = nextNode(document.getState().document, from, direction);
    if (next === null) return;
    const before = keep ? ui.getState().selected.filter((id) => id !== next) : [];
    ui.setState({ selected: [...before, next], selectedEdges: [], selectedItems: [], port: null });
    canvas.current?.reveal(next);
  };

  return {
    onKeyDown(event: KeyboardEvent) {
      if (isElsewhere(event)) return;
      const arrow = ARROWS[event.key];
      if (arrow && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        const [direction, x, y] = arrow;
        if (event.altKey) walk(direction, event.shiftKey);
        else move(x, y, event.shiftKey);
      } else if (event.key === " ") {
        event.preventDefault();
        if (!event.repeat) spaceAt = event.timeStamp;
      } else if (event.key === "Escape") {
        ui.setState({ selected: [], selectedEdges: [], selectedItems: [] });
      }
    },
    onKeyUp(event: KeyboardEvent) {
      const tapped = event.key === " " && spaceAt !== null && event.timeStamp - spaceAt < TAP_MS;
      spaceAt = null;
      if (!tapped || isElsewhere(event)) return;
      const at = canvas.current?.pointer() ?? { x: 0, y: 0 };
      ui.setState({ overlay: "add-node", adding: { at } });
    },
    /** Whoever presses the pointer while Space is down pans. */
    forgetTap() {
      spaceAt = null;
    },
  };
}

/** Fields, buttons and menus on the canvas have these keys for themselves. */
function isElsewhere({ target, defaultPrevented }: KeyboardEvent): boolean {
  const taken = "input, textarea, select, button, a, [contenteditable=true], [role=menu], [role=dialog]";
  return defaultPrevented || (target instanceof Element && target.closest(taken) !== null);
}
