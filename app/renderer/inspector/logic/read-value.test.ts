import { describe, expect, test } from "vitest";
import { numberRule, readJson, readNumber, readScalar, stepped } from "./read-value.ts";

describe("numbers", () => {
  const any = { integer: false, nullable: false };

  test.each([
    ["1.5", 1.5],
    ["1,5", 1.5],
    ["18 240", 18240],
    ["1e-3", 0.001],
    ["\u22124", -4],
    [" 7 ", 7],
  ])("%j is read as %d", (text, value) => expect(readNumber(text, any)).toEqual({ ok: value }));

  test.each(["", "-", "1.2.3", "twelve", "1e999", "0x"])("%j is none", (text) => {
    expect(readNumber(text, any)).toHaveProperty("wrong");
  });

  test("1,000 is not taken for one where fractions are", () => {
    expect(readNumber("1,000", any)).toHaveProperty("wrong");
    expect(readNumber("0,125", any)).toEqual({ ok: 0.125 });
  });

  test.each(["1,000", "1.000", "12,345,678"])("the thousands of %j are not taken for a fraction", (text) => {
    expect(readNumber(text, { integer: true, nullable: false })).toHaveProperty("wrong");
  });

  test("one that would become another is refused, and stays a text where it may be one", () => {
    const text = "9007199254740993";
    expect(readNumber(text, any)).toHaveProperty("wrong");
    expect(readScalar(text, ["string", "number"])).toEqual({ ok: text });
  });

  test("an empty text leaves open what may be open", () => {
    expect(readNumber("", { integer: true, nullable: true })).toEqual({ ok: null });
  });

  test.each([
    ["0.5", "whole"],
    ["0", "least"],
    ["11", "most"],
  ])("%s is refused by the rule", (text) => {
    expect(readNumber(text, { integer: true, nullable: false, min: 1, max: 10 })).toHaveProperty("wrong");
  });

  test.each([
    [
      { type: "integer", minimum: 1, maximum: 9007199254740991 },
      { min: 1, integer: true, nullable: false },
    ],
    [{ type: ["number", "null"] }, { integer: false, nullable: true }],
    [
      { anyOf: [{ type: "integer", minimum: 16, maximum: 64 }, { type: "null" }] },
      { min: 16, max: 64, integer: true, nullable: true },
    ],
  ])("the rule of %j", (schema, rule) => expect(numberRule(schema)).toEqual(rule));

  test.each([
    [0.5, 1, false, 0.6],
    [0.95, 1, false, 1],
    [0, -1, false, 0],
  ] as const)("a share of %d steps by %d", (value, direction, big, next) => {
    expect(stepped(value, direction, { integer: false, nullable: false, min: 0, max: 1 }, big)).toBe(next);
  });

  test("whole numbers step by one, by ten with Shift", () => {
    const rule = { integer: true, nullable: false };
    expect([stepped(224, 1, rule, false), stepped(224, -1, rule, true)]).toEqual([225, 214]);
  });
});

describe("cells", () => {
  test.each([
    ["12", ["string", "number"], 12],
    ["true", ["string", "boolean"], true],
    ["true", ["string"], "true"],
    ["", ["null", "string"], null],
    ["Ada ", ["string"], "Ada "],
    ["1,5", ["number"], 1.5],
  ])("%j as %j", (text, types, value) => expect(readScalar(text, types)).toEqual({ ok: value }));

  test("what no type allows is refused", () => {
    expect(readScalar("many", ["number"])).toHaveProperty("wrong");
    expect(readScalar("1.5", ["integer"])).toHaveProperty("wrong");
  });
});

describe("JSON", () => {
  test("nothing written is no value", () => expect(readJson("  \n")).toEqual({ ok: undefined }));

  test("what is wrong is said with its line", () => {
    expect(readJson('{\n  "a": 1,\n  b\n}')).toEqual({ wrong: expect.stringContaining("line 3") as string });
  });
});
