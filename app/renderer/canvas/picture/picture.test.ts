import { expect, test } from "vitest";
import type { WorkflowDocument } from "../../../../engine/document/types.ts";
import type { KindDescription } from "../../../bridge/shapes.ts";
import { flowNodes } from "../adapter/elements.ts";
import { flowEdges } from "../adapter/wire-elements.ts";
import { pictureOf, type Drawing } from "./picture.ts";

const table = { flow: "table" } as const;
const kinds = new Map([
  ["k", { kind: "k", category: "prepare", params: [], inputs: { in: table }, outputs: { out: table } }],
]) as unknown as ReadonlyMap<string, KindDescription>;
const drawing: Drawing = {
  color: (token) => token,
  measure: (text, { size }) => text.length * size * 0.5,
  icon: () => '<path d="M0 0"></path>',
  preview: () => undefined,
  planned: () => undefined,
  folded: () => false,
  impossible: () => false,
};
const nothing = { nodes: new Set<string>(), edges: new Set<string>(), items: new Set<string>() };

const document: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: ["a", "b"].map((id) => ({ id, kind: "k", version: 1, title: `<${id}> & "co"`, params: {} })),
  edges: [{ from: "a.out", to: "b.in" }],
  view: {
    nodes: { a: { x: 1000, y: 1000 }, b: { x: 1400, y: 1000 } },
    notes: [{ id: "n", x: 1000, y: 1200, width: 200, height: 80, text: "# Look\nat **this** <b>" }],
    frames: [{ id: "f", x: 960, y: 960, width: 900, height: 200, title: "Group", color: "teal" }],
  },
};
const picture = (more: Partial<Drawing> = {}) => {
  const nodes = flowNodes([], document, { kinds, nodes: {} }, nothing);
  return pictureOf(nodes, flowEdges([], document, nodes, nothing, new Map()), { ...drawing, ...more });
};

test("the picture holds every node, wire, note and frame, with nothing that could be read as code", () => {
  const { svg } = picture();
  expect(svg).toContain("&lt;a&gt; &amp; &quot;co&quot;");
  expect(svg).toContain(">Look<");
  expect(svg).toContain('font-weight="700">this<');
  expect(svg).toContain("&lt;b&gt;");
  expect(svg).toContain(">Group<");
  expect(svg).toContain('d="M 1225,1016 C');
});

test("it ends where the graph ends, wherever that lies", () => {
  const { svg, width, height } = picture();
  expect(svg).toContain(`viewBox="${960 - 32} ${960 - 32} ${width} ${height}"`);
  expect(width).toBe(900 + 2 * 32);
  expect(height).toBe(1280 - 960 + 2 * 32);
});

test("an impossible wire is red and broken", () => {
  expect(picture({ impossible: () => true }).svg).toContain(
    'stroke="--mr-danger" stroke-width="1.75" stroke-dasharray="7 3"',
  );
  expect(picture().svg).not.toContain("stroke-dasharray");
});

test("the first rows of a sample stand on the card", () => {
  const fields = [{ name: "price", type: { type: "float64" as const }, nullable: true }];
  const ports = { out: { schema: { fields }, rows: 2, head: [[1.5], [null]], sparks: [] } };
  const preview = () => ({ state: "done" as const, ports, ms: 1, rowsFailed: 0, error: null });
  const { svg } = picture({ preview });
  expect(svg).toContain(">price<");
  expect(svg).toContain('text-anchor="end">1.5<');
  expect(svg).toContain(">∅<");
  expect(picture({ preview, folded: () => true }).svg).not.toContain(">price<");
});
