import { expect, test } from "vitest";
import { scrollerOf, type Scroll } from "./wheel.ts";

const still: Scroll = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, shiftKey: false };

test.each<[string, Partial<Scroll>, ReturnType<typeof scrollerOf>]>([
  ["a step of a wheel", { deltaY: 100, wheelDeltaY: -120 }, "mouse"],
  ["a wheel that counts lines", { deltaY: 3, deltaMode: 1 }, "mouse"],
  ["two fingers straight down", { deltaY: 4, wheelDeltaY: -12 }, "trackpad"],
  ["two fingers aslant", { deltaX: -2, deltaY: 5 }, "trackpad"],
  ["a pinch, or Ctrl and a wheel", { deltaY: 2.5, wheelDeltaY: -120, ctrlKey: true }, null],
  ["a wheel turned aside", { deltaX: 100, shiftKey: true }, null],
  ["what tells nothing", { deltaY: 40 }, null],
])("%s", (_, scroll, scroller) => expect(scrollerOf({ ...still, ...scroll })).toBe(scroller));
