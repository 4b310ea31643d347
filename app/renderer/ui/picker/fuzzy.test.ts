import { expect, test } from "vitest";
import { fuzzy, ranked } from "./fuzzy.ts";

const order = (query: string, ...texts: string[]) => ranked(query, texts, (text) => [[text, 1]]);

test.each([
  ["csv", "CSV file", [0, 1, 2]],
  ["onmo", "ONNX model", [0, 1, 5, 6]],
  ["fltr", "Filter rows", [0, 2, 3, 5]],
  ["file csv", "CSV file", [0, 1, 2, 4, 5, 6, 7]],
  ["", "anything", []],
])("%j is found in %j", (query, text, at) => expect(fuzzy(query, text)?.at).toEqual(at));

test.each([
  ["xyz", "CSV file"],
  ["vsc", "CSV"],
  ["sav", "Search the palette View"],
  ["sav", "Previous panel View"],
])("%j is not in %j", (query, text) => expect(fuzzy(query, text)).toBeNull());

test("a beginning counts more than the middle, a run more than scattered letters", () => {
  expect(order("write", "Overwrite", "Write CSV")[0]).toBe("Write CSV");
  expect(order("min", "Admin", "Min-max")[0]).toBe("Min-max");
  expect(order("wc", "Switch", "Write CSV")[0]).toBe("Write CSV");
});

test("of two that match alike the shorter one comes first", () =>
  expect(order("csv", "CSV file with a header", "CSV file")[0]).toBe("CSV file"));

test("an empty query keeps the order", () => expect(order(" ", "b", "a")).toEqual(["b", "a"]));

test("a text of more weight wins", () => {
  const items = [
    { title: "Sigmoid", summary: "csv" },
    { title: "CSV file", summary: "" },
  ];
  const found = ranked("csv", items, ({ title, summary }) => [
    [title, 2],
    [summary, 1],
  ]);
  expect(found[0].title).toBe("CSV file");
});

test("a long text is found by beginnings of its words only", () => {
  const summary = "Makes random rows, the same ones for the same seed.";
  const found = (query: string) => ranked(query, [summary], (text) => [[text, 1, "words"]]).length;
  expect(found("softm")).toBe(0);
  expect(found("rand seed")).toBe(1);
});
