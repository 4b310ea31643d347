// Which pixels of ink hang together, what box is around each, and in which order are they read?

export interface Shape {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of ink. */
  readonly pixels: number;
}

/** Parts that touch, also at corners. `ink` is 1 or 0 for each pixel, and is used up. */
export function connectedShapes(ink: Uint8Array, width: number, height: number): Shape[] {
  const shapes: Shape[] = [];
  const waiting: number[] = [];
  for (let start = 0; start < ink.length; start++) {
    if (ink[start] === 0) continue;
    let [left, right, top, bottom, pixels] = [width, 0, height, 0, 0];
    ink[start] = 0;
    waiting.push(start);
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      pixels++;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const next = v * width + u;
          if (ink[next] === 0) continue;
          ink[next] = 0;
          waiting.push(next);
        }
    }
    shapes.push({ x: left, y: top, width: right - left + 1, height: bottom - top + 1, pixels });
  }
  return shapes;
}

/** Parts a little above each other become one: the dot of an i, the bar of a 5. Lines of writing are further apart. */
export function joinStacked(shapes: readonly Shape[]): Shape[] {
  const joined: Shape[] = [];
  for (const shape of [...shapes].sort((a, b) => b.pixels - a.pixels)) {
    const place = joined.findIndex((other) => isStacked(shape, other));
    if (place < 0) joined.push(shape);
    else joined[place] = around(joined[place], shape);
  }
  return joined;
}

/** Side by side, two digits overlap by a pixel or two when they lean: that share of the narrower one is more. */
const STACKED_SHARE = 0.6;
/** A part is no further away than that share of the higher one's height. */
const MOST_GAP = 0.35;

function isStacked(a: Shape, b: Shape): boolean {
  const beside = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const gap = Math.max(a.y, b.y) - Math.min(a.y + a.height, b.y + b.height);
  return (
    beside >= STACKED_SHARE * Math.min(a.width, b.width) && gap <= MOST_GAP * Math.max(a.height, b.height)
  );
}

/** Line by line from the top, each from left to right. Of a line is what stands beside something of it. */
export function inReadingOrder(shapes: readonly Shape[]): Shape[] {
  const lines: Shape[][] = [];
  for (const shape of [...shapes].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const line = lines.find((others) => others.some((other) => isBeside(shape, other)));
    if (line) line.push(shape);
    else lines.push([shape]);
  }
  return lines.flatMap((line) => line.sort((a, b) => a.x - b.x));
}

/** They share half of the lower one's height. */
function isBeside(a: Shape, b: Shape): boolean {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return shared >= Math.min(a.height, b.height) / 2;
}

function around(a: Shape, b: Shape): Shape {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
    pixels: a.pixels + b.pixels,
  };
}
