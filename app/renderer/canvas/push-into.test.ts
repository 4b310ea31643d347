import { expect, test } from "vitest";
import type { Corner } from "./opening.ts";
import { pushInto } from "./push-into.ts";

const CANVAS = { width: 1000, height: 600 };
const CORNER: Corner = { left: 800, top: 450 };
const push = (x: number, y: number, corner: Corner | null = null) =>
  pushInto({ x, y, width: 200, height: 100 }, CANVAS, corner);

test("what is in sight stays where it is", () => expect(push(300, 200)).toEqual({ x: 0, y: 0 }));

test("what is seen in part is pushed in by as little as that takes", () => {
  expect(push(-20, 10)).toEqual({ x: 68, y: 38 });
  expect(push(900, 580)).toEqual({ x: 1000 - 48 - 1100, y: 600 - 48 - 680 });
});

test("what is out of sight, or larger than the canvas, goes to the middle", () => {
  expect(push(1200, 100)).toBeNull();
  expect(pushInto({ x: 10, y: 10, width: 2000, height: 100 }, CANVAS, null)).toBeNull();
});

test("out of the corner on the shorter way", () => {
  expect(push(700, 440, CORNER)).toEqual({ x: 0, y: -(440 + 100 + 24 - 450) });
  expect(push(620, 440, CORNER)).toEqual({ x: -(620 + 200 + 24 - 800), y: 0 });
  expect(push(400, 440, CORNER)).toEqual({ x: 0, y: 0 });
});

test("where neither way is left, to the middle", () => {
  expect(push(700, 400, { left: 100, top: 60 })).toBeNull();
});
