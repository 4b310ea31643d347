import { expect, test } from "vitest";
import { readWorkflow } from "../../engine/document/read.ts";
import { followSelection } from "./stores/lent-tab.ts";
import { NO_RUN } from "./stores/run-state.ts";
import { createUiStore } from "./stores/ui.ts";
import { goToResults } from "./show-results.ts";
import type { Workspace } from "./workspace.tsx";

const NO_STORAGE = { getItem: () => null, setItem: () => {} } as unknown as Storage;
const { document } = readWorkflow(
  JSON.stringify({
    format: "millrace",
    version: 1,
    nodes: ["rows", "late", "file", "other"].map((id) => ({ id, kind: "k" })),
    edges: [
      { from: "rows.out", to: "late.in" },
      { from: "late.out", to: "file.in" },
    ],
  }),
);
const status = { state: "done", counters: null } as const;

function asked(left: object) {
  const ui = createUiStore(NO_STORAGE);
  followSelection(ui);
  // As it is when a run has ended before.
  ui.setState({ dockTab: "log", tabBefore: "preview", logView: "log" });
  const seen: unknown[] = [];
  goToResults({
    ui,
    document: { getState: () => ({ document }) },
    run: { getState: () => ({ ...NO_RUN, nodes: { rows: status, late: status }, ...left }) },
    canvas: { current: { goTo: (thing: unknown) => seen.push(thing) } },
  } as unknown as Workspace);
  const { selected, dockTab, logView, panels } = ui.getState();
  return { selected, dockTab, logView, dock: panels.dock, seen };
}

test("whoever asks for the results gets to the files, whatever the log showed", () => {
  expect(asked({ written: [{ node: "file", path: "/a.csv", rows: 3 }] })).toEqual({
    selected: ["file"],
    dockTab: "log",
    logView: "results",
    dock: true,
    seen: [{ node: "file" }],
  });
});

test("of a run that has left nothing, to the rows of the last node that ran", () => {
  expect(asked({})).toMatchObject({ selected: ["late"], dockTab: "preview", seen: [{ node: "late" }] });
});
