// Actions of the arrow keys: they move what is selected, or the canvas when nothing is, and with Alt go from node to node.

import { movedPoints, pointsOf, setPoints } from "../edits/bend.ts";
import { GRID, type Edit } from "../edits/edit.ts";
import { moveBy } from "../edits/move.ts";
import { edgeKey } from "../stores/ui.ts";
import { actionText as text } from "../strings/actions.ts";
import type { Workspace } from "../workspace.tsx";
import type { Action } from "./action.ts";
import { selectionOf } from "./can.ts";
import { nextNode, type Direction } from "./walk.ts";

const STEPS: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};
const KEYS: Readonly<Record<Direction, string>> = {
  left: "ArrowLeft",
  right: "ArrowRight",
  up: "ArrowUp",
  down: "ArrowDown",
};
const DIRECTIONS = Object.keys(STEPS) as readonly Direction[];
/** How many steps of the grid Shift makes of one; the canvas moves by as many as well. */
const FASTER = 5;

function move(workspace: Workspace, direction: Direction, steps: number): void {
  const { document, ui, canvas } = workspace;
  const [x, y] = STEPS[direction];
  const length = (ui.getState().snap ? GRID : 1) * steps;
  const by = { x: x * length, y: y * length };
  const edit = moving(workspace, by);
  if (!edit) return canvas.current?.panBy({ x: -by.x * FASTER, y: -by.y * FASTER });
  const { selected, selectedEdges, selectedItems } = ui.getState();
  // Each press is a step on the screen; all of them in a row are one in the history.
  document.edit(
    edit.label,
    edit.commands,
    `arrows ${[...selected, ...selectedItems, ...selectedEdges].join(" ")}`,
  );
}

/** null when nothing is selected that stands anywhere. */
function moving(workspace: Workspace, by: { readonly x: number; readonly y: number }): Edit | null {
  const { document } = workspace.document.getState();
  const chosen = selectionOf(workspace);
  if (chosen.nodes.length + chosen.items.length > 0) return moveBy(document, chosen, by);
  const { selectedEdges } = workspace.ui.getState();
  const edge = document.edges.find((wire) => selectedEdges.at(-1) === edgeKey(wire));
  const points = edge ? pointsOf(document, edge) : [];
  return edge && points.length > 0 ? setPoints(edge, movedPoints(points, by)) : null;
}

function walk({ document, ui, canvas }: Workspace, direction: Direction, keep: boolean): void {
  const { selected } = ui.getState();
  const next = nextNode(document.getState().document, selected.at(-1) ?? null, direction);
  if (next === null) return;
  const before = keep ? selected.filter((id) => id !== next) : [];
  ui.setState({ selected: [...before, next], selectedEdges: [], selectedItems: [], port: null });
  canvas.current?.reveal(next);
}

function action(id: string, title: string, key: string, run: Action["run"], divided = false): Action {
  return { id, group: "Go", title, keys: [key], canvasOnly: true, divided, run };
}

export const GO_ACTIONS: readonly Action[] = [
  ...DIRECTIONS.map((to) =>
    action(`go.${to}`, text.go[to], `Alt+${KEYS[to]}`, (workspace) => walk(workspace, to, false)),
  ),
  ...DIRECTIONS.map((to, index) =>
    action(
      `go.${to}Adding`,
      text.goAdding[to],
      `Alt+Shift+${KEYS[to]}`,
      (workspace) => walk(workspace, to, true),
      index === 0,
    ),
  ),
  ...DIRECTIONS.map((to, index) =>
    action(`move.${to}`, text.move[to], KEYS[to], (workspace) => move(workspace, to, 1), index === 0),
  ),
  ...DIRECTIONS.map((to) =>
    action(`move.${to}Far`, text.moveFar[to], `Shift+${KEYS[to]}`, (workspace) =>
      move(workspace, to, FASTER),
    ),
  ),
];
