// What would a node learn from the data that arrives at it?

import type { Catalog } from "../../engine/catalog/catalog.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import { prepareNode, type PreparedNode } from "../../engine/plan/prepare.ts";
import { tapInput } from "../../engine/runtime/tap.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { HostServices } from "../../engine/sdk/services.ts";

export interface LearnServices {
  readonly catalog: Catalog;
  readonly host: HostServices;
}

/** The node by itself, fit to be run. Throws what is wrong with it. */
export async function readyNode(
  document: WorkflowDocument,
  id: string,
  { catalog, host }: LearnServices,
  signal: AbortSignal,
): Promise<NonNullable<PreparedNode["ready"]>> {
  const node = document.nodes.find((candidate) => candidate.id === id);
  if (!node) {
    const hint = "It may have been removed meanwhile.";
    throw new MillraceError("NODE_UNKNOWN", { message: `There is no node "${id}".`, hint });
  }
  const { ready, issues } = await prepareNode(node, catalog, host, signal);
  if (ready) return ready;
  const {
    code,
    message,
    hint = "Mend the node first.",
  } = issues.find((issue) => issue.severity === "error")!;
  throw new MillraceError(code, { message, node: id, hint });
}

/** Params to set at the node, learned from all its data. */
export async function learnParams(
  document: WorkflowDocument,
  id: string,
  services: LearnServices,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const { definition, params } = await readyNode(document, id, services, signal);
  if (!definition.fit) {
    const message = `"${definition.title}" does not learn from data.`;
    throw new MillraceError("NOTHING_TO_FIT", { message, node: id, hint: "Nothing has to be fitted." });
  }
  const { host } = services;
  const plan = await makePlan(document, services.catalog, { host, signal });
  const frames = tapInput(plan, id, { host, signal });
  return { ...(await definition.fit(frames, { params, signal })) };
}
