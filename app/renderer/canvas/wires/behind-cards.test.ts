import { expect, test } from "vitest";
import { cardsBefore, roomOf } from "./behind-cards.ts";

const card = (id: string, x: number, y: number) => ({ id, x, y, width: 220, height: 120 });
/** In a row, and one below the last. */
const CARDS = [card("a", 0, 0), card("between", 300, 0), card("c", 600, 0), card("below", 600, 300)];
const from = { x: 220, y: 16 };

test.each([
  ["one that lies between", { from, to: { x: 600, y: 16 } }, { source: "a", target: "c" }, ["between"]],
  [
    "one that the way down leads through",
    { from, to: { x: 600, y: 316 } },
    { source: "a", target: "below" },
    ["between"],
  ],
  ["none where it goes to the next", { from, to: { x: 300, y: 16 } }, { source: "a", target: "between" }, []],
  [
    "none where somebody has laid it around",
    {
      from,
      to: { x: 600, y: 16 },
      via: [
        { x: 300, y: -60 },
        { x: 520, y: -60 },
      ],
    },
    { source: "a", target: "c" },
    [],
  ],
])("a wire passes behind %s", (_, curve, ends, ids) => {
  expect(cardsBefore(curve, roomOf(curve), ends, CARDS).map(({ id }) => id)).toEqual(ids);
});
