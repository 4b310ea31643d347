import { beforeEach, describe, expect, test, vi } from "vitest";
import type { FlowNode } from "./adapter/elements.ts";
import { openingViewport, readableZoom, viewportBeside } from "./opening.ts";
import { keepViewport } from "./viewports.ts";

const EXTENT = { width: 1000, height: 600 };
const CORNER = { left: 800, top: 400 };
const node = (x: number, y: number) => ({ id: "n", position: { x, y }, width: 200, height: 100 }) as FlowNode;

/** Whether a card lies behind the corner. */
function isBehind(nodes: readonly FlowNode[], corner: typeof CORNER): boolean {
  const { x, y, zoom } = viewportBeside(nodes, EXTENT, 1, corner)!;
  return nodes.some(
    ({ position }) =>
      (position.x + 200) * zoom + x > corner.left && (position.y + 100) * zoom + y > corner.top,
  );
}

test("everything is shown as large as it can be where nothing lies in the corner", () => {
  const nodes = [node(0, 0), node(600, 0)];
  expect(viewportBeside(nodes, EXTENT, 1, CORNER)).toEqual(viewportBeside(nodes, EXTENT, 1, null));
});

test.each([
  ["wide", [node(0, 0), node(2000, 900)]],
  ["high", [node(0, 0), node(400, 2000)]],
])("a graph that is %s does not lie behind the corner", (_, nodes) => {
  expect(isBehind(nodes, { left: 1000, top: 600 })).toBe(false);
  expect(isBehind(nodes, CORNER)).toBe(false);
});

test("a rectangle as the page gives it, whose sides cannot be copied, is as good", () => {
  class Rectangle {
    get width() {
      return EXTENT.width;
    }
    get height() {
      return EXTENT.height;
    }
  }
  const nodes = [node(0, 0), node(2000, 900)];
  expect(viewportBeside(nodes, new Rectangle(), 1, CORNER)).toEqual(viewportBeside(nodes, EXTENT, 1, CORNER));
});

test("nothing has no place", () => {
  expect(viewportBeside([], EXTENT, 1, CORNER)).toBeNull();
});

test("where nodes stand so far apart that nothing lies between them, the first of them is shown", () => {
  const nodes = [node(0, 0), node(8e6, 0)];
  const { x, zoom } = viewportBeside(nodes, EXTENT, 1, null)!;
  expect(x).toBeGreaterThan(0);
  expect(200 * zoom + x).toBeLessThan(EXTENT.width);
});

test.each([
  ["a card is read at its own size", { width: 220, height: 112 }, 1],
  ["a frame is seen as a whole", { width: 1000, height: 300 }, 0.8],
  ["what lies in a large frame can be read", { width: 20_000, height: 300 }, 0.6],
])("what is looked for: %s", (_, size, zoom) => {
  expect(readableZoom({ x: 0, y: 0, ...size }, EXTENT)).toBeCloseTo(zoom, 5);
});

describe("what is seen first", () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
    return () => vi.unstubAllGlobals();
  });
  const row = (count: number) => Array.from({ length: count }, (_, place) => node(place * 300, 0));

  test("a small graph is seen whole", () => {
    const { x, zoom } = openingViewport("a", row(3), EXTENT);
    expect(x).toBeGreaterThan(0);
    expect(x + 800 * zoom).toBeLessThan(EXTENT.width);
  });

  test("a wide one from its beginning, with cards that can be read", () => {
    const { x, y, zoom } = openingViewport("a", row(15), EXTENT);
    expect(zoom).toBeGreaterThanOrEqual(0.6);
    expect(x).toBeGreaterThan(0);
    // More of them than one or two, and at the right edge one that goes on.
    expect((EXTENT.width - x) / zoom / 300).toBeGreaterThan(4);
    expect(y).toBeGreaterThan(0);
  });

  test("where it was looked at last", () => {
    const viewport = { x: -500, y: 20, zoom: 1.2 };
    keepViewport("a", viewport);
    expect(openingViewport("a", row(15), EXTENT)).toEqual(viewport);
    expect(openingViewport("b", row(15), EXTENT)).not.toEqual(viewport);
  });

  test("where nothing is any more, nothing is looked at", () => {
    keepViewport("a", { x: -90_000, y: 0, zoom: 1 });
    expect(openingViewport("a", row(15), EXTENT)).toEqual(openingViewport("b", row(15), EXTENT));
  });
});
