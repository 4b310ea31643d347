// find-shapes: which boxes it finds in drawn pictures, and in which order; what is no shape.

import { expect, test } from "vitest";
import type { Box } from "../../../engine/frames/marks.ts";
import { pixels, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import findShapes from "./find-shapes.ts";

const PAPER = 230;
const INK = 40;

/** A picture of letters: `#` is ink, everything else paper. */
function drawn(lines: readonly string[], { ink = INK, paper = PAPER } = {}) {
  const bytes = lines.flatMap((line) => [...line].map((sign) => (sign === "#" ? ink : paper)));
  return pixels(lines[0].length, lines.length, bytes);
}

const SMALL = { minHeight: 1, minPixels: 1 };

async function boxesIn(lines: readonly string[], params: object = {}, colours = {}) {
  const { rows } = await runOn(findShapes, rowsOf([{ image: drawn(lines, colours) }]), {
    ...SMALL,
    ...params,
  });
  return (rows[0].boxes as unknown as Box[]).map(({ x, y, width, height }) => [x, y, width, height]);
}

const TWO = ["..........", ".##....#..", ".#......#.", "..#....#..", ".........."];

test("a box is around each part that hangs together, also by corners, from left to right", async () => {
  expect(await boxesIn(TWO)).toEqual([
    [1, 1, 2, 3],
    [7, 1, 2, 3],
  ]);
});

test.each([
  ["light ink on a dark ground", {}, { ink: 220, paper: 10 }, 2],
  ["dark ink, when light is asked for: the ground is the shape", { ink: "light" }, {}, 1],
  ["a threshold that both are below", { threshold: 255, ink: "dark" }, {}, 0],
  ["too little contrast", {}, { ink: 210 }, 0],
  ["little contrast that is enough", { contrast: 10 }, { ink: 210 }, 2],
])("%s", async (_, params, colours, count) => {
  expect(await boxesIn(TWO, params, colours)).toHaveLength(count);
});

test("what stands a little above another part belongs to it", async () => {
  const dotted = ["...#...", ".......", "...#...", "...#...", "...#..."];
  expect(await boxesIn(dotted)).toEqual([[3, 0, 1, 5]]);
  expect(await boxesIn(dotted, { joinStacked: false })).toHaveLength(2);
});

test("lines of writing stay apart and are read one after the other", async () => {
  const page = [
    "..#..#..#.",
    ".##..#..#.",
    "..........",
    "..........",
    "..........",
    ".#...#....",
    ".#...##...",
  ];
  expect(await boxesIn(page)).toEqual([
    [1, 0, 2, 2],
    [5, 0, 1, 2],
    [8, 0, 1, 2],
    [1, 5, 1, 2],
    [5, 5, 2, 2],
  ]);
});

test("a line that is not straight is read from left to right all the same", async () => {
  const wavy = ["..........", ".......##.", ".##....##.", ".##.##....", "....##....", "....##...."];
  expect((await boxesIn(wavy)).map(([x]) => x)).toEqual([1, 4, 7]);
});

test("dust is left out by height and by ink", async () => {
  const dusty = ["#.........", "....##....", "....##....", "....##...#", ".........#"];
  expect(await boxesIn(dusty, { minHeight: 2 })).toHaveLength(2);
  expect(await boxesIn(dusty, { minPixels: 3 })).toEqual([[4, 1, 2, 3]]);
});

test("says how many there are on demand; a blank page has none", async () => {
  const blank = drawn(["....", "...."]);
  const frame = rowsOf([{ image: drawn(TWO) }, { image: blank }]);
  const { rows } = await runOn(findShapes, frame, { ...SMALL, count: "shapes" });
  expect(rows.map(({ id, shapes }) => [id, shapes])).toEqual([
    [0, 2],
    [1, 0],
  ]);
});

test("a row without a picture fails, the others go on", async () => {
  const { rows, failed } = await runOn(findShapes, rowsOf([{ image: null }, { image: drawn(TWO) }]), SMALL);
  expect(failed).toMatchObject([{ row: 0, code: "NULL_VALUE" }]);
  expect(rows).toHaveLength(1);
});

test("a large shape does not need much of anything but its pixels", async () => {
  const side = 600;
  const bytes = new Uint8Array(side * side).fill(INK);
  bytes.fill(PAPER, 0, side * 320);
  const { rows } = await runOn(findShapes, rowsOf([{ image: pixels(side, side, bytes) }]));
  expect(rows[0].boxes).toMatchObject([{ x: 0, y: 320, width: side, height: 280 }]);
});
