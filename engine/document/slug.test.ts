// Do new nodes get readable ids that nothing uses yet?

import { expect, test } from "vitest";
import { freshId, slug } from "./slug.ts";
import { isNodeId, type WorkflowDocument } from "./types.ts";

test.each([
  ["Telemetry", "telemetry"],
  ["Read CSV (daily)", "read-csv-daily"],
  ["  Größe  ", "große"],
  ["Déjà vu", "deja-vu"],
  ["温度 2", "温度-2"],
  ["a.b", "a-b"],
  ["__proto__", "proto"],
  ["", "node"],
  ["→ ???", "node"],
  ["x".repeat(50), "x".repeat(40)],
])("the title %j gives %s", (title, id) => {
  expect(slug(title)).toBe(id);
  expect(isNodeId(slug(title))).toBe(true);
});

test("an id that a node, a dangling wire or a stale position names is taken", () => {
  const node = { id: "crop", kind: "crop", version: 1, title: "Crop", params: {} };
  const document: WorkflowDocument = {
    format: "millrace",
    version: 1,
    nodes: [node],
    edges: [{ from: "crop.out", to: "crop-2.in" }],
    view: { nodes: { "crop-3": { x: 0, y: 0 } } },
  };
  expect(freshId(document, "Crop")).toBe("crop-4");
  expect(freshId(document, "Resize")).toBe("resize");
});
