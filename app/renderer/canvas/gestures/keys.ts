// Keys of the canvas that are no named actions: Space, tapped, searches for a node; Escape selects nothing.

import type { KeyboardEvent } from "react";
import type { Workspace } from "../../workspace.tsx";

/** Held longer, or with the pointer at work, Space pans. */
const TAP_MS = 250;

export function canvasKeys(workspace: Workspace) {
  const { ui, canvas } = workspace;
  let spaceAt: number | null = null;
  return {
    onKeyDown(event: KeyboardEvent) {
      if (isElsewhere(event)) return;
      if (event.key === " ") {
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
