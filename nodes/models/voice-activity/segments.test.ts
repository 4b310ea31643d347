// segments: two thresholds, shortest speech and silence, padding, and what goes on from piece to piece.

import { expect, test } from "vitest";
import { NOT_SPEAKING, segmentsOf, type SegmentRules, type Timeline } from "./segments.ts";

/** Windows of a tenth of a second. */
const time = (windows: number, more: Partial<Timeline> = {}): Timeline => ({
  window: 100,
  rate: 1000,
  first: 0,
  length: windows * 100,
  open: false,
  ...more,
});
const rules: SegmentRules = { on: 0.5, off: 0.3, minSpeechS: 0, minSilenceS: 0, maxSpeechS: null, padS: 0 };

/** Probabilities from digits: "0" is 0.0 and "9" is 0.9. */
function find(
  digits: string,
  changed: Partial<SegmentRules> = {},
  more: Partial<Timeline> = {},
  before = NOT_SPEAKING,
) {
  const probabilities = Float32Array.from([...digits].map((digit) => Number(digit) / 10));
  const found = segmentsOf(probabilities, time(digits.length, more), { ...rules, ...changed }, before);
  return { ...found, spans: found.segments.map(({ start, end }) => [start, end]) };
}

test.each<[string, string, Partial<SegmentRules>, number[][]]>([
  ["nobody speaks", "0000", {}, []],
  ["all is speech", "9999", {}, [[0, 0.4]]],
  ["speech begins at the upper threshold and ends below the lower", "0459433200", {}, [[0.2, 0.7]]],
  ["a short silence belongs to the speech around it", "990990000", { minSilenceS: 0.2 }, [[0, 0.5]]],
  [
    "a silence that is long enough parts two",
    "9900990",
    { minSilenceS: 0.2 },
    [
      [0, 0.2],
      [0.4, 0.6],
    ],
  ],
  [
    "between the thresholds a silence goes on",
    "99140990",
    { minSilenceS: 0.3 },
    [
      [0, 0.2],
      [0.5, 0.7],
    ],
  ],
  ["speech that is too short is left out", "0900999000", { minSpeechS: 0.3 }, [[0.4, 0.7]]],
  ["padding stays inside the recording", "0990", { padS: 0.2 }, [[0, 0.4]]],
  [
    "padding that would overlap meets in the middle",
    "00990099000",
    { padS: 0.15 },
    [
      [0.05, 0.5],
      [0.5, 0.95],
    ],
  ],
  ["speech at the end ends with the last loud window", "0099011", { minSilenceS: 0.5 }, [[0.2, 0.4]]],
  [
    "speech that is too long is cut where it is most likely to pause",
    "9999599999",
    { maxSpeechS: 0.6 },
    [
      [0, 0.4],
      [0.4, 1],
    ],
  ],
])("%s", (_, digits, changed, expected) => {
  expect(find(digits, changed).spans).toEqual(expected);
});

test("the score is the mean probability, without the padding", () => {
  expect(find("0790", { padS: 0.1 }).segments).toEqual([{ start: 0, end: 0.4, label: "speech", score: 0.8 }]);
});

test("speech goes on over the border of two pieces, whole together and each within its own", () => {
  const pieces = { minSpeechS: 0.3, minSilenceS: 0.2, padS: 0.05 };
  const first = find("0009", pieces, { open: true });
  expect(first.spans).toEqual([[0.25, 0.4]]);
  expect(first.after).toEqual({ speaking: true, quiet: 0 });
  const second = find("90009", pieces, { open: true }, first.after);
  expect(second.spans).toEqual([
    [0, 0.15],
    [0.35, 0.5],
  ]);
});

test("a silence that began in the piece before counts", () => {
  const first = find("9990", { minSilenceS: 0.2 }, { open: true });
  expect(first.after).toEqual({ speaking: true, quiet: 1 });
  expect(find("0999", { minSilenceS: 0.2 }, { open: true }, first.after).spans).toEqual([[0.1, 0.4]]);
});

test("windows that began in the piece before; behind the last whole one, speech goes on to the end of the piece", () => {
  expect(find("099", {}, { first: -40, length: 300, open: true }).spans).toEqual([[0.06, 0.3]]);
});
