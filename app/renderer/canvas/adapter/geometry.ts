// What shape has a wire, and what does a point or a stroke on the canvas touch?

import type { Position } from "../../../../engine/document/types.ts";

export interface Curve {
  readonly from: Position;
  readonly to: Position;
}

/** How far the ends of a wire run straight on, at least. */
const REACH = 24;
/** A wire that leads back goes around in a loop of this size at the most. */
const LOOP = 140;
const SAMPLES = 24;

/** The two points that pull the curve. */
function pulls({ from, to }: Curve): readonly [Position, Position] {
  const across = to.x - from.x;
  const reach = across >= 0 ? Math.max(REACH, across / 2) : Math.min(LOOP, REACH - across * 0.6);
  return [
    { x: from.x + reach, y: from.y },
    { x: to.x - reach, y: to.y },
  ];
}

/** As the `d` of an SVG path. */
export function pathOf(curve: Curve): string {
  const [a, b] = pulls(curve);
  const { from, to } = curve;
  return `M ${from.x},${from.y} C ${a.x},${a.y} ${b.x},${b.y} ${to.x},${to.y}`;
}

export function pointAt(curve: Curve, share: number): Position {
  const [a, b] = pulls(curve);
  const rest = 1 - share;
  const mix = (from: number, first: number, second: number, to: number) =>
    rest ** 3 * from + 3 * rest ** 2 * share * first + 3 * rest * share ** 2 * second + share ** 3 * to;
  return {
    x: mix(curve.from.x, a.x, b.x, curve.to.x),
    y: mix(curve.from.y, a.y, b.y, curve.to.y),
  };
}

/** Distance of a point from the wire; Infinity where it is not even near. */
export function distanceTo(curve: Curve, point: Position, limit: number): number {
  if (!isNear(curve, point, point, limit)) return Infinity;
  let least = Infinity;
  for (const [a, b] of pieces(curve)) least = Math.min(least, distanceToPiece(point, a, b));
  return least <= limit ? least : Infinity;
}

/** Whether a straight stroke crosses the wire. */
export function crosses(curve: Curve, start: Position, end: Position): boolean {
  if (!isNear(curve, start, end, 0)) return false;
  return pieces(curve).some(
    ([a, b]) => side(start, end, a) !== side(start, end, b) && side(a, b, start) !== side(a, b, end),
  );
}

function isNear({ from, to }: Curve, start: Position, end: Position, limit: number): boolean {
  const room = limit + LOOP;
  return (
    Math.max(start.x, end.x) >= Math.min(from.x, to.x) - room &&
    Math.min(start.x, end.x) <= Math.max(from.x, to.x) + room &&
    Math.max(start.y, end.y) >= Math.min(from.y, to.y) - room &&
    Math.min(start.y, end.y) <= Math.max(from.y, to.y) + room
  );
}

function pieces(curve: Curve): (readonly [Position, Position])[] {
  const points = Array.from({ length: SAMPLES + 1 }, (_, i) => pointAt(curve, i / SAMPLES));
  return points.slice(1).map((point, i) => [points[i], point] as const);
}

function side(a: Position, b: Position, point: Position): boolean {
  return (b.x - a.x) * (point.y - a.y) > (b.y - a.y) * (point.x - a.x);
}

function distanceToPiece(point: Position, a: Position, b: Position): number {
  const across = b.x - a.x;
  const down = b.y - a.y;
  const length = across ** 2 + down ** 2;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - a.x) * across + (point.y - a.y) * down) / length));
  return Math.hypot(point.x - a.x - share * across, point.y - a.y - share * down);
}
