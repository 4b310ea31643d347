// Notes, frames, collapsed nodes and bypasses: what their commands do to a document and its text.

import { expect, test } from "vitest";
import { applyCommand, applyCommands } from "./apply.ts";
import { invert } from "./invert.ts";
import { readWorkflow } from "./read.ts";
import { refusalOf } from "./refusal.ts";
import type { FrameArea, Note, WorkflowDocument } from "./types.ts";
import { writeWorkflow } from "./write.ts";

const note: Note = { id: "n", x: 1, y: 2, width: 200, height: 80, text: "why" };
const frame: FrameArea = { id: "f", x: 0, y: 0, width: 400, height: 300, title: "Clean", color: "blue" };
const document: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: ["a", "b"].map((id) => ({ id, kind: "csv", version: 1, title: id, params: {} })),
  edges: [],
  view: { nodes: { a: { x: 0, y: 0 } } },
};

test("set-view sets notes and frames, each on a line, and takes them away without a trace", () => {
  const set = applyCommand(document, { do: "set-view", notes: { n: note }, frames: { f: frame } });
  const text = writeWorkflow(set);
  expect(text).toContain('      { "id": "n", "x": 1, "y": 2, "width": 200, "height": 80, "text": "why" }\n');
  expect(readWorkflow(text).document).toEqual(set);
  const moved = applyCommand(set, { do: "set-view", notes: { n: { ...note, x: 9 }, m: note } });
  expect(moved.view.notes).toEqual([
    { ...note, x: 9 },
    { ...note, id: "m" },
  ]);
  const cleared = applyCommand(set, { do: "set-view", notes: { n: null }, frames: { f: null } });
  expect(cleared).toEqual(document);
});

test("a node that is collapsed stays so when it moves, and needs a place", () => {
  const collapsed = applyCommands(document, [
    { do: "set-view", collapsed: { a: true } },
    { do: "move-nodes", to: { a: { x: 5, y: 6 } } },
  ]);
  expect(collapsed.view.nodes.a).toEqual({ x: 5, y: 6, collapsed: true });
  expect(applyCommand(collapsed, { do: "set-view", collapsed: { a: false } }).view.nodes.a).toEqual({
    x: 5,
    y: 6,
  });
  expect(refusalOf(document, { do: "set-view", collapsed: { b: true } })?.code).toBe("NODE_UNPLACED");
  expect(refusalOf(document, { do: "set-view", collapsed: { z: true } })?.code).toBe("NODE_UNKNOWN");
});

test("set-bypassed is written behind the rest, and taken back", () => {
  const command = { do: "set-bypassed", id: "b", bypassed: true } as const;
  const bypassed = applyCommand(document, command);
  expect(writeWorkflow(bypassed)).toContain('"params": {},\n      "bypassed": true\n');
  expect(applyCommands(bypassed, invert(document, command))).toEqual(document);
  expect(applyCommand(bypassed, { ...command, bypassed: false })).toEqual(document);
});

test("a note of the wrong shape is left out, the others stay, and the file is read-only", () => {
  const set = applyCommand(document, { do: "set-view", notes: { n: note } });
  const text = writeWorkflow(set).replace('"text": "why" }', '"text": "why" }, { "id": "broken" }');
  const read = readWorkflow(text);
  expect(read.document?.view.notes).toEqual([note]);
  expect(read.readOnly).toBe(true);
});

const wired: WorkflowDocument = { ...document, edges: [{ from: "a.out", to: "b.in" }] };
const bent = { from: "a.out", to: "b.in", points: [{ x: 40, y: -20 }] };

test("points of a wire stand on a line, follow its ends by name, and go with it", () => {
  const set = applyCommand(wired, { do: "set-view", wires: [bent] });
  const text = writeWorkflow(set);
  expect(text).toContain('      { "from": "a.out", "to": "b.in", "points": [{ "x": 40, "y": -20 }] }\n');
  expect(readWorkflow(text).document).toEqual(set);
  const renamed = applyCommand(set, { do: "set-id", id: "a", to: "c" });
  expect(renamed.view.wires).toEqual([{ ...bent, from: "c.out" }]);
  expect(applyCommand(set, { do: "set-view", wires: [{ ...bent, points: [] }] })).toEqual(wired);
  expect(applyCommand(set, { do: "disconnect", edge: wired.edges[0] })).toEqual(document);
  expect(applyCommand(set, { do: "remove-nodes", ids: ["b"] }).view.wires).toBeUndefined();
});

test("a wire that is not there has no points, and one that comes back has them again", () => {
  expect(refusalOf(document, { do: "set-view", wires: [bent] })?.code).toBe("EDGE_UNKNOWN");
  const set = applyCommand(wired, { do: "set-view", wires: [bent] });
  const cut = { do: "remove-nodes", ids: ["a"] } as const;
  expect(applyCommands(applyCommand(set, cut), invert(set, cut))).toEqual(set);
});
