// How a wire runs: points on its way, put there, moved and taken away.

import type { EdgeDocument, Position, WireView, WorkflowDocument } from "../../../engine/document/types.ts";
import { editWords } from "../strings/edits.ts";
import { edgeKey } from "../stores/ui.ts";
import { isDrawable } from "./drawable.ts";
import { onGrid, type Edit } from "./edit.ts";

const STRAIGHT: readonly Position[] = [];

/** Points on the way of each wire that has any, by `from>to`. */
export function bendsOf({
  view: { wires = [] },
}: WorkflowDocument): ReadonlyMap<string, readonly Position[]> {
  const drawn = wires.map((wire) => [edgeKey(wire), drawnPoints(wire.points)] as const);
  return new Map(drawn.filter(([, points]) => points.length > 0));
}

/** The same list where all of it can be drawn: what is drawn tells by that whether something has changed. */
function drawnPoints(points: readonly Position[]): readonly Position[] {
  return points.every(isDrawable) ? points : points.filter(isDrawable);
}

export function pointsOf(document: WorkflowDocument, edge: EdgeDocument): readonly Position[] {
  return bendsOf(document).get(edgeKey(edge)) ?? STRAIGHT;
}

/** A new point, behind as many others as `place` says. */
export function bend(document: WorkflowDocument, edge: EdgeDocument, at: Position, place: number): Edit {
  const point = { x: onGrid(at.x), y: onGrid(at.y) };
  return setPoints(edge, pointsOf(document, edge).toSpliced(place, 0, point), editWords.bend);
}

export function straighten(document: WorkflowDocument, edges: readonly EdgeDocument[]): Edit {
  const wires = (document.view.wires ?? []).filter((wire) =>
    edges.some((edge) => edgeKey(edge) === edgeKey(wire)),
  );
  return {
    label: editWords.straighten(wires.length),
    commands: wires.length > 0 ? [{ do: "set-view", wires: wires.map(straight) }] : [],
  };
}

/** `points` in place of what was there. */
export function setPoints(
  edge: EdgeDocument,
  points: readonly Position[],
  label: string = editWords.bend,
): Edit {
  return { label, commands: [{ do: "set-view", wires: [{ from: edge.from, to: edge.to, points }] }] };
}

export function movedPoints(points: readonly Position[], by: Position): readonly Position[] {
  return points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y }));
}

export function straight({ from, to }: EdgeDocument): WireView {
  return { from, to, points: STRAIGHT };
}
