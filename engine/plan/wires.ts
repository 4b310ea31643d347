// Wires against the ports that exist: which can carry frames, and what is wrong with the others.

import type { Issue } from "../document/issue.ts";
import { parsePort, type EdgeDocument, type WorkflowDocument } from "../document/types.ts";
import { closest } from "../sdk/closest.ts";
import { outputPorts } from "../sdk/define-node.ts";
import { ERROR_PORT } from "../sdk/ports.ts";
import type { Route } from "./bypass.ts";
import type { PreparedNode } from "./prepare.ts";
import type { PlannedEdge } from "./types.ts";

/** The wires between known ports, numbered at their input port; issues for the rest. Dangling ones are the document's. */
export function usableEdges(
  document: WorkflowDocument,
  nodes: ReadonlyMap<string, PreparedNode>,
  route: Route,
): { edges: PlannedEdge[]; issues: Issue[] } {
  const edges: PlannedEdge[] = [];
  const issues: Issue[] = [];
  const wires = new Map<string, number>();
  const seen = new Set<string>();
  for (const [index, edge] of document.edges.entries()) {
    const source = route(edge.from);
    if (source === null) continue;
    const from = parsePort(source);
    const to = parsePort(edge.to);
    const sender = nodes.get(from.node);
    const receiver = nodes.get(to.node);
    const key = `${edge.from} ${edge.to}`;
    const namesPorts = parsePort(edge.from).port !== "" && to.port !== "";
    if (!sender || !receiver || !namesPorts || seen.has(key)) continue;
    seen.add(key);
    const place = { path: `edges[${index}]`, severity: "error" } as const;
    const outputs = outputNames(sender);
    if (outputs && !outputs.includes(from.port)) {
      issues.push({
        ...place,
        code: "PORT_UNKNOWN",
        node: from.node,
        port: from.port,
        ...unknownPort(edge, from.port, outputs, (port) => ({ ...edge, from: `${from.node}.${port}` })),
      });
      continue;
    }
    const inputs = receiver.definition && Object.keys(receiver.definition.inputs);
    if (inputs && !inputs.includes(to.port)) {
      issues.push({
        ...place,
        code: "PORT_UNKNOWN",
        node: to.node,
        port: to.port,
        ...unknownPort(edge, to.port, inputs, (port) => ({ ...edge, to: `${to.node}.${port}` })),
      });
      continue;
    }
    const wire = wires.get(edge.to) ?? 0;
    wires.set(edge.to, wire + 1);
    if (wire > 0 && receiver.definition && !receiver.definition.inputs[to.port].many) {
      issues.push({ ...place, ...secondWire(edge, to.node, to.port) });
      continue;
    }
    const via = source === edge.from ? {} : { via: edge.from };
    edges.push({ from: from.node, fromPort: from.port, to: to.node, toPort: to.port, wire, ...via });
  }
  return { edges, issues };
}

/** Input ports that need a wire and have none. */
export function inputIssues(
  { document, definition }: PreparedNode,
  incoming: readonly PlannedEdge[],
): Issue[] {
  return Object.entries(definition?.inputs ?? {})
    .filter(([port, spec]) => !spec.optional && !incoming.some((edge) => edge.toPort === port))
    .map(([port]) => ({
      code: "INPUT_MISSING",
      severity: "error",
      node: document.id,
      port,
      message: `Nothing is wired to "${document.title || document.id}" at port "${port}".`,
      expected: "a wire",
      got: "none",
      hint: "Wire a node's output here, or disable the node.",
    }));
}

/** null while nobody can tell: a placeholder keeps whatever ports its wires name. */
export function outputNames({ definition, ready }: PreparedNode): readonly string[] | null {
  if (!definition) return null;
  if (typeof definition.outputs !== "function") return [...Object.keys(definition.outputs), ERROR_PORT];
  return ready ? [...Object.keys(outputPorts(definition, ready.params)), ERROR_PORT] : null;
}

/** `at` is the wire at another port. */
function unknownPort(
  edge: EdgeDocument,
  port: string,
  ports: readonly string[],
  at: (port: string) => EdgeDocument,
): Pick<Issue, "message" | "expected" | "got" | "hint" | "fix"> {
  const near = closest(port, ports);
  const remove = { do: "disconnect", edge } as const;
  return {
    message: `The wire ${edge.from} → ${edge.to} uses the port "${port}", which does not exist.`,
    expected: ports.length > 0 ? `one of ${ports.join(", ")}` : "no wire: the node has no such ports",
    got: port,
    hint: `${near ? `Did you mean "${near}"? ` : ""}Connect the wire to another port, or remove it.`,
    fix: near
      ? { label: `Connect the wire to "${near}"`, commands: [remove, { do: "connect", edge: at(near) }] }
      : { label: "Remove the wire", commands: [remove] },
  };
}

function secondWire(edge: EdgeDocument, node: string, port: string) {
  return {
    code: "INPUT_TAKEN",
    node,
    port,
    message: `A second wire (${edge.from}) ends at ${edge.to}, which takes only one.`,
    expected: "one wire",
    got: "several",
    hint: "Join the streams with a Union node first.",
    fix: { label: "Remove the wire", commands: [{ do: "disconnect", edge }] },
  } as const;
}
