// Document + catalog + facts -> plan: every port's schema, and everything that is wrong, before anything runs.

import type { Catalog } from "../catalog/catalog.ts";
import type { Issue } from "../document/issue.ts";
import { documentIssues } from "../document/issues.ts";
import { idsInUse } from "../document/slug.ts";
import { topologicalOrder } from "../document/topology.ts";
import type { WorkflowDocument } from "../document/types.ts";
import type { HostServices } from "../sdk/services.ts";
import { outputIssues } from "./outputs.ts";
import { bypassRoute } from "./bypass.ts";
import { looseEnds } from "./loose-ends.ts";
import { standardInputIssues } from "./standard-input.ts";
import { withMeantPorts } from "./meant-ports.ts";
import type { PlanCache } from "./plan-cache.ts";
import { pinIssues } from "./pins.ts";
import { newestIssues } from "./newest-pictures.ts";
import { countErrors, planNodes } from "./plan-nodes.ts";
import { prepareNode } from "./prepare.ts";
import type { Plan } from "./types.ts";
import { secretIssues } from "./secret-issues.ts";
import { usableEdges } from "./wires.ts";

export interface PlanOptions {
  readonly host: HostServices;
  readonly signal?: AbortSignal;
  /** Path of the workflow file where it has one: no output may take its place. */
  readonly file?: string;
  /** False for a workflow of which nobody knows yet what it would reach out to: kinds that use the network are not asked for facts. */
  readonly mayReachOut?: boolean;
  /** The run follows at once: an output that cannot be written, and a secret that is not there, is then an error, and else a warning. */
  readonly forRun?: boolean;
  /** What earlier plans of the workflow found out; they must not be made side by side. */
  readonly cache?: PlanCache;
}

/** Plans a workflow. Never throws for what is wrong with it: that is in `issues`. Probes read files, nothing else. */
export async function makePlan(
  document: WorkflowDocument,
  catalog: Catalog,
  options: PlanOptions,
): Promise<Plan> {
  const signal = options.signal ?? new AbortController().signal;
  // The first of nodes with the same id counts; the document's own issues name the others.
  const firsts = new Map(document.nodes.toReversed().map((node) => [node.id, node]));
  const unique = document.nodes.filter((node) => firsts.get(node.id) === node);
  const active = unique.filter((node) => !node.disabled && !node.bypassed);
  const bypass = await bypassRoute(unique, document.edges, catalog);
  const { host, cache, mayReachOut = true } = options;
  const prepared = await Promise.all(
    active.map((node) =>
      cache
        ? cache.prepare(node, catalog, host, signal, mayReachOut)
        : prepareNode(node, catalog, host, signal, mayReachOut),
    ),
  );
  const byId = new Map(prepared.map((node) => [node.document.id, node]));
  const issues: Issue[] = [
    ...documentIssues(document).map((issue) => withMeantPorts(issue, document.edges, byId)),
    ...bypass.issues,
    ...prepared.flatMap((node) => node.issues),
  ];
  const { edges, issues: wireIssues } = usableEdges(document, byId, bypass.route);
  issues.push(...wireIssues);
  const { file = null, forRun = false } = options;
  const wiring = {
    order: topologicalOrder(document).flatMap((id) => byId.get(id) ?? []),
    edges,
    taken: idsInUse(document),
    cache,
    forRun,
  };
  let found = planNodes(wiring);
  if (found.unseen.size > 0 && countErrors(found) > 0) {
    const { withSuitingTypes } = await import("./unseen-types.ts");
    found = withSuitingTypes(found, (types) => planNodes(wiring, types));
  }
  const { nodes, unready } = found;
  issues.push(...found.issues);
  issues.push(...newestIssues(nodes, edges));
  issues.push(...looseEnds(document, nodes, edges));
  issues.push(...standardInputIssues(nodes));
  // Before places are compared: only then every file of the library has one.
  issues.push(...(await pinIssues(document, host.files)));
  issues.push(...(await outputIssues(nodes, host.files, file, forRun ? "error" : "warning")));
  issues.push(...secretIssues(nodes, host, forRun ? "error" : "warning", issues));
  const ids = new Set(nodes.map((node) => node.id));
  cache?.finished(ids);
  const arriving = edges.filter((edge) => ids.has(edge.to));
  return {
    document,
    nodes,
    edges: arriving.filter((edge) => ids.has(edge.from)),
    cutEdges: arriving.filter((edge) => !ids.has(edge.from)),
    unready,
    issues,
  };
}
