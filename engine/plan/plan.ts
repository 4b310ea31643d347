// Document + catalog + facts -> plan: every port's schema, and everything that is wrong, before anything runs.

import type { Catalog } from "../catalog/catalog.ts";
import type { Issue } from "../document/issue.ts";
import { documentIssues } from "../document/issues.ts";
import { idsInUse } from "../document/slug.ts";
import { topologicalOrder } from "../document/topology.ts";
import { DEFAULT_RESCUE, type WorkflowDocument } from "../document/types.ts";
import type { Schema } from "../frames/types.ts";
import { outputPorts } from "../sdk/define-node.ts";
import { ERROR_PORT } from "../sdk/ports.ts";
import type { AnyNode, NodeIssue, SchemaArgs, SchemaResult } from "../sdk/node-definition.ts";
import type { HostServices } from "../sdk/services.ts";
import { errorSchema } from "./error-schema.ts";
import { outputIssues } from "./outputs.ts";
import { adviceOf } from "./advice.ts";
import { bypassRoute } from "./bypass.ts";
import { looseEnds } from "./loose-ends.ts";
import { standardInputIssues } from "./standard-input.ts";
import { meantFix } from "./meant-fix.ts";
import { withMeantPorts } from "./meant-ports.ts";
import { mendFix } from "./mend-fix.ts";
import type { PlanCache } from "./plan-cache.ts";
import { pinIssues } from "./pins.ts";
import { newestIssues } from "./newest-pictures.ts";
import { placeFix } from "./place-fix.ts";
import { prepareNode, type PreparedNode } from "./prepare.ts";
import { edgesByReceiver, type Plan, type PlannedEdge, type PlannedNode, type UnreadyNode } from "./types.ts";
import { secretIssues } from "./secret-issues.ts";
import { inputIssues, usableEdges } from "./wires.ts";

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
  const into = edgesByReceiver(edges);
  const nodes: PlannedNode[] = [];
  const unready: UnreadyNode[] = [];
  const schemas = new Map<string, Schema>();
  const pending = new Map<string, ReadonlySet<string>>();
  const taken = idsInUse(document);
  for (const id of topologicalOrder(document)) {
    const node = byId.get(id);
    if (!node) continue;
    const incoming = into.get(id) ?? [];
    const wires = schemasOfWires(incoming, schemas);
    if (!node.ready) {
      unready.push({ id, inputs: firstOfEach(wires), definition: node.definition });
      continue;
    }
    issues.push(...inputIssues(node, incoming));
    const { planned, ...found } = planNode(node, wires, cache);
    const awaited = new Set(incoming.flatMap(({ from }) => [...(pending.get(from) ?? [])]));
    for (const { misses, blames, meant, mends, ...issue } of found.issues) {
      if (misses === true ? awaited.size > 0 : misses !== undefined && awaited.has(misses)) continue;
      const advised = blames ? adviceOf(blames, issue, incoming, nodes, edges) : issue;
      const fix =
        advised.fix ??
        (meant && meantFix(node.document.params, issue.path, issue.got, meant)) ??
        (mends && mendFix(mends, incoming, nodes, edges));
      issues.push(placeFix({ ...advised, node: id, ...(fix && { fix }) }, { id, incoming, taken }));
    }
    pending.set(id, new Set([...awaited, ...found.pending]));
    nodes.push(planned);
    for (const [port, schema] of Object.entries(planned.outputs)) schemas.set(`${id}.${port}`, schema);
  }
  issues.push(...newestIssues(nodes, edges));
  issues.push(...looseEnds(document, nodes, edges));
  issues.push(...standardInputIssues(nodes));
  // Before places are compared: only then every file of the library has one.
  issues.push(...(await pinIssues(document, host.files)));
  const { file = null, forRun = false } = options;
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

type Wires = Readonly<Record<string, readonly Schema[]>>;

/** By input port, as far as they are known. */
function schemasOfWires(incoming: readonly PlannedEdge[], schemas: ReadonlyMap<string, Schema>): Wires {
  const wires: Record<string, Schema[]> = {};
  for (const { from, fromPort, toPort } of incoming) {
    const schema = schemas.get(`${from}.${fromPort}`);
    if (schema) (wires[toPort] ??= []).push(schema);
  }
  return wires;
}

function firstOfEach(wires: Wires): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.entries(wires).map(([port, list]) => [port, list[0]]));
}

function planNode(
  { document, ready, replaced }: PreparedNode,
  wires: Wires,
  cache: PlanCache | undefined,
): {
  readonly planned: PlannedNode;
  readonly issues: readonly NodeIssue[];
  /** Columns that would be there, were it not for the issues. */
  readonly pending: readonly string[];
} {
  const { definition, params, facts } = ready!;
  const inputs = firstOfEach(wires);
  const { id, title } = document;
  const find = () => schemasOf(definition, { params, inputs, wires, facts });
  const { outputs, issues, pending } = cache ? cache.schemas(id, ready, wires, find) : find();
  const ports = outputPorts(definition, params);
  const rescue = { ...DEFAULT_RESCUE, ...document.rescue, ...(replaced && { fallback: null }) };
  return {
    planned: { id, title, definition, params, facts, ports, inputs, outputs, rescue },
    issues,
    pending,
  };
}

interface FoundSchemas {
  /** By port, the error port among them. */
  readonly outputs: Readonly<Record<string, Schema>>;
  readonly issues: readonly NodeIssue[];
  readonly pending: readonly string[];
}

function schemasOf(definition: AnyNode, args: SchemaArgs<object, unknown>): FoundSchemas {
  let result: SchemaResult;
  try {
    result = definition.schema(args);
  } catch (thrown) {
    const message = `The kind "${definition.kind}" could not tell what it gives on: ${String(thrown)}`;
    const hint = "This is a fault in the node; please report it.";
    result = { outputs: {}, issues: [{ code: "NODE_FAILED", severity: "error", message, hint }] };
  }
  const outputs = { ...result.outputs } as Record<string, Schema>;
  // Rows fail as they came; those of a source as it gives them, unless it says otherwise.
  const [input] = Object.values(definition.produce ? outputs : args.inputs);
  outputs[ERROR_PORT] = errorSchema(result.failed ?? input ?? { fields: [], open: true });
  return { outputs, issues: result.issues ?? [], pending: result.pending ?? [] };
}
