// A plan in which the outputs of some nodes are looked at while it runs, beside whatever else takes them.

import type { Frame } from "../../frames/frame.ts";
import type { Plan, PlannedEdge, PlannedNode } from "../../plan/types.ts";
import type { AnyNode } from "../../sdk/node-definition.ts";
import { paramsOf } from "../../sdk/params.ts";
import { table } from "../../sdk/ports.ts";

type Take = (node: string, frame: Frame) => void;

/** The plan with a reader at the port `out` of each of the nodes. Frames come in order; they are shared and may not be kept. */
export function recordedPlan(plan: Plan, nodes: readonly string[], take: Take): Plan {
  const readers = nodes.map((node) => readerOf(node, plan, take));
  return {
    ...plan,
    nodes: [...plan.nodes, ...readers.map(({ reader }) => reader)],
    edges: [...plan.edges, ...readers.map(({ wire }) => wire)],
  };
}

function readerOf(node: string, plan: Plan, take: Take): { reader: PlannedNode; wire: PlannedEdge } {
  const id = freeId(`${node} recorded`, plan);
  const reader: PlannedNode = {
    id,
    title: "Recorder",
    definition: recorderKind((frame) => take(node, frame)),
    params: {},
    facts: null,
    ports: {},
    inputs: {},
    outputs: {},
    rescue: { timeoutMs: null, retries: 0, backoffMs: 0, fallback: null, onError: "stop" },
  };
  return { reader, wire: { from: node, fromPort: "out", to: id, toPort: "in", wire: 0 } };
}

/** No node of a file has an id with a space, so one is enough; the loop is for plans that were recorded before. */
function freeId(wanted: string, { nodes }: Plan): string {
  let id = wanted;
  while (nodes.some((node) => node.id === id)) id += " again";
  return id;
}

function recorderKind(take: (frame: Frame) => void): AnyNode {
  return {
    kind: "recorder",
    version: 1,
    category: "control",
    title: "Recorder",
    summary: "Looks at what passes.",
    params: paramsOf({}),
    inputs: { in: table() },
    outputs: {},
    effects: [],
    determinism: "pure",
    state: "ordered",
    schema: () => ({ outputs: {} }),
    process: (frame) => Promise.resolve(take(frame)),
  };
}
