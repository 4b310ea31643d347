import { expect, test } from "vitest";
import type { PreviewCell } from "../../../bridge/shapes.ts";
import { toCsv, toJson } from "./copy-rows.ts";

const columns = ["name", "say, what", "value"];
const rows: readonly (readonly PreviewCell[])[] = [
  ["a", 'He said "no"', 1 / 3],
  [null, "", NaN],
  ["two\nlines", " edge", { is: "big", text: "9007199254740993" }],
];

test("CSV quotes what has to be quoted, and tells a null from an empty text", () => {
  expect(toCsv(columns, rows)).toBe(
    [
      'name,"say, what",value',
      'a,"He said ""no""",0.3333333333333333',
      ',"",NaN',
      '"two\nlines"," edge",9007199254740993',
      "",
    ].join("\r\n"),
  );
});

test("JSON can be read again, whatever a cell holds", () => {
  const cells: PreviewCell[][] = [
    ["a", true, 1.5],
    [null, { is: "json", text: '{"k":[1]}' }, Infinity],
    [
      { is: "json", text: '{"cut":' },
      { is: "tensor", dtype: "float32", shape: [2], first: [NaN, 1] },
      { is: "image", width: 4, height: 2, format: "rgb" },
    ],
  ];
  expect(JSON.parse(toJson(columns, cells))).toEqual([
    { name: "a", "say, what": true, value: 1.5 },
    { name: null, "say, what": { k: [1] }, value: "Infinity" },
    {
      name: '{"cut":',
      "say, what": { dtype: "float32", shape: [2], first: ["NaN", 1] },
      value: { width: 4, height: 2, format: "rgb" },
    },
  ]);
});

test("whole numbers beyond a double stay whole in JSON", () => {
  expect(toJson(["n"], [[{ is: "big", text: "9007199254740993" }]])).toBe(
    '[\n  {"n": 9007199254740993}\n]\n',
  );
  expect(toJson(["n"], [])).toBe("[]\n");
});
