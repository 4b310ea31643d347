import { expect, test } from "vitest";
import { forgetFound, foundMark } from "./found.ts";
import { createUiStore } from "./ui.ts";

const NO_STORAGE = { getItem: () => null, setItem: () => {} } as unknown as Storage;

test("all that was found is marked, one of them as the current one, until something else is selected", () => {
  const ui = createUiStore(NO_STORAGE);
  forgetFound(ui);
  const marks = () => ["a", "b", "c"].map((id) => foundMark(ui.getState(), id));
  expect(marks()).toEqual([null, null, null]);
  ui.setState({ overlay: "find", found: { nodes: new Set(["a", "b"]), current: "b" } });
  expect(marks()).toEqual(["match", "current", null]);
  // Enter: the search closes, and what it went to is selected.
  ui.setState({ overlay: null });
  ui.setState({ selected: ["b"] });
  ui.setState({ found: { nodes: new Set(["a", "b"]), current: "b" } });
  expect(marks()).toEqual(["match", "current", null]);
  ui.setState({ selected: ["c"] });
  expect(marks()).toEqual([null, null, null]);
});
