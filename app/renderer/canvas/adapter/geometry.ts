// What shape has a wire, and what does a point or a stroke on the canvas touch?

import type { Position } from "../../../../engine/document/types.ts";

export interface Curve {
  readonly from: Position;
  readonly to: Position;
  /** Points on the way, in order. */
  readonly via?: readonly Position[];
}

/** A cubic Bézier curve: where it begins, the two points that pull it, where it ends. */
type Piece = readonly [Position, Position, Position, Position];

/** How far the ends of a wire run straight on, at least. */
const REACH = 24;
/** A wire that leads back goes around in a loop of this size at the most. */
const LOOP = 140;
const SAMPLES = 24;
/** How much of the way to its neighbours a point on the way pulls the curve: a third is a circle's, less is calmer. */
const EASE = 0.25;

/** A wire without points on its way is one piece; each point makes one more. */
export function piecesOf({ from, to, via = [] }: Curve): readonly Piece[] {
  const points = [from, ...via, to];
  const last = points.length - 1;
  return points.slice(1).map((end, at): Piece => {
    const start = points[at];
    const reach = reachOf(start, end, via.length > 0);
    const out = at === 0 ? { x: reach, y: 0 } : slope(points[at - 1], start, end);
    const into = at + 1 === last ? { x: reach, y: 0 } : slope(start, end, points[at + 2]);
    return [start, { x: start.x + out.x, y: start.y + out.y }, { x: end.x - into.x, y: end.y - into.y }, end];
  });
}

/** How far the end of a wire runs straight on. */
function reachOf(start: Position, end: Position, isBent: boolean): number {
  const across = end.x - start.x;
  // Somebody has laid it: it needs no loop of its own to come back.
  if (isBent) return Math.min(LOOP, Math.max(REACH, Math.abs(across) / 2));
  return across >= 0 ? Math.max(REACH, across / 2) : Math.min(LOOP, REACH - across * 0.6);
}

/** At a point on the way the wire runs as from the one before it to the one behind it, no further than the nearer of them. */
function slope(before: Position, at: Position, behind: Position): Position {
  const across = behind.x - before.x;
  const down = behind.y - before.y;
  const length = Math.hypot(across, down) || 1;
  const near = Math.min(distance(before, at), distance(at, behind));
  const pull = Math.min(EASE, (near * EASE * 2) / length);
  return { x: across * pull, y: down * pull };
}

/** As the `d` of an SVG path. */
export function pathOf(curve: Curve): string {
  const { from } = curve;
  const parts = piecesOf(curve).map(([, a, b, to]) => `C ${a.x},${a.y} ${b.x},${b.y} ${to.x},${to.y}`);
  return `M ${from.x},${from.y} ${parts.join(" ")}`;
}

/** The middle of the wire; of one with points on its way the middle of its longest piece, so that it lies on none of them. */
export function middleOf(curve: Curve): Position {
  const pieces = piecesOf(curve);
  const length = ([start, , , end]: Piece) => distance(start, end);
  return pointOn(
    pieces.reduce((best, piece) => (length(piece) > length(best) ? piece : best)),
    0.5,
  );
}

/** Between which points of its way is the wire nearest to a point? Counted from its beginning. */
export function pieceAt(curve: Curve, point: Position): number {
  const far = piecesOf(curve).map((piece) => distanceToPiece(piece, point));
  return far.indexOf(Math.min(...far));
}

/** Distance of a point from the wire; Infinity where it is not even near. */
export function distanceTo(curve: Curve, point: Position, limit: number): number {
  if (!isNear(curve, point, point, limit)) return Infinity;
  const least = Math.min(...piecesOf(curve).map((piece) => distanceToPiece(piece, point)));
  return least <= limit ? least : Infinity;
}

/** Whether a straight stroke crosses the wire. */
export function crosses(curve: Curve, start: Position, end: Position): boolean {
  if (!isNear(curve, start, end, 0)) return false;
  return piecesOf(curve)
    .flatMap(lines)
    .some(([a, b]) => side(start, end, a) !== side(start, end, b) && side(a, b, start) !== side(a, b, end));
}

function isNear({ from, to, via = [] }: Curve, start: Position, end: Position, limit: number): boolean {
  const room = limit + LOOP;
  const xs = [from.x, to.x, ...via.map(({ x }) => x)];
  const ys = [from.y, to.y, ...via.map(({ y }) => y)];
  return (
    Math.max(start.x, end.x) >= Math.min(...xs) - room &&
    Math.min(start.x, end.x) <= Math.max(...xs) + room &&
    Math.max(start.y, end.y) >= Math.min(...ys) - room &&
    Math.min(start.y, end.y) <= Math.max(...ys) + room
  );
}

function pointOn([from, a, b, to]: Piece, share: number): Position {
  const rest = 1 - share;
  const mix = (p: number, q: number, r: number, s: number) =>
    rest ** 3 * p + 3 * rest ** 2 * share * q + 3 * rest * share ** 2 * r + share ** 3 * s;
  return { x: mix(from.x, a.x, b.x, to.x), y: mix(from.y, a.y, b.y, to.y) };
}

/** Points on its way, near enough to each other for straight lines between them. */
export function alongCurve(curve: Curve): readonly Position[] {
  return [curve.from, ...piecesOf(curve).flatMap((piece) => lines(piece).map(([, end]) => end))];
}

/** A piece as short straight lines. */
function lines(piece: Piece): (readonly [Position, Position])[] {
  const points = Array.from({ length: SAMPLES + 1 }, (_, i) => pointOn(piece, i / SAMPLES));
  return points.slice(1).map((point, i) => [points[i], point] as const);
}

function side(a: Position, b: Position, point: Position): boolean {
  return (b.x - a.x) * (point.y - a.y) > (b.y - a.y) * (point.x - a.x);
}

function distance(a: Position, b: Position): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function distanceToPiece(piece: Piece, point: Position): number {
  return Math.min(...lines(piece).map(([a, b]) => distanceToLine(point, a, b)));
}

function distanceToLine(point: Position, a: Position, b: Position): number {
  const across = b.x - a.x;
  const down = b.y - a.y;
  const length = across ** 2 + down ** 2;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - a.x) * across + (point.y - a.y) * down) / length));
  return Math.hypot(point.x - a.x - share * across, point.y - a.y - share * down);
}
