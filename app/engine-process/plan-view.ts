// A plan as the editor sees it: all of it, or what has changed since the one it has. Plans of large workflows are long, and
// follow every key that is pressed.

import type { PlannedView, PlanView } from "../bridge/shapes.ts";
import type { Plan, PlannedNode, UnreadyNode } from "../../engine/plan/types.ts";
import { ERROR_PORT } from "../../engine/sdk/ports.ts";

interface Told {
  readonly revision: number;
  readonly nodes: ReadonlyMap<string, PlannedView>;
}

/** For the plans of one window, one after the other. */
export class PlanViews {
  #told: Told | null = null;

  /** `since`: the revision whose plan the window has. It is told all where that is not the last one. */
  next(revision: number, since: number | undefined, { nodes, unready = [], issues }: Plan): PlanView {
    const before = this.#told?.revision === since ? this.#told : null;
    const found = [
      ...nodes.map((node) => [node.id, nodeView(node)] as const),
      ...unready.map((node) => [node.id, unreadyView(node)] as const),
    ];
    const views = new Map(found.map(([id, view]) => [id, keptView(view, before?.nodes.get(id))]));
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
function keptView(view: PlannedView, before: PlannedView | undefined): PlannedView {
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

/** Which ports it has, its params would say: those of its kind are shown meanwhile. */
function unreadyView({ inputs }: UnreadyNode): PlannedView {
  return { inputs: { ...inputs }, outputs: {}, ports: {}, effects: [] };
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
