import { expect, test } from "vitest";
import type { FlowNode } from "./adapter/elements.ts";
import { viewportBeside } from "./opening.ts";

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
