import { expect, test } from "vitest";
import { jsonText } from "./json-text.ts";
import { recordOf, rowsOf } from "./record-rows.ts";

test("rows without a name, and a second one of the same, are no entries yet", () => {
  const rows = [
    { key: "a", value: 1 },
    { key: "", value: 2 },
    { key: "a", value: 3 },
    { key: "__proto__", value: 4 },
  ];
  expect(JSON.stringify(recordOf(rows))).toBe('{"a":1,"__proto__":4}');
  expect(rowsOf({ b: 1, a: 2 })).toEqual([
    { key: "b", value: 1 },
    { key: "a", value: 2 },
  ]);
});

test("JSON that fits stands in one line", () => {
  expect(jsonText({ a: [1, 2] }, 20)).toBe('{ "a": [1, 2] }');
  expect(jsonText({ a: [1, 2], long: "x" }, 16)).toBe('{\n  "a": [1, 2],\n  "long": "x"\n}');
  expect(jsonText(undefined, 10)).toBe("");
});
