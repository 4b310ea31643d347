import { expect, test } from "vitest";
import { crumbsOf, joinPath, withEnding } from "./crumbs.ts";

test.each([
  ["/home/ada/work", ["Computer /", "home /home", "ada /home/ada", "work /home/ada/work"]],
  ["/", ["Computer /"]],
  ["C:\\Users\\Ada", ["C: C:\\", "Users C:\\Users", "Ada C:\\Users\\Ada"]],
])("the way to %s", (path, way) =>
  expect(crumbsOf(path, "Computer").map((crumb) => `${crumb.name} ${crumb.path}`)).toEqual(way),
);

test("names are joined as the system writes paths", () => {
  expect(joinPath("/home", "a.csv")).toBe("/home/a.csv");
  expect(joinPath("/", "a.csv")).toBe("/a.csv");
  expect(joinPath("C:\\x", "a.csv")).toBe("C:\\x\\a.csv");
});

test.each([
  ["flow", ["millrace.json"], "flow.millrace.json"],
  ["flow.MILLRACE.json", ["millrace.json"], "flow.MILLRACE.json"],
  ["rows.tsv", ["csv", "tsv"], "rows.tsv"],
  ["rows", [], "rows"],
])("%s with %j is %s", (name, extensions, full) => expect(withEnding(name, extensions)).toBe(full));
