import { expect, test } from "vitest";
import type { Plan } from "../../engine/plan/types.ts";
import { PlanViews } from "./plan-view.ts";

const inputs = {
  in: { fields: [{ name: "a", type: { type: "int64" }, nullable: false }], open: false },
} as const;
const empty: Plan = {
  document: { format: "millrace", version: 1, nodes: [], edges: [], view: { nodes: {} } },
  nodes: [],
  edges: [],
  issues: [],
};

test("a node whose params are broken says what arrives, and is told again only when that is something else", () => {
  const views = new PlanViews();
  const view = views.next(1, undefined, { ...empty, unready: [{ id: "half", inputs }] });
  expect(view.nodes).toEqual({ half: { inputs, outputs: {}, ports: {}, effects: [] } });
  const again = views.next(2, 1, { ...empty, unready: [{ id: "half", inputs: { ...inputs } }] });
  expect([again.nodes, again.gone]).toEqual([{}, []]);
  expect(views.next(3, 2, empty).gone).toEqual(["half"]);
});
