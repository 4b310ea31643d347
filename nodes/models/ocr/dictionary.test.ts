// The signs of a recogniser, and the text of its steps.

import { expect, test } from "vitest";
import { classesOf, decodeSteps, readSigns } from "./dictionary.ts";

const FILES = { dictionary: "keys.txt", recogniser: "rec.onnx" };
const signs = (text: string) => readSigns(new TextEncoder().encode(text));

test("one sign a line, also a blank or a wide one; line ends of Windows and a missing last one do no harm", () => {
  expect(signs("a\r\n \r\n\u3000\r\nb")).toEqual(["a", " ", "\u3000", "b"]);
  expect(signs("a\nb\n")).toEqual(["a", "b"]);
});

test("the space has a class of its own where there is one more", () => {
  expect(classesOf(["a", "b"], 4, FILES)).toEqual(["", "a", "b", " "]);
  expect(classesOf(["a", "b"], 3, FILES)).toEqual(["", "a", "b"]);
});

test("another size is refused with both", () => {
  expect(() => classesOf(["a", "b"], 6625, FILES)).toThrow(/has 2 signs, but .* 6625 classes/u);
});

test("what goes on is one sign, what begins anew after nothing is another; the score is the mean over signs", () => {
  const classes = ["", "a", "b"];
  const steps = [
    [0.1, 0.8, 0.1],
    [0.1, 0.9, 0],
    [0.9, 0.1, 0],
    [0.3, 0.6, 0.1],
    [0, 0.3, 0.7],
  ];
  const { text, score } = decodeSteps(steps.flat(), steps.length, classes);
  expect(text).toBe("aab");
  expect(score).toBeCloseTo((0.8 + 0.6 + 0.7) / 3, 12);
  expect(decodeSteps([1, 0, 0], 1, classes)).toEqual({ text: "", score: 0 });
});

test("a space that steps between two signs find likely is one, at the ends it is none", () => {
  const classes = ["", "a", "b", " "];
  const steps = (space: number) => [
    [0.6, 0, 0, 0.4],
    [0.1, 0.9, 0, 0],
    [1 - space, 0, 0, space],
    [0.2, 0, 0.8, 0],
    [0.6, 0, 0, 0.4],
  ];
  expect(decodeSteps(steps(0.2).flat(), 5, classes).text).toBe("a b");
  expect(decodeSteps(steps(0.1).flat(), 5, classes).text).toBe("ab");
});
