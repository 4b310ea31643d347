// cues: times as the formats have them, lines that are not too long, nothing that breaks a file.

import { expect, test } from "vitest";
import { cuesOf, srt, vtt, wrap } from "./cues.ts";

const rules = { lineLength: 20, lines: 2 };
const cue = (start: number, end: number, text = "Hello") => ({ start, end, text });

test.each([
  [0, "00:00:00,000"],
  [1.2345, "00:00:01,235"],
  [59.9996, "00:01:00,000"],
  [3599.9999, "01:00:00,000"],
  [3723.004, "01:02:03,004"],
  [360_000, "100:00:00,000"],
])("%d s is %s", (seconds, expected) => {
  expect(srt([cue(seconds, seconds)])).toBe(`1\n${expected} --> ${expected}\nHello\n`);
  expect(vtt([cue(seconds, seconds)])).toBe(
    `WEBVTT\n\n${expected.replace(",", ".")} --> ${expected.replace(",", ".")}\nHello\n`,
  );
});

test("subtitles are numbered and parted by an empty line", () => {
  expect(srt([cue(0, 1, "a"), cue(2, 3, "b")])).toBe(
    "1\n00:00:00,000 --> 00:00:01,000\na\n\n2\n00:00:02,000 --> 00:00:03,000\nb\n",
  );
});

test("what would be a tag or an arrow in WebVTT is escaped", () => {
  expect(vtt([cue(0, 1, "a --> <b> & c")])).toContain("a --&gt; &lt;b&gt; &amp; c");
});

test.each([
  ["one line", ["one line"]],
  ["twenty letters a li", ["twenty letters a li"]],
  ["two lines of whole words", ["two lines of whole", "words"]],
  ["Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahr", "tsgesellschaft"]],
  ["white  space\n\nand  lines", ["white space and", "lines"]],
  ["👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍", ["👍".repeat(20), "👍"]],
  ["", []],
])("%j becomes %j", (text, expected) => {
  expect(wrap(text, 20)).toEqual(expected);
});

test("a text for more than two lines goes on in the next, each for its share of the time", () => {
  const text = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll";
  const cues = cuesOf([cue(0, 59, text)], rules);
  expect(cues.map((one) => one.text)).toEqual([
    "aaaa bbbb cccc dddd\neeee ffff gggg hhhh",
    "iiii jjjj kkkk llll",
  ]);
  expect(cues[0].end).toBe(cues[1].start);
  expect(cues[0].end).toBeCloseTo((59 * 39) / 58, 6);
  expect(cues[1].end).toBe(59);
});

test("they come in the order of time, and touching ones that say the same are one", () => {
  const cues = cuesOf([cue(5, 6), cue(0, 1), cue(1.0001, 2), cue(2, 3, "Bye")], rules);
  expect(cues.map(({ start, end, text }) => [start, end, text])).toEqual([
    [0, 2, "Hello"],
    [2, 3, "Bye"],
    [5, 6, "Hello"],
  ]);
});
