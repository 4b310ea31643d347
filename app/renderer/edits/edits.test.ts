import { expect, test } from "vitest";
import { applyCommands } from "../../../engine/document/apply.ts";
import type { EdgeDocument, NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { addNode, insertExisting, insertNode } from "./add.ts";
import { align, distribute } from "./align.ts";
import { connect, join, reconnect } from "./connect.ts";
import { copyText, readPiece } from "./copy.ts";
import type { Edit } from "./edit.ts";
import { addNote, frameAround, unframe } from "./frame.ts";
import { moveBy, moveTo } from "./move.ts";
import { duplicate, paste } from "./paste.ts";
import { clearPlace, placesOf } from "./places.ts";
import { fittingOutput, flowsTogether } from "./ports.ts";
import { heal, remove } from "./remove.ts";
import { toggleBypassed, toggleCollapsed, toggleDisabled } from "./toggle.ts";

const table = { flow: "table" } as const;
function kind(name: string, inputs: KindDescription["inputs"], outputs: KindDescription["outputs"]) {
  return {
    kind: name,
    version: 1,
    category: "prepare",
    field: "tables",
    title: name,
    summary: "",
    keywords: [],
    presets: [],
    params: [],
    inputs,
    outputs: { ...outputs, error: table },
    dynamicOutputs: false,
    effects: [],
    determinism: "pure",
    state: "none",
    canFit: false,
  } as const satisfies KindDescription;
}
const KINDS = new Map<string, KindDescription>(
  [
    kind("source", {}, { out: table }),
    kind("pictures", {}, { out: { flow: "image" } }),
    kind("step", { in: table }, { out: table }),
    kind("shrink", { other: table, in: { flow: "image" } }, { out: { flow: "image" } }),
    kind("union", { in: { flow: "table", many: true } }, { out: table }),
    kind("sink", { in: table }, {}),
  ].map((each) => [each.kind, each]),
);

function node(id: string, of: string): NodeDocument {
  return { id, kind: of, version: 1, title: id.toUpperCase(), params: {} };
}
function wire(text: string): EdgeDocument {
  const [from, to] = text.split(" > ");
  return { from, to };
}
function flow(nodes: Record<string, string>, wires: string[]): WorkflowDocument {
  return {
    format: "millrace",
    version: 1,
    nodes: Object.entries(nodes).map(([id, of]) => node(id, of)),
    edges: wires.map(wire),
    view: { nodes: Object.fromEntries(Object.keys(nodes).map((id, i) => [id, { x: i * 240, y: 0 }])) },
  };
}
const CHAIN = flow({ a: "source", b: "step", c: "step", d: "sink" }, [
  "a.out > b.in",
  "b.out > c.in",
  "c.out > d.in",
]);
function after(document: WorkflowDocument, edit: Edit | null): WorkflowDocument {
  return applyCommands(document, edit?.commands ?? []);
}
function wires({ edges }: WorkflowDocument): string[] {
  return edges.map(({ from, to }) => `${from} > ${to}`);
}

test("a copy is a workflow of the chosen nodes with the wires between them and into them", () => {
  const text = copyText(CHAIN, { nodes: ["b", "c"], items: [] });
  const piece = readPiece(text)!;
  expect(piece.nodes.map(({ id }) => id)).toEqual(["b", "c"]);
  expect(wires(piece)).toEqual(["a.out > b.in", "b.out > c.in"]);
});

test.each([[""], ["some words"], ["{"], ['{"a": 1}'], ['{"format": "millrace", "version": 1}']])(
  "the text %j is no piece of a workflow",
  (text) => expect(readPiece(text)).toBeNull(),
);

test("pasting gives fresh ids, keeps wires inside, and leaves those from outside", () => {
  const text = copyText(CHAIN, { nodes: ["b", "c"], items: [] });
  const edit = paste(CHAIN, text, { at: { x: 500, y: 400 } })!;
  const pasted = after(CHAIN, edit);
  expect(edit.label).toBe("paste 2 nodes");
  expect(edit.select?.nodes).toEqual(["b-2", "c-2"]);
  expect(wires(pasted).slice(3)).toEqual(["b-2.out > c-2.in"]);
  const { x, y } = pasted.view.nodes["c-2"];
  expect(x - pasted.view.nodes["b-2"].x).toBe(240);
  expect(y).toBe(pasted.view.nodes["b-2"].y);
});

test("pasting with its inputs wires the copy to where the original got its rows", () => {
  const text = copyText(CHAIN, { nodes: ["b"], items: [] });
  const kept = after(CHAIN, paste(CHAIN, text, { at: { x: 0, y: 0 }, keepInputs: true }));
  expect(wires(kept)).toContain("a.out > b-2.in");
});

test("pasting into another workflow keeps ids that are free and drops wires to nodes that are not there", () => {
  const text = copyText(CHAIN, { nodes: ["b", "c"], items: [] });
  const other = flow({ c: "source" }, []);
  const edit = paste(other, text, { at: { x: 0, y: 0 }, keepInputs: true })!;
  expect(edit.select?.nodes).toEqual(["b", "c-2"]);
  expect(wires(after(other, edit))).toEqual(["b.out > c-2.in"]);
});

test("a duplicate of a duplicate counts on", () => {
  const once = after(CHAIN, duplicate(CHAIN, { nodes: ["a"], items: [] }));
  expect(duplicate(once, { nodes: ["a-2"], items: [] }).select?.nodes).toEqual(["a-3"]);
});

test("notes, frames and collapsed cards are copied too", () => {
  const noted = after(CHAIN, addNote(CHAIN, { x: 0, y: 300 }, "Look"));
  const folded = after(noted, toggleCollapsed(noted, ["a"]));
  const copy = after(folded, duplicate(folded, { nodes: ["a"], items: ["note"] }));
  expect(copy.view.notes?.map(({ id, text }) => [id, text])).toEqual([
    ["note", "Look"],
    ["note-2", "Look"],
  ]);
  expect(copy.view.nodes["a-2"].collapsed).toBe(true);
});

test("removing takes nodes with their wires, and single wires by their keys", () => {
  const edit = remove(CHAIN, { nodes: ["d"], edges: ["a.out>b.in", "c.out>d.in"], items: [] });
  expect(edit.label).toBe("delete node");
  expect(wires(after(CHAIN, edit))).toEqual(["b.out > c.in"]);
  expect(remove(CHAIN, { nodes: [], edges: ["a.out>b.in"], items: [] }).label).toBe("delete wire");
});

test("healing wires what stood before the removed nodes to what stood behind them", () => {
  const healed = after(CHAIN, heal(CHAIN, KINDS, ["b", "c"]));
  expect(wires(healed)).toEqual(["a.out > d.in"]);
});

test("healing a union keeps one wire where the next input takes one, all where it takes several", () => {
  const nodes = { a: "source", b: "source", u: "union", d: "sink", v: "union" };
  const joined = flow(nodes, [
    "a.out > u.in",
    "b.out > u.in",
    "u.out > d.in",
    "u.out > v.in",
    "u.error > v.in",
  ]);
  expect(wires(after(joined, heal(joined, KINDS, ["u"])))).toEqual([
    "a.out > d.in",
    "a.out > v.in",
    "b.out > v.in",
  ]);
});

test("a new node is wired to the end it was dragged from, in place of the wire that was there", () => {
  const edit = addNode(CHAIN, KINDS.get("step")!, {
    at: { x: 3, y: 5 },
    from: { node: "d", port: "in", side: "input" },
    kinds: KINDS,
  });
  const added = after(CHAIN, edit);
  expect(edit.label).toBe("add step");
  expect(added.view.nodes.step).toEqual({ x: 0, y: 8 });
  expect(wires(added)).toEqual(["a.out > b.in", "b.out > c.in", "step.out > d.in"]);
});

test("the port with the same flow is taken before another that would do", () => {
  const pictures = flow({ p: "pictures" }, []);
  const from = { node: "p", port: "out", side: "output" } as const;
  const added = after(
    pictures,
    addNode(pictures, KINDS.get("shrink")!, { at: { x: 0, y: 0 }, from, kinds: KINDS }),
  );
  expect(wires(added)).toEqual(["p.out > shrink.in"]);
});

test("a node goes into a wire, new or standing alone; one without an output does not", () => {
  const edge = CHAIN.edges[0];
  const at = { x: 100, y: 0 };
  const added = after(CHAIN, insertNode(CHAIN, KINDS.get("step")!, edge, { at, kinds: KINDS }));
  expect(wires(added).slice(0, 2)).toEqual(["a.out > step.in", "step.out > b.in"]);
  expect(insertNode(CHAIN, KINDS.get("sink")!, edge, { at, kinds: KINDS })).toBeNull();
  const alone = { ...CHAIN, nodes: [...CHAIN.nodes, node("e", "step")] };
  expect(wires(after(alone, insertExisting(alone, KINDS, "e", edge)))).toContain("e.out > b.in");
  expect(insertExisting(CHAIN, KINDS, "c", edge)).toBeNull();
});

test("what stands behind an inserted node moves on where there is no room, what stands beside it stays", () => {
  const at = { x: 0, y: 0 };
  const added = after(CHAIN, insertNode(CHAIN, KINDS.get("step")!, CHAIN.edges[1], { at, kinds: KINDS }));
  const { a, b, step, c, d } = added.view.nodes;
  expect([a.x, b.x]).toEqual([0, 240]);
  expect(step.x).toBeGreaterThanOrEqual(b.x + 220 + 40);
  expect(c.x).toBeGreaterThanOrEqual(step.x + 220 + 40);
  expect(d.x - c.x).toBe(240);
});

test("a wire to a taken input replaces the one that is there; an input that takes several keeps them", () => {
  const two = flow({ a: "source", b: "source", u: "union", d: "sink" }, ["a.out > u.in", "a.out > d.in"]);
  expect(wires(after(two, connect(two, KINDS, wire("b.out > d.in"))))).toEqual([
    "a.out > u.in",
    "b.out > d.in",
  ]);
  expect(wires(after(two, connect(two, KINDS, wire("b.out > u.in"))))).toHaveLength(3);
  const moved = reconnect(two, KINDS, two.edges[1], wire("b.out > d.in"));
  expect(wires(after(two, moved))).toEqual(["a.out > u.in", "b.out > d.in"]);
});

test("nodes are joined in the order they were selected in, ends without a port left out", () => {
  const apart = flow({ d: "sink", b: "step", a: "source" }, []);
  expect(wires(after(apart, join(apart, KINDS, ["a", "b", "d"])))).toEqual(["a.out > b.in", "b.out > d.in"]);
  expect(join(apart, KINDS, ["d", "a"]).commands).toEqual([]);
  expect(join(CHAIN, KINDS, ["a", "b"]).commands).toEqual([]);
});

test.each([
  ["table", "image", true],
  ["image", "table", true],
  ["image", "tensor", false],
  ["audio", "any", true],
])("%s into %s: %s", (output, input, fits) => expect(flowsTogether(output, input)).toBe(fits));

test("switches go on together when only some are on, and off when all are", () => {
  const half = after(CHAIN, toggleDisabled(CHAIN, ["a"]));
  const all = toggleDisabled(half, ["a", "b"]);
  expect(all.label).toBe("disable 2 nodes");
  const off = toggleDisabled(after(half, all), ["a", "b"]);
  expect(off.label).toBe("enable 2 nodes");
  expect(after(after(half, all), off).nodes.some(({ disabled }) => disabled)).toBe(false);
  expect(after(CHAIN, toggleBypassed(CHAIN, ["b"])).nodes[1].bypassed).toBe(true);
});

test("a node without a place gets one before it is collapsed", () => {
  const unplaced = { ...CHAIN, view: { nodes: {} } };
  expect(after(unplaced, toggleCollapsed(unplaced, ["b"])).view.nodes.b).toEqual({
    ...placesOf(unplaced).b,
    collapsed: true,
  });
});

test("nodes without places stand in columns along the wires, below those that have one", () => {
  const unplaced = { ...CHAIN, view: { nodes: {} } };
  const places = placesOf(unplaced);
  expect(Object.keys(places)).toHaveLength(4);
  expect(places.a.x).toBeLessThan(places.b.x);
  const { d: _, ...rest } = CHAIN.view.nodes;
  expect(placesOf({ ...CHAIN, view: { nodes: rest } }).d.y).toBeGreaterThan(0);
});

test("a frame goes around nodes and is taken away by its nodes", () => {
  const framed = after(CHAIN, frameAround(CHAIN, ["a", "b"]));
  const [frame] = framed.view.frames!;
  expect(frame.x).toBeLessThan(0);
  expect(frame.x + frame.width).toBeGreaterThan(240 + 220);
  expect(after(framed, unframe(framed, { items: [], nodes: ["a", "b"] })).view.frames).toBeUndefined();
  expect(unframe(framed, { items: [], nodes: ["a", "d"] }).commands).toEqual([]);
});

test("aligning moves what is not in line, distributing gives the same space", () => {
  const uneven = after(CHAIN, moveTo(CHAIN, { nodes: { b: { x: 300, y: 40 }, d: { x: 900, y: 80 } } }));
  const top = after(uneven, align(uneven, ["a", "b", "d"], "top"));
  expect(["a", "b", "d"].map((id) => top.view.nodes[id].y)).toEqual([0, 0, 0]);
  const spread = after(uneven, distribute(uneven, ["a", "b", "d"], "row"));
  expect(["a", "b", "d"].map((id) => spread.view.nodes[id].x)).toEqual([0, 450, 900]);
  expect(align(CHAIN, ["a", "b"], "top").commands).toEqual([]);
});

test("moving says what was moved and keeps cards collapsed", () => {
  const noted = after(CHAIN, addNote(CHAIN, { x: 0, y: 300 }));
  const folded = after(noted, toggleCollapsed(noted, ["a"]));
  const edit = moveBy(folded, { nodes: ["a", "b"], items: ["note"] }, { x: 8, y: 0 });
  expect(edit.label).toBe("move 3 items");
  const moved = after(folded, edit);
  expect(moved.view.nodes.a).toEqual({ x: 8, y: 0, collapsed: true });
  expect(moved.view.notes?.[0].x).toBe(8);
  expect(moveBy(CHAIN, { nodes: ["a", "b", "c"], items: [] }, { x: 8, y: 0 }).label).toBe("move 3 nodes");
  expect(readWorkflow(writeWorkflow(moved)).issues).toEqual([]);
});

test("a new card lies over no other", () => {
  const size = { width: 220, height: 200 };
  const sizes = { a: size, b: { width: 220, height: 300 } };
  const document = { ...CHAIN, view: { nodes: { a: { x: 0, y: 0 }, b: { x: 100, y: 210 } } } };
  expect(clearPlace(document, sizes, { x: 600, y: 0 }, size)).toMatchObject({ x: 600 });
  const { x, y } = clearPlace(document, sizes, { x: 50, y: 40 }, size);
  expect(x).toBe(48);
  expect(y).toBeGreaterThanOrEqual(510);
});

test("what follows a node begins at an output that leads nowhere yet", () => {
  const after = (id: string, ports?: Record<string, { flow: string }>) =>
    fittingOutput(CHAIN, KINDS, { id, ports }, KINDS.get("step")!);
  expect(after("c")).toBe("out");
  expect(after("d")).toBeNull();
  expect(after("b", { out: { flow: "table" }, late: { flow: "table" }, error: { flow: "table" } })).toBe(
    "late",
  );
  expect(fittingOutput(CHAIN, KINDS, { id: "a" }, KINDS.get("source")!)).toBeNull();
});
