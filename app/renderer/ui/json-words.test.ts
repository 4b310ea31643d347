import { expect, test } from "vitest";
import { jsonWords, marksWords } from "./json-words.ts";

const box = (label: string | null, score: number | null) => ({ label, score, at: [0, 0, 1, 1] });

test("marks are told by their number, and by label and score of the first", () => {
  const first = [box("face", 0.981), box("face", 0.7)];
  expect(marksWords({ of: "boxes", count: 2, first })).toBe("2 boxes: face 0.98, face 0.70");
  expect(marksWords({ of: "segments", count: 1, first: [box("speech", null)] })).toBe("1 segment: speech");
  expect(marksWords({ of: "spans", count: 2, first: [box(null, null), box(null, null)] })).toBe("2 spans");
  expect(marksWords({ of: "boxes", count: 0, first: [] })).toBe("no box");
  const many = Array.from({ length: 24 }, () => box("a", 1));
  expect(marksWords({ of: "boxes", count: 90, first: many })).toMatch(/^90 boxes: (a 1\.00, ){6}…$/);
});

test.each([
  ['[{"label":"cat","score":0.9},{"label":"dog","score":0.05}]', "2 items: cat 0.90, dog 0.05"],
  ['[{"a":1,"b":"x"}]', "1 item: a 1, b x"],
  ["[1,2.34567,-3]", "3 values: 1, 2.346, −3"],
  ['["x",null]', "2 values: x, null"],
  ["[[1,2],[3]]", "2 values: [2], [1]"],
  ['{"a":1,"b":{"c":2},"d":[1],"e":true,"f":0}', "a 1, b {…}, d [1], e true, …"],
  ["[]", "empty list"],
])("%s is told as %s", (json, words) => {
  expect(jsonWords(json)).toBe(words);
});

test("what is cut off, or no list and no struct, has no other words", () => {
  expect(jsonWords('[{"a":1},{"b…')).toBeNull();
  expect(jsonWords('"text"')).toBeNull();
});
