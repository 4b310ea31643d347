// A plan as the editor sees it: all of it, or what has changed since the one it has. Plans of large workflows are long, and
// follow every key that is pressed.

import type { EngineRequest } from "../bridge/engine-protocol.ts";
import type { PlannedView, PlanView } from "../bridge/shapes.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import type { Plan, PlannedNode, UnreadyNode } from "../../engine/plan/types.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { ERROR_PORT } from "../../engine/sdk/ports.ts";

interface Told {
  readonly revision: number;
  readonly document: WorkflowDocument;
  readonly nodes: ReadonlyMap<string, PlannedView>;
}

/** For the plans of one window, one after the other. */
export class PlanViews {
  #told: Told | null = null;

  /** The document that is asked about: sent in whole, or as what has changed since the last plan. */
  documentOf({
    since,
    document,
    changed = [],
  }: Pick<EngineRequest<"plan.make">, "since" | "document" | "changed">) {
    if (document) return document;
    const told = this.#told;
    if (told === null || told.revision !== since)
      throw new MillraceError("PLAN_BASE_LOST", {
        message: `The engine does not have the plan of revision ${since ?? 0} that the changes begin at.`,
        hint: "Send the whole document.",
      });
    const nodes = told.document.nodes.slice();
    for (const { at, node } of changed) nodes[at] = node;
    return { ...told.document, nodes };
  }

  /** `since`: the revision whose plan the window has. It is told all where that is not the last one. */
  next(revision: number, since: number | undefined, plan: Plan): PlanView {
    const { document, nodes, unready = [], issues } = plan;
    const before = this.#told?.revision === since ? this.#told : null;
    const found = [
      ...nodes.map((node) => [node.id, nodeView(node)] as const),
      ...unready.map((node) => [node.id, unreadyView(node)] as const),
    ];
    const views = new Map(found.map(([id, view]) => [id, keptView(view, before?.nodes.get(id))]));
    this.#told = { revision, document, nodes: views };
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
