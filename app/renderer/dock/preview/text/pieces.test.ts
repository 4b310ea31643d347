import { expect, test } from "vitest";
import type { SpanMark } from "../../../marks/read-marks.ts";
import { blocksOf } from "./pieces.ts";

const span = (from: number, to: number, label = "L"): SpanMark => ({ at: 0, from, to, label, score: null });

test("a text is cut where spans begin and end; inner ones lie over outer ones", () => {
  const outer = span(4, 12, "outer");
  const inner = span(6, 8, "inner");
  const [{ pieces }] = blocksOf("see New York now", [outer, inner]);
  expect(pieces.map(({ text }) => text)).toEqual(["see ", "Ne", "w ", "York", " now"]);
  expect(pieces.map(({ over }) => over.map(({ label }) => label))).toEqual([
    [],
    ["outer"],
    ["outer", "inner"],
    ["outer"],
    [],
  ]);
  expect(pieces[2].ends).toEqual([inner]);
  expect(pieces[3].ends).toEqual([outer]);
  expect(pieces[1].begins).toEqual([outer]);
});

test("a long text comes in blocks that end with lines, and a span goes on in the next", () => {
  const line = `${"word ".repeat(19)}last\n`;
  const text = line.repeat(60);
  const across = span(1950, 2050);
  const blocks = blocksOf(text, [across]);
  expect(blocks.length).toBeGreaterThan(2);
  expect(blocks.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join("")).toBe(text);
  const covered = blocks.map(({ pieces }) => pieces.filter(({ over }) => over.length > 0).length);
  expect(covered.slice(0, 2).every((count) => count > 0)).toBe(true);
  const ends = blocks.flatMap(({ pieces }) => pieces.flatMap((piece) => piece.ends));
  expect(ends).toEqual([across]);
});

test("no letter is torn, and a span that goes on beyond the text ends with it", () => {
  const text = `${"a".repeat(1999)}😀${"b".repeat(10)}`;
  const late = span(2005, 9000);
  const blocks = blocksOf(text, [late]);
  expect(blocks[1].pieces[0].text.startsWith("😀")).toBe(true);
  expect(blocks[1].pieces.at(-1)?.ends).toEqual([late]);
  expect(blocksOf("", [])).toEqual([]);
});
