import { describe, expect, test } from "vitest";
import { segmentsType } from "../../../engine/frames/marks.ts";
import {
  bytes,
  count,
  duration,
  grouped,
  middle,
  percent,
  rate,
  short,
  typeText,
  withUnit,
} from "./format.ts";

/** Thin spaces as plain ones, to be read here. */
const plain = (text: string) => text.replaceAll("\u2009", " ").replaceAll("\u2212", "-");

describe("numbers as people read them", () => {
  test.each([
    [0, "0"],
    [999, "999"],
    [18_240, "18 240"],
    [1_234_567.6, "1 234 568"],
    [-18_240, "-18 240"],
  ])("count of %d is %s", (value, text) => expect(plain(count(value))).toBe(text));

  test.each([
    [0, "0"],
    [0.0421, "0.0421"],
    [0.5, "0.5"],
    [7, "7"],
    [12.34, "12.3"],
    [999.4, "999"],
    [999.6, "1 k"],
    [1_300_000, "1.3 M"],
    [-2500, "-2.5 k"],
    [7.2e13, "72 T"],
    [1e-9, "1.0e-9"],
    [Infinity, "∞"],
    [-Infinity, "-∞"],
  ])("%d in short is %s", (value, text) => expect(plain(short(value))).toBe(text));

  test.each([
    [0, "0 µs"],
    [0.0002, "< 1 µs"],
    [0.84, "840 µs"],
    [0.9999, "1 ms"],
    [4.25, "4.25 ms"],
    [999.9, "1 s"],
    [2100, "2.1 s"],
    [59_940, "59.9 s"],
    [59_960, "1 min 00 s"],
    [185_000, "3 min 05 s"],
    [7_500_000, "2 h 05 min"],
  ])("%d ms take %s", (ms, text) => expect(plain(duration(ms))).toBe(text));

  test.each([
    [0, "0 %"],
    [0.004, "< 1 %"],
    [0.5, "50 %"],
    [0.999, "99 %"],
    [1, "100 %"],
  ])("a share of %d is %s", (share, text) => expect(plain(percent(share))).toBe(text));

  test("rates and sizes carry their unit", () => {
    expect(plain(rate(1_310_000, "rows"))).toBe("1.31 M rows/s");
    expect(plain(bytes(312e6))).toBe("312 MB");
    expect(plain(bytes(40))).toBe("40 B");
  });

  test("figures behind the point are not grouped", () => {
    expect(plain(grouped("1234567.891234"))).toBe("1 234 567.891234");
  });
});

test.each([
  ["300", "px", "300 px"],
  ["90", "°", "90°"],
  ["5", undefined, "5"],
])("%s with the unit %s is %s", (text, unit, words) => expect(withUnit(text, unit)).toBe(words));

test("a long path loses its middle", () => {
  expect(middle("data/2024/events.csv", 11)).toBe("data/…s.csv");
  expect(middle("short", 11)).toBe("short");
});

test("the type of a tensor says its shape, that of a list what others draw of it", () => {
  expect(typeText({ type: "tensor", dtype: "float32", shape: [3, "h", "w"] })).toBe("float32[3,h,w]");
  expect(typeText({ type: "text" })).toBe("text");
  expect(typeText(segmentsType())).toBe("segments");
  expect(typeText({ type: "list", of: { type: "text" } })).toBe("list");
});
