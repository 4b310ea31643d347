// Adds a node by name instead of by place: where the pointer is, or in the middle, beside whatever stands there.

import type { EdgeDocument, Position, WorkflowDocument } from "../../../engine/document/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { addNode, insertNode } from "../edits/add.ts";
import { perform, USUAL_SIZE } from "../edits/edit.ts";
import { placesOf } from "../edits/places.ts";
import type { PortEnd } from "../edits/ports.ts";
import type { Workspace } from "../workspace.tsx";

const STEP = 32;

export function addKind(
  workspace: Workspace,
  kind: KindDescription,
  { at, from, into }: { readonly at?: Position; readonly from?: PortEnd; readonly into?: EdgeDocument } = {},
): void {
  const { document } = workspace.document.getState();
  const pointer = workspace.canvas.current?.pointer() ?? { x: 0, y: 0 };
  const middle = { x: pointer.x - USUAL_SIZE.width / 2, y: pointer.y - USUAL_SIZE.height / 2 };
  const place = at ?? freePlace(document, middle);
  const { kinds } = workspace;
  const inside = into ? insertNode(document, kind, into, { at: place, kinds }) : null;
  perform(workspace, inside ?? addNode(document, kind, { at: place, from, kinds }));
}

/** Down to the right until no other card has its corner there. */
export function freePlace(document: WorkflowDocument, at: Position): Position {
  const taken = Object.values(placesOf(document));
  const isTaken = ({ x, y }: Position) =>
    taken.some((other) => Math.abs(other.x - x) < STEP && Math.abs(other.y - y) < STEP);
  let place = at;
  while (isTaken(place)) place = { x: place.x + STEP, y: place.y + STEP };
  return place;
}
