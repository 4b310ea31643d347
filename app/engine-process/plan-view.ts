// A plan as the editor sees it: all of it, or what has changed since the one it has. Plans of large workflows are long, and
// follow every key that is pressed.

import type { PlannedView, PlanView } from "../bridge/shapes.ts";
import type { Plan, PlannedNode } from "../../engine/plan/types.ts";
import { ERROR_PORT } from "../../engine/sdk/ports.ts";

interface Told {
  readonly revision: number;
  readonly nodes: ReadonlyMap<string, PlannedView>;
}

/** For the plans of one window, one after the other. */
export class PlanViews {
  #told: Told | null = null;

  /** `since`: the revision whose plan the window has. It is told all where that is not the last one. */
  next(revision: number, since: number | undefined, { nodes, issues }: Plan): PlanView {
    const before = this.#told?.revision === since ? this.#told : null;
    const views = new Map(nodes.map((node) => [node.id, viewOf(node, before?.nodes.get(node.id))]));
    this.#told = { revision, nodes: views };
    const news = before ? [...views].filter(([id, view]) => before.nodes.get(id) !== view) : views;
    return {
      revision,
      since: before?.revision ?? null,
      nodes: Object.fromEntries(news),
      gone: before ? [...before.nodes.keys()].filter((id) => !views.has(id)) : [],
      issues: [...issues],
    };
  }
}

/** The view of before where it says the same. */
function viewOf(node: PlannedNode, before: PlannedView | undefined): PlannedView {
  const view = nodeView(node);
  return before && isSame(before, view) ? before : view;
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

function isSame(a: PlannedView, b: PlannedView): boolean {
  return (
    sameSchemas(a.inputs, b.inputs) &&
    sameSchemas(a.outputs, b.outputs) &&
    JSON.stringify([a.ports, a.effects]) === JSON.stringify([b.ports, b.effects])
  );
}

/** The cache of plans gives the same schema as the same object. */
function sameSchemas(a: PlannedView["inputs"], b: PlannedView["inputs"]): boolean {
  const ports = Object.keys(a);
  return ports.length === Object.keys(b).length && ports.every((port) => a[port] === b[port]);
}
