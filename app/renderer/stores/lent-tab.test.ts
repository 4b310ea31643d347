import { expect, test } from "vitest";
import { followSelection, giveTabBack, lendTab } from "./lent-tab.ts";
import { createUiStore, type DockTab } from "./ui.ts";

const NO_STORAGE = { getItem: () => null, setItem: () => {} } as unknown as Storage;

function dock(tab: DockTab) {
  const ui = createUiStore(NO_STORAGE);
  ui.setState({ dockTab: tab });
  followSelection(ui);
  const select = (...selected: string[]) => ui.setState({ selected });
  const shown = () => ui.getState().dockTab;
  return { ui, select, shown };
}

test.each<[DockTab, DockTab]>([
  ["preview", "preview"],
  ["columns", "columns"],
  // Of the two others that were about a run, neither is what a node is selected for.
  ["timeline", "preview"],
])("after the log that a run has opened over %s, a node that is selected shows %s", (before, after) => {
  const { ui, select, shown } = dock(before);
  lendTab(ui, "log");
  // Once more: another run has ended.
  lendTab(ui, "log");
  expect(shown()).toBe("log");
  select("a");
  expect(shown()).toBe(after);
  select("b");
  expect(shown()).toBe(after);
});

test("a log that a person has chosen stays when a run ends and a node is selected", () => {
  const { ui, select, shown } = dock("log");
  lendTab(ui, "log");
  select("a");
  expect(shown()).toBe("log");
});

test("a tab that is chosen after the run has ended stays, and so does a dock that keeps to another node", () => {
  const { ui, select, shown } = dock("preview");
  lendTab(ui, "log");
  ui.setState({ dockTab: "timeline" });
  select("a");
  expect(shown()).toBe("timeline");

  ui.setState({ dockTab: "preview", pinned: "a" });
  lendTab(ui, "log");
  select("b");
  expect(shown()).toBe("log");
});

test("a node that is selected already is clicked", () => {
  const { ui, select, shown } = dock("columns");
  select("a");
  lendTab(ui, "log");
  select();
  expect(shown()).toBe("log");
  giveTabBack(ui);
  expect(shown()).toBe("columns");
});
