import fc from "fast-check";
import { expect, test } from "vitest";
import type { CardNode, FlowNode, WireEdge } from "../adapter/elements.ts";
import { hiddenWires } from "./hidden.ts";

const OUT = [{ id: "out", y: 16 }];
const IN = [{ id: "in", y: 16 }];

function card(id: string, x: number, y: number, height = 120): FlowNode {
  const data = { ports: { inputs: IN, outputs: OUT } } as unknown as CardNode["data"];
  return { id, type: "card", position: { x, y }, measured: { width: 220, height }, data };
}

function wire(source: string, target: string): WireEdge {
  return { id: `${source}-${target}`, type: "wire", source, sourceHandle: "out", target, targetHandle: "in" };
}

const ROW = [card("a", 0, 0), card("between", 300, 0), card("c", 600, 0)];
const WIRES = [wire("a", "between"), wire("a", "c")];

test("a wire is hidden by the card that it passes behind, and no more once that has moved away", () => {
  const find = hiddenWires();
  expect(find(ROW, WIRES)).toMatchObject([{ id: "a-c", color: "any", cards: [{ id: "between" }] }]);
  expect(find([ROW[0], card("between", 300, 400), ROW[2]], WIRES)).toEqual([]);
  expect(find(ROW, WIRES)).toHaveLength(1);
  expect(find([ROW[0], ROW[2]], WIRES)).toEqual([]);
});

const IDS = ["a", "b", "c", "d", "e", "f"];
const anyCards = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...IDS), fc.nat(8), fc.nat(4), fc.constantFrom(60, 120, 300)), {
    selector: ([id]) => id,
  })
  .map((cards) => cards.map(([id, across, down, height]) => card(id, across * 110, down * 60, height)));
const anyWires = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...IDS), fc.constantFrom(...IDS)), {
    selector: (ends) => ends.join("-"),
  })
  .map((wires) => wires.map(([from, to]) => wire(from, to)));

test("what is remembered comes to the same as what is found anew", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyCards, anyWires), { minLength: 2, maxLength: 5 }), (canvases) => {
      const find = hiddenWires();
      for (const [nodes, edges] of canvases) expect(find(nodes, edges)).toEqual(hiddenWires()(nodes, edges));
    }),
  );
});
