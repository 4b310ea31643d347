import { expect, test } from "vitest";
import type { WorkflowDocument } from "../../../../engine/document/types.ts";
import { wiringRefusal } from "./wiring-refusal.ts";

const document: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: ["a", "b", "c"].map((id) => ({ id, kind: "k", version: 1, title: id, params: {} })),
  edges: [
    { from: "a.out", to: "b.in" },
    { from: "b.out", to: "c.in" },
  ],
  view: { nodes: {} },
};
const output = (node: string, flow = "table") =>
  ({ node, port: "out", side: "output", flow, unknown: false }) as const;
const input = (node: string, flow = "table") =>
  ({ node, port: "in", side: "input", flow, unknown: false }) as const;

test("what fits can be drawn, and drawn again", () => {
  expect(wiringRefusal(document, output("a"), input("c"))).toBeNull();
  expect(wiringRefusal(document, input("b"), output("a"))).toBeNull();
});

test("two outputs, other things, and a circle cannot, and it is said why", () => {
  expect(wiringRefusal(document, output("a"), output("b"))).toContain("from an output to an input");
  expect(wiringRefusal(document, output("a", "image"), input("c", "audio"))).toContain("does not fit");
  expect(wiringRefusal(document, output("c"), input("a"))).toContain("circle");
});

test("a wire whose end is moved closes no circle with itself", () => {
  expect(wiringRefusal(document, output("b"), input("a"))).toContain("circle");
  expect(wiringRefusal(document, output("b"), input("a"), document.edges[0])).toBeNull();
});

test("a port that the node does not have takes no wire", () => {
  expect(wiringRefusal(document, output("a"), { ...input("c"), unknown: true })).toContain("no port");
});
