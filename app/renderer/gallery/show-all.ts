// Brings what a new workflow begins with into view: it comes after the empty canvas was drawn.

import type { Workspace } from "../workspace.tsx";

export function showAll({ canvas }: Workspace): void {
  // The cards are drawn in the next frame, and measured in the one behind it.
  requestAnimationFrame(() => requestAnimationFrame(() => canvas.current?.fit()));
}
