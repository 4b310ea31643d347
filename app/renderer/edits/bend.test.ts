// Points on the way of wires: put there, moved with what moves, copied, and gone with their wire.

import { expect, test } from "vitest";
import { applyCommands } from "../../../engine/document/apply.ts";
import type { FrameArea, WorkflowDocument } from "../../../engine/document/types.ts";
import { bend, pointsOf, setPoints, straighten } from "./bend.ts";
import { reconnect } from "./connect.ts";
import type { Edit } from "./edit.ts";
import { contentsOf, withContents } from "./frame.ts";
import { moveBy, moveTo } from "./move.ts";
import { duplicate } from "./paste.ts";

const WIRE = { from: "a.out", to: "b.in" };
const OTHER = { from: "b.out", to: "c.in" };
const POINT = { x: 200, y: 120 };
const plain: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: ["a", "b", "c"].map((id) => ({ id, kind: "k", version: 1, title: id, params: {} })),
  edges: [WIRE, OTHER],
  view: { nodes: { a: { x: 0, y: 0 }, b: { x: 300, y: 0 }, c: { x: 900, y: 0 } } },
};
const after = (document: WorkflowDocument, edit: Edit) => applyCommands(document, edit.commands);
const bent = after(plain, setPoints(WIRE, [POINT]));

test("a new point lies on the grid, between those it is nearest to", () => {
  const once = after(plain, bend(plain, WIRE, { x: 101, y: 59 }, 0));
  expect(pointsOf(once, WIRE)).toEqual([{ x: 104, y: 56 }]);
  const twice = after(once, bend(once, WIRE, { x: 200, y: 80 }, 1));
  expect(pointsOf(twice, WIRE)).toEqual([
    { x: 104, y: 56 },
    { x: 200, y: 80 },
  ]);
  expect(after(twice, straighten(twice, [WIRE]))).toEqual(plain);
  expect(straighten(plain, [WIRE]).commands).toEqual([]);
});

test("points go with their nodes when both go the same way, and stay otherwise", () => {
  const both = after(bent, moveBy(bent, { nodes: ["a", "b"], items: [] }, { x: 8, y: 16 }));
  expect(pointsOf(both, WIRE)).toEqual([{ x: 208, y: 136 }]);
  const one = after(bent, moveBy(bent, { nodes: ["a"], items: [] }, { x: 8, y: 16 }));
  expect(pointsOf(one, WIRE)).toEqual([POINT]);
  const apart = moveTo(bent, { nodes: { a: { x: 8, y: 0 }, b: { x: 300, y: 8 } } });
  expect(pointsOf(after(bent, apart), WIRE)).toEqual([POINT]);
});

test("a copy of both ends has the points beside the original, a wire whose end moves keeps them", () => {
  const copy = after(bent, duplicate(bent, { nodes: ["a", "b"], items: [] }));
  expect(copy.view.wires).toHaveLength(2);
  expect(copy.view.wires?.[1]).toMatchObject({ points: [{ x: 232, y: 152 }] });
  expect(after(bent, duplicate(bent, { nodes: ["b"], items: [] })).view.wires).toHaveLength(1);
  const moved = after(bent, reconnect(bent, new Map(), WIRE, { from: "a.out", to: "c.in" }));
  expect(moved.view.wires).toEqual([{ from: "a.out", to: "c.in", points: [POINT] }]);
});

const frame = (id: string, x: number, width: number): FrameArea => ({
  id,
  x,
  y: -50,
  width,
  height: 300,
  title: id,
  color: "gray",
});

test("a frame holds what lies in it, frames that fit into it included", () => {
  const note = { id: "n", x: 40, y: 100, width: 120, height: 60, text: "" };
  const framed = after(bent, {
    label: "",
    commands: [
      {
        do: "set-view",
        frames: {
          outer: frame("outer", -50, 700),
          inner: frame("inner", -20, 260),
          far: frame("far", 600, 700),
        },
        notes: { n: note },
      },
    ],
  });
  const [outer] = framed.view.frames!;
  expect(contentsOf(framed, outer)).toEqual({ nodes: ["a", "b"], items: ["inner", "n"] });
  expect(withContents(framed, { nodes: ["c"], items: ["inner"] })).toEqual({
    nodes: ["c", "a"],
    items: ["inner", "n"],
  });
  const moved = after(framed, moveBy(framed, { nodes: [], items: ["outer"] }, { x: 8, y: 8 }));
  expect(moved.view.nodes).toMatchObject({ a: { x: 8, y: 8 }, b: { x: 308, y: 8 }, c: { x: 900, y: 0 } });
  expect(moved.view.notes?.[0]).toMatchObject({ x: 48, y: 108 });
  expect(moved.view.frames?.map(({ x }) => x)).toEqual([-42, -12, 600]);
  expect(pointsOf(moved, WIRE)).toEqual([{ x: 208, y: 128 }]);
});
