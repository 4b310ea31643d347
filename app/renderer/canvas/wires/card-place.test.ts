import { expect, test } from "vitest";
import { cardPlace, CARD_SIZE } from "./card-place.ts";

const canvas = { width: 800, height: 500 };

test("below the wire and around its middle where there is room", () => {
  expect(cardPlace({ x: 400, y: 100 }, canvas)).toEqual({ left: -131, top: 20, maxHeight: CARD_SIZE.height });
});

test("above it near the lower edge", () => {
  expect(cardPlace({ x: 400, y: 460 }, canvas)).toMatchObject({ bottom: 44, maxHeight: CARD_SIZE.height });
});

test("inside the canvas at its sides", () => {
  expect(cardPlace({ x: 10, y: 100 }, canvas).left).toBe(-2);
  expect(cardPlace({ x: 790, y: 100 }, canvas).left).toBe(800 - 8 - CARD_SIZE.width - 790);
});

test("no higher than the room there is", () => {
  expect(cardPlace({ x: 400, y: 120 }, { width: 800, height: 240 })).toMatchObject({
    top: 20,
    maxHeight: 92,
  });
});

test("where it covers no port, even with less room there", () => {
  const wire = { x: 400, y: 220 };
  const below = { x: 420, y: 300 };
  expect(cardPlace(wire, canvas)).toHaveProperty("top");
  expect(cardPlace(wire, canvas, [below])).toMatchObject({ bottom: 44, maxHeight: 220 - 44 - 8 });
  expect(cardPlace(wire, canvas, [{ x: 420, y: 120 }])).toHaveProperty("top");
  // Beside it a port is in nobody's way.
  expect(cardPlace(wire, canvas, [{ x: 600, y: 300 }])).toHaveProperty("top");
});
