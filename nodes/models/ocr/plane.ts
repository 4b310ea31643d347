// Points and quadrangles in the plane of a picture: x to the right, y downwards.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Clockwise from the corner that is top left when the text is upright. */
export type Quad = readonly [Point, Point, Point, Point];

export const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y);

/** How long the text in it is: along the two edges that run with it. */
export const lengthOf = (quad: Quad) => (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2;

/** How tall the text in it is. */
export const heightOf = (quad: Quad) => (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2;

/** The same place for text that is turned by so many quarters clockwise. */
export function turnQuad(quad: Quad, quarters: number): Quad {
  const at = (i: number) => quad[(i + quarters) & 3];
  return [at(0), at(1), at(2), at(3)];
}

export function mapQuad(quad: Quad, map: (point: Point) => Point): Quad {
  return [map(quad[0]), map(quad[1]), map(quad[2]), map(quad[3])];
}
