// Reading order on pages of boxes: columns, tables, addresses, pages askew and turned.

import { expect, test } from "vitest";
import { pageText } from "../../_shared/text-lines/page-text.ts";
import type { LineLike } from "../../_shared/text-lines/text-line.ts";
import { inReadingOrder } from "./reading-order.ts";

const HEIGHT = 20;

/** A piece that is half as wide a letter as it is tall. */
function piece(text: string, x: number, y: number, letter = HEIGHT / 2): LineLike {
  return { text, x, y, width: text.length * letter, height: HEIGHT };
}

/** The same boxes on a page that is turned clockwise around its origin. */
function turned(lines: readonly LineLike[], degrees: number): LineLike[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return lines.map((line) => {
    const { x, y, width, height } = line;
    const corners = [x, y, x + width, y, x + width, y + height, x, y + height];
    const points = corners.map((_, i) =>
      i % 2 === 0 ? corners[i] * cos - corners[i + 1] * sin : corners[i - 1] * sin + corners[i] * cos,
    );
    const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    return {
      ...{ text: line.text, points, x: left, y: top },
      width: Math.max(...xs) - left,
      height: Math.max(...ys) - top,
    };
  });
}

const shuffled = <T>(items: readonly T[]) =>
  items
    .map((item, i) => ({ item, at: (i * 7) % items.length }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);

const order = (lines: readonly LineLike[]) => inReadingOrder(shuffled(lines)).map(({ text }) => text);

const prose = (name: string, x: number, y: number, count: number, step = 28) =>
  Array.from({ length: count }, (_, i) => piece(`${name}${i} is a line of running text`, x, y + i * step));

const COLUMNS = [
  piece("A title over both columns of this page, and rather long", 40, 10),
  ...prose("left", 40, 60, 6),
  ...prose("right", 400, 60, 5, 31),
  piece("A foot line below both, that crosses the gap between them", 40, 260),
];

test.each([0, 3, -4, 90, 180, 270, 93])(
  "two columns are read one after the other, turned by %i degrees",
  (degrees) => {
    expect(order(turned(COLUMNS, degrees))).toEqual(COLUMNS.map(({ text }) => text));
  },
);

test("three columns", () => {
  const three = [0, 360, 720].flatMap((x, i) => prose(`c${i}`, x, 0, 4));
  expect(order(three)).toEqual(three.map(({ text }) => text));
});

test("columns whose paragraphs begin at the same height stay whole", () => {
  const left = [...prose("a", 0, 0, 3), ...prose("b", 0, 130, 3)];
  const right = [...prose("c", 360, 0, 3), ...prose("d", 360, 130, 3)];
  const read = inReadingOrder(shuffled([...left, ...right]));
  expect(read.map(({ text }) => text)).toEqual([...left, ...right].map(({ text }) => text));
  expect(read.map(({ block }) => block)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
});

const TABLE = [
  ["Description of the goods", "Qty", "Price", "Total"],
  ["Steel bolts M8, a hundred", "4", "12.50", "50.00"],
  ["Copper wire, 2.5 mm, 100 m", "1", "89.00", "89.00"],
  ["Gloves", "12", "3.20", "38.40"],
].flatMap((cells, row) => cells.map((text, i) => piece(text, [0, 330, 400, 500][i], row * 30 + (i % 2))));

test.each([0, 2, 180])("a table is read row by row, turned by %i degrees", (degrees) => {
  const lines = turned(TABLE, degrees);
  expect(order(lines)).toEqual(TABLE.map(({ text }) => text));
  expect(pageText(inReadingOrder(shuffled(lines))).split("\n")[1]).toBe(
    "Steel bolts M8, a hundred 4 12.50 50.00",
  );
});

test("labels with their values are read row by row", () => {
  const pairs = ["Invoice no.", "A-2041", "Date", "14 March 2025", "Due", "13 April 2025"];
  const lines = pairs.map((text, i) => piece(text, i % 2 === 0 ? 0 : 200, (i >> 1) * 30));
  expect(order(lines)).toEqual(pairs);
});

test("two addresses side by side are read one after the other", () => {
  const from = ["Keller Tools Ltd", "Old Harbour Road", "Bristol"];
  const to = ["Okafor Trading", "Marina Street", "Lagos"];
  const lines = [from, to].flatMap((texts, side) => texts.map((text, i) => piece(text, side * 300, i * 26)));
  expect(order(lines)).toEqual([...from, ...to]);
});

test("blocks are parted by an empty line, rows by a line end, pieces by a blank", () => {
  const lines = [piece("one", 0, 0), piece("two", 100, 2), piece("three", 0, 26), piece("four", 0, 90)];
  expect(pageText(inReadingOrder(lines))).toBe("one two\nthree\n\nfour");
});

test("no lines give no text", () => {
  expect(pageText(inReadingOrder([]))).toBe("");
});
