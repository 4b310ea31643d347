// Which ports can be wired? By what flows through them, and by what each end takes.

import { parsePort, type EdgeDocument, type WorkflowDocument } from "../../../engine/document/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";

export type Kinds = ReadonlyMap<string, KindDescription>;

export interface PortEnd {
  readonly node: string;
  readonly port: string;
  readonly side: "output" | "input";
}

/** The port of failed rows, which every node has. */
export const ERROR_PORT = "error";

/** Rows of pictures and tensors are tables too, so that tables go everywhere and take everything. */
export function flowsTogether(output: string, input: string): boolean {
  return output === input || [output, input].some((flow) => flow === "any" || flow === "table");
}

/** Whether several wires may end at an input. */
export function takesSeveral(document: WorkflowDocument, kinds: Kinds, to: string): boolean {
  const { node, port } = parsePort(to);
  return kindOf(document, kinds, node)?.inputs[port]?.many ?? false;
}

/** The port of a kind that a wire from `flow` fits best: the same flow first. null when there is none. */
export function fittingPort(kind: KindDescription, side: PortEnd["side"], flow: string): string | null {
  const ports = Object.entries(side === "input" ? kind.inputs : kind.outputs);
  // Failed rows are never what is meant.
  const usual = ports.filter(([name]) => side === "input" || name !== ERROR_PORT);
  const same = usual.find(([, spec]) => spec.flow === flow);
  const fits = usual.find(([, spec]) =>
    side === "input" ? flowsTogether(flow, spec.flow) : flowsTogether(spec.flow, flow),
  );
  return (same ?? fits)?.[0] ?? null;
}

/** Of a node in the workflow the output that a kind can follow: one that leads nowhere yet first. null when there is none. */
export function fittingOutput(
  document: WorkflowDocument,
  kinds: Kinds,
  /** Its ports, where more is known of them than the catalog says. */
  {
    id,
    ports,
  }: { readonly id: string; readonly ports?: Readonly<Record<string, { readonly flow: string }>> },
  kind: KindDescription,
): string | null {
  const known = ports && Object.keys(ports).length > 0 ? ports : kindOf(document, kinds, id)?.outputs;
  const fits = Object.entries(known ?? {})
    .filter(([port, { flow }]) => port !== ERROR_PORT && fittingPort(kind, "input", flow) !== null)
    .map(([port]) => port);
  const open = fits.find((port) => document.edges.every(({ from }) => from !== `${id}.${port}`));
  return open ?? fits.at(0) ?? null;
}

function kindOf(document: WorkflowDocument, kinds: Kinds, id: string): KindDescription | undefined {
  return kinds.get(document.nodes.find((node) => node.id === id)?.kind ?? "");
}

/** The wire between two ends, whichever was held first; null when both are of one side. */
export function wireBetween(a: PortEnd, b: PortEnd): EdgeDocument | null {
  if (a.side === b.side) return null;
  const [from, to] = a.side === "output" ? [a, b] : [b, a];
  return { from: `${from.node}.${from.port}`, to: `${to.node}.${to.port}` };
}

/** What flows through a port of a node, as the catalog says it; "any" for kinds nobody knows. */
export function flowOf(document: WorkflowDocument, kinds: Kinds, end: PortEnd): string {
  const kind = kindOf(document, kinds, end.node);
  const ports = end.side === "input" ? kind?.inputs : kind?.outputs;
  return ports?.[end.port]?.flow ?? "any";
}
