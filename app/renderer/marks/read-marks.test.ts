import { expect, test } from "vitest";
import { hueOf } from "./labels.ts";
import { readBoxes, readSegments, readSpans } from "./read-marks.ts";

test("boxes are read with outline, keypoints and text; what has no place is left out", () => {
  const box = { label: "line", score: 0.5, x: 1, y: 2, width: 3, height: 4 };
  const read = readBoxes([
    { ...box, points: [1, 2, 4, 2, 4, 6, 1, 6], text: "Total" },
    { x: "1", y: 2, width: 3, height: 4 },
    { ...box, label: null, score: "high", landmarks: [{ x: 1, y: 1 }], keypoints: null },
    null,
  ]);
  expect(read).toEqual([
    {
      ...box,
      at: 0,
      points: [
        [1, 2],
        [4, 2],
        [4, 6],
        [1, 6],
      ],
      keypoints: [],
      text: "Total",
    },
    { ...box, at: 2, label: null, score: null, points: [], keypoints: [[1, 1]], text: null },
  ]);
  expect(readBoxes("none")).toEqual([]);
});

test.each([
  [[[1, 2, 3]], [[1, 2]]],
  [
    [
      [1, 2],
      [3, 4],
    ],
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [[1, 2, 3], [[1, 2]]],
  [[], []],
])("keypoints may be %j", (keypoints, points) => {
  expect(readBoxes([{ x: 0, y: 0, width: 1, height: 1, keypoints }])[0].keypoints).toEqual(points);
});

test("segments and spans that end before they begin are none; spans stand in the order of the text", () => {
  expect(
    readSegments([
      { start: 2, end: 1 },
      { start: 0, end: 1.5, label: "speech" },
    ]),
  ).toEqual([{ at: 1, start: 0, end: 1.5, label: "speech", score: null, text: null }]);
  const spans = readSpans([
    { from: 5, to: 7 },
    { from: 0, to: 2 },
    { from: 0, to: 9 },
    { from: 3, to: 3 },
  ]);
  expect(spans.map(({ from, to }) => [from, to])).toEqual([
    [0, 9],
    [0, 2],
    [5, 7],
  ]);
});

test("a label has one colour wherever it stands, and the first ten have one each", () => {
  const names = ["face", "person", "car", "dog", "cat", "speech", "music", "ORG", "PER", "LOC"];
  const hues = names.map(hueOf);
  expect(new Set(hues).size).toBe(10);
  expect(names.map(hueOf)).toEqual(hues);
  expect(hueOf("one more")).toMatch(/^mr-hue-\d$/);
  expect([hueOf(null), hueOf("")]).toEqual(["mr-hue-none", "mr-hue-none"]);
});
