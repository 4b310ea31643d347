// That a window opens where it was, and never where nobody can take hold of it.

import { expect, test } from "vitest";
import { placeWindow, SMALLEST, USUAL } from "./bounds.ts";

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };
const SECOND = { x: 1920, y: 0, width: 1280, height: 1000 };
const SAVED = { x: 100, y: 80, width: 1200, height: 800 };

test.each([
  ["nothing was remembered", null, [SCREEN], 0, USUAL],
  ["it fits where it was", SAVED, [SCREEN], 0, SAVED],
  ["it was on the second screen", { ...SAVED, x: 2000 }, [SCREEN, SECOND], 0, { ...SAVED, x: 2000 }],
  ["the second screen is gone", { ...SAVED, x: 2000 }, [SCREEN], 0, { width: 1200, height: 800 }],
  ["its title bar is above the screen", { ...SAVED, y: -40 }, [SCREEN], 0, { width: 1200, height: 800 }],
  ["its title bar is below the screen", { ...SAVED, y: 1039 }, [SCREEN], 0, { width: 1200, height: 800 }],
  ["too little is left at the side", { ...SAVED, x: 1900 }, [SCREEN], 0, { width: 1200, height: 800 }],
  [
    "it is larger than the screen",
    { ...SAVED, width: 4000, height: 3000 },
    [SCREEN],
    0,
    { ...SCREEN, x: 100, y: 80 },
  ],
  [
    "it is smaller than it may be",
    { ...SAVED, width: 10, height: 10 },
    [SCREEN],
    0,
    { width: 960, height: 600 },
  ],
  ["another is open", SAVED, [SCREEN], 2, { ...SAVED, x: 156, y: 136 }],
  ["there is no room for one more below", { ...SAVED, y: 1000 }, [SCREEN], 1, { ...SAVED, y: 1000 }],
  ["no screen is told of", SAVED, [], 0, { width: 1200, height: 800 }],
])("%s", (_, saved, areas, windowsOpen, expected) => {
  expect(placeWindow(saved, areas, windowsOpen)).toEqual(expected);
});

test("the usual size is large enough", () => {
  expect(USUAL.width).toBeGreaterThanOrEqual(SMALLEST.width);
  expect(USUAL.height).toBeGreaterThanOrEqual(SMALLEST.height);
});
