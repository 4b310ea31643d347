// The outline of what a small mask covers: the corners of its largest part, as few as say it to a pixel.

export interface Bits {
  /** 1 = inside. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A corner may lie so far beside the line that is drawn without it, in pixels. */
const TOLERANCE = 1;

/** x, y, x, y … clockwise, from the top left corner of the bits; null where nothing is covered. Holes are not told. */
export function outlineOf(bits: Bits): number[] | null {
  const start = largestPart(bits);
  if (start === null) return null;
  return simplified(border(bits, start));
}

/** The first pixel, line by line, of the part with the most pixels. Parts hang together by four neighbours, as the border goes. */
function largestPart({ data, width, height }: Bits): number | null {
  const seen = new Uint8Array(data.length);
  const line = new Int32Array(data.length);
  let best: { first: number; count: number } | null = null;
  for (let first = 0; first < data.length; first++) {
    if (seen[first] === 1 || data[first] === 0) continue;
    seen[first] = 1;
    line[0] = first;
    let count = 1;
    const reach = (next: number) => {
      if (data[next] === 0 || seen[next] === 1) return;
      seen[next] = 1;
      line[count++] = next;
    };
    for (let at = 0; at < count; at++) {
      const pixel = line[at];
      const x = pixel % width;
      if (x > 0) reach(pixel - 1);
      if (x < width - 1) reach(pixel + 1);
      if (pixel >= width) reach(pixel - width);
      if (pixel < width * (height - 1)) reach(pixel + width);
    }
    if (!best || count > best.count) best = { first, count };
  }
  return best?.first ?? null;
}

type Point = readonly [x: number, y: number];

/** Right, down, left, up: a turn to the right is one step on. */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;
/** From a corner going so: the pixels to the left and to the right ahead. */
const AHEAD = [
  { left: [0, -1], right: [0, 0] },
  { left: [0, 0], right: [-1, 0] },
  { left: [-1, 0], right: [-1, -1] },
  { left: [-1, -1], right: [0, -1] },
] as const;

/** Walks along the edges of pixels with the inside to the right; gives the corners at which it turns. */
function border({ data, width, height }: Bits, first: number): Point[] {
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
  const [startX, startY] = [first % width, Math.floor(first / width)];
  let [x, y, going] = [startX, startY, 0];
  const corners: Point[] = [[x, y]];
  for (;;) {
    x += STEPS[going][0];
    y += STEPS[going][1];
    if (x === startX && y === startY) return corners;
    const { left, right } = AHEAD[going];
    // Where two pixels touch by a corner only, the walk stays with its own.
    const turn = !inside(x + right[0], y + right[1]) ? 1 : inside(x + left[0], y + left[1]) ? 3 : 0;
    if (turn === 0) continue;
    going = (going + turn) % 4;
    corners.push([x, y]);
  }
}

/** As Douglas and Peucker do it, between the first corner and the one that lies farthest from it. */
function simplified(corners: readonly Point[]): number[] {
  const far = corners.reduce(
    (best, point, i) => (distance(point, corners[0]) > distance(corners[best], corners[0]) ? i : best),
    0,
  );
  const kept = new Set([0, far]);
  const ring = [...corners, corners[0]];
  const work: (readonly [number, number])[] = [
    [0, far],
    [far, ring.length - 1],
  ];
  for (let next = work.pop(); next; next = work.pop()) {
    const [from, to] = next;
    let [most, at] = [TOLERANCE, -1];
    for (let i = from + 1; i < to; i++) {
      const off = beside(ring[i], ring[from], ring[to]);
      if (off > most) [most, at] = [off, i];
    }
    if (at < 0) continue;
    kept.add(at);
    work.push([from, at], [at, to]);
  }
  const points = corners.filter((_, i) => kept.has(i));
  // Less than a triangle is no outline: then all corners stay.
  return (points.length >= 3 ? points : corners).flat();
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** How far a point lies beside the line through two others. */
function beside([x, y]: Point, a: Point, b: Point): number {
  const length = distance(a, b);
  if (length === 0) return distance([x, y], a);
  return Math.abs((b[0] - a[0]) * (a[1] - y) - (a[0] - x) * (b[1] - a[1])) / length;
}
