import { expect, test } from "vitest";
import { applyCommands } from "../../../engine/document/apply.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { bendsOf } from "./bend.ts";
import { drawable } from "./drawable.ts";
import { moveBy, moveTo } from "./move.ts";
import { keepPlaces, placesOf } from "./places.ts";

const node = (id: string) => ({ id, kind: "k", version: 1, title: id, params: {} });
const flow = (view: WorkflowDocument["view"]): WorkflowDocument => ({
  format: "millrace",
  version: 1,
  nodes: [node("a"), node("b"), node("constructor")],
  edges: [{ from: "a.out", to: "b.in" }],
  view,
});

test.each([1e308, -1e308, 1e20, 2 ** 24])("a node at %d stands as if the file did not say where", (far) => {
  const here = { a: { x: 0, y: 0 }, constructor: { x: 0, y: 400 } };
  const places = placesOf(flow({ nodes: { ...here, b: { x: far, y: 10 } } }));
  expect(places).toEqual(placesOf(flow({ nodes: here })));
  expect(Math.abs(places.b.x)).toBeLessThan(1000);
});

test("a note, a frame and a bent wire that are too far or too large can be drawn, always as the same object", () => {
  const note = { id: "n", text: "", x: 1e308, y: 8, width: 240, height: 144 };
  expect(drawable(note)).toEqual({ ...note, x: 0, y: 0 });
  expect(drawable(note)).toBe(drawable(note));
  const frame = { id: "f", title: "", color: "gray", x: 8, y: 8, width: 1e300, height: 10 };
  expect(drawable(frame)).toEqual({ ...frame, width: 480, height: 280 });
  const near = { ...note, x: 16 };
  expect(drawable(near)).toBe(near);
  const points = [
    { x: 1e20, y: 0 },
    { x: 8, y: 8 },
  ];
  const wires = [{ from: "a.out", to: "b.in", points }];
  expect([...bendsOf(flow({ nodes: {}, wires })).values()]).toEqual([[{ x: 8, y: 8 }]]);
  const gone = [{ ...wires[0], points: points.slice(0, 1) }];
  expect(bendsOf(flow({ nodes: {}, wires: gone })).size).toBe(0);
});

test("a note that is too far is moved from where it is drawn", () => {
  const note = { id: "n", text: "", x: 1e308, y: 8, width: 240, height: 144 };
  const document = flow({ nodes: {}, notes: [note] });
  const { commands } = moveBy(document, { nodes: [], items: ["n"] }, { x: 8, y: 0 });
  expect(applyCommands(document, commands).view.notes).toEqual([{ ...note, x: 8, y: 0 }]);
});

test("to move one node leaves those where they are of which the file does not say it", () => {
  const document = flow({ nodes: { b: { x: 1e308, y: 0 } } });
  const before = placesOf(document);
  const { commands } = moveTo(document, { nodes: { a: { x: 4000, y: 4000 } } });
  const after = placesOf(applyCommands(document, commands));
  expect(after.a).toMatchObject({ x: 4000, y: 4000 });
  expect(after.b).toEqual(before.b);
  expect(after.constructor).toEqual(before.constructor);
});

test("where every node has a place nothing is written down", () => {
  const nodes = Object.fromEntries(["a", "b", "constructor"].map((id, at) => [id, { x: at * 300, y: 0 }]));
  expect(keepPlaces(flow({ nodes }))).toEqual([]);
});
