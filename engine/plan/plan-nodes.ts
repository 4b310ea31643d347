// Nodes in their order, each with what arrives at it: the schemas of their ports, and what is wrong with them.

import type { Issue } from "../document/issue.ts";
import { DEFAULT_RESCUE } from "../document/types.ts";
import type { DataType, Schema } from "../frames/types.ts";
import { outputPorts } from "../sdk/define-node.ts";
import type { AnyNode, NodeIssue, SchemaArgs, SchemaResult } from "../sdk/node-definition.ts";
import { ERROR_PORT } from "../sdk/ports.ts";
import { adviceOf } from "./advice.ts";
import { errorSchema } from "./error-schema.ts";
import { meantFix } from "./meant-fix.ts";
import { mendFix } from "./mend-fix.ts";
import { placeFix } from "./place-fix.ts";
import type { PlanCache } from "./plan-cache.ts";
import type { PreparedNode } from "./prepare.ts";
import { edgesByReceiver, type PlannedEdge, type PlannedNode, type UnreadyNode } from "./types.ts";
import { inputIssues } from "./wires.ts";

/** Types of columns of which no row was seen, by what stands in `unseen` of their fields. */
export type UnseenTypes = ReadonlyMap<string, DataType>;

export interface Wiring {
  /** Senders before receivers. */
  readonly order: readonly PreparedNode[];
  readonly edges: readonly PlannedEdge[];
  /** Ids that a fix may not give to a new node. */
  readonly taken: ReadonlySet<string>;
  readonly cache: PlanCache | undefined;
  /** All sources have been looked at. */
  readonly forRun: boolean;
}

export interface FoundNodes {
  readonly nodes: readonly PlannedNode[];
  readonly unready: readonly UnreadyNode[];
  readonly issues: readonly Issue[];
  /** What the columns of which no row was seen are taken for. */
  readonly unseen: UnseenTypes;
  /** Types of such columns with which an issue would not be. */
  readonly suits: UnseenTypes;
}

export function countErrors({ issues }: FoundNodes): number {
  return issues.filter(({ severity }) => severity === "error").length;
}

/** `types`: what columns of which no row was seen are to be taken for, where it is not what their source says. */
export function planNodes(
  { order, edges, taken: inUse, cache, forRun }: Wiring,
  types: UnseenTypes = new Map(),
): FoundNodes {
  // Fixes take ids from it.
  const taken = new Set(inUse);
  const into = edgesByReceiver(edges);
  const nodes: PlannedNode[] = [];
  const unready: UnreadyNode[] = [];
  const issues: Issue[] = [];
  const schemas = new Map<string, Schema>();
  const pending = new Map<string, ReadonlySet<string>>();
  /** Nodes that columns may reach of which nobody knows before it runs. */
  const open = new Set<string>();
  const unseen = new Map<string, DataType>();
  const suiting = new Map<string, DataType>();
  for (const node of order) {
    const { id } = node.document;
    const incoming = into.get(id) ?? [];
    const wires = schemasOfWires(incoming, schemas);
    if (!node.ready) {
      unready.push({ id, inputs: firstOfEach(wires), definition: node.definition });
      continue;
    }
    issues.push(...inputIssues(node, incoming));
    const { planned: asSaid, ...found } = planNode(node, wires, cache);
    const planned = found.unseen.length === 0 ? asSaid : assume(asSaid, found.unseen, types, unseen);
    const awaited = new Set(incoming.flatMap(({ from }) => [...(pending.get(from) ?? [])]));
    const isOpen = Object.values(wires).some((list) => list.some((schema) => schema.open));
    if (isOpen || incoming.some(({ from }) => open.has(from))) open.add(id);
    for (const { misses, blames, meant, mends, suits, ...issue } of found.issues) {
      for (const [key, type] of suits ?? []) suiting.set(key, type);
      if (misses === true ? awaited.size > 0 : misses !== undefined && awaited.has(misses)) continue;
      // A run looks at all sources first.
      if (misses !== undefined && open.has(id) && !forRun) continue;
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
  return { nodes, unready, issues, unseen, suits: suiting };
}

/** The source with the types that its unseen columns are taken for; `into` gets them too. */
function assume(
  planned: PlannedNode,
  unseen: readonly string[],
  types: UnseenTypes,
  into: Map<string, DataType>,
): PlannedNode {
  const ofSchema = (schema: Schema): Schema => ({
    ...schema,
    fields: schema.fields.map((field) => {
      if (!unseen.includes(field.name)) return field;
      const key = `${planned.id}.${field.name}`;
      const type = types.get(key) ?? field.type;
      into.set(key, type);
      return { ...field, type, unseen: key };
    }),
  });
  const outputs = Object.entries(planned.outputs).map(([port, schema]) => [
    port,
    port === ERROR_PORT ? schema : ofSchema(schema),
  ]);
  return { ...planned, outputs: Object.fromEntries(outputs) as PlannedNode["outputs"] };
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
  readonly unseen: readonly string[];
} {
  const { definition, params, facts } = ready!;
  const inputs = firstOfEach(wires);
  const { id, title } = document;
  const find = () => schemasOf(definition, { params, inputs, wires, facts });
  const { outputs, issues, pending, unseen } = cache ? cache.schemas(id, ready, wires, find) : find();
  const ports = outputPorts(definition, params);
  const rescue = { ...DEFAULT_RESCUE, ...document.rescue, ...(replaced && { fallback: null }) };
  return {
    planned: { id, title, definition, params, facts, ports, inputs, outputs, rescue },
    issues,
    pending,
    unseen,
  };
}

interface FoundSchemas {
  /** By port, the error port among them. */
  readonly outputs: Readonly<Record<string, Schema>>;
  readonly issues: readonly NodeIssue[];
  readonly pending: readonly string[];
  readonly unseen: readonly string[];
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
  const { issues = [], pending = [], unseen = [] } = result;
  return { outputs, issues, pending, unseen };
}
