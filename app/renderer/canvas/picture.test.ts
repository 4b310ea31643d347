import { expect, test } from "vitest";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { flowEdges, flowNodes } from "./adapter/elements.ts";
import { pictureOf } from "./picture.ts";

const table = { flow: "table" } as const;
const kinds = new Map([
  ["k", { kind: "k", category: "prepare", params: [], inputs: { in: table }, outputs: { out: table } }],
]) as unknown as ReadonlyMap<string, KindDescription>;
const nothing = { nodes: new Set<string>(), edges: new Set<string>(), items: new Set<string>() };

test("the picture holds every node, wire, note and frame, with nothing that could be read as code", () => {
  const document: WorkflowDocument = {
    format: "millrace",
    version: 1,
    nodes: ["a", "b"].map((id) => ({ id, kind: "k", version: 1, title: `<${id}> & "co"`, params: {} })),
    edges: [{ from: "a.out", to: "b.in" }],
    view: {
      nodes: { a: { x: 0, y: 0 }, b: { x: 400, y: 0 } },
      notes: [{ id: "n", x: 0, y: 200, width: 200, height: 80, text: "Look" }],
      frames: [{ id: "f", x: -40, y: -40, width: 900, height: 200, title: "Group", color: "gray" }],
    },
  };
  const nodes = flowNodes([], document, { kinds, nodes: {} }, nothing);
  const edges = flowEdges([], document, nodes, nothing, new Map());
  const { svg, width, height } = pictureOf(nodes, edges, (token) => token);
  expect(svg).toContain("&lt;a&gt; &amp; &quot;co&quot;");
  expect(svg).toContain("Look");
  expect(svg).toContain("Group");
  expect(svg.match(/<path/g)).toHaveLength(1);
  expect(svg).toContain('d="M 225,16 C');
  expect(width).toBe(900 + 2 * 32);
  expect(height).toBeGreaterThan(300);
});
