// Does a typed name mean the place that a person reads in it?

import { expect, test } from "vitest";
import { folderAndName, typedPath } from "./typed-path.ts";

test.each([
  ["flow", "/home/ada/work", "flow"],
  ["sub/flow", "/home/ada/work/sub", "flow"],
  ["/tmp/nope/flow", "/tmp/nope", "flow"],
  ["/flow", "/", "flow"],
  ["~/flow", "/home/ada", "flow"],
  ["~", "/home/ada", ""],
  ["~ada", "/home/ada/work", "~ada"],
  ["sub/", "/home/ada/work/sub", ""],
  ["a\\b", "/home/ada/work", "a\\b"],
])("%s lies in %s", (text, folder, name) =>
  expect(typedPath(text, "/home/ada/work", "/home/ada")).toEqual({ folder, name }),
);

test.each([
  ["C:\\data\\flow", "C:\\data", "flow"],
  ["C:\\flow", "C:\\", "flow"],
  ["sub\\flow", "D:\\work\\sub", "flow"],
])("%s lies in %s on Windows", (text, folder, name) =>
  expect(typedPath(text, "D:\\work", "C:\\Users\\Ada")).toEqual({ folder, name }),
);

test("a suggestion is cut before its last name", () => {
  expect(folderAndName("data/rows.csv", ".")).toEqual({ folder: "data", name: "rows.csv" });
  expect(folderAndName("rows.csv", ".")).toEqual({ folder: ".", name: "rows.csv" });
});
