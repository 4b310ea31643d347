// A plan as the editor sees it.

import type { PlannedView, PlanView } from "../bridge/shapes.ts";
import type { Plan, PlannedNode } from "../../engine/plan/types.ts";
import { ERROR_PORT } from "../../engine/sdk/ports.ts";

export function planView(revision: number, { nodes, issues }: Plan): PlanView {
  return {
    revision,
    nodes: Object.fromEntries(nodes.map((node) => [node.id, nodeView(node)])),
    issues: [...issues],
  };
}

function nodeView({ definition, ports, inputs, outputs }: PlannedNode): PlannedView {
  const shown: PlannedView["ports"] = {};
  for (const [port, { flow, title }] of Object.entries(ports))
    shown[port] = { flow, ...(title !== undefined && { title }) };
  return {
    inputs: { ...inputs },
    outputs: { ...outputs },
    ports: { ...shown, [ERROR_PORT]: { flow: "table", title: "Failed rows" } },
    effects: [...definition.effects],
  };
}
