// Which ports does a card show, and where? Those of the plan, else of the catalog; and any that a wire names.

import type { KindDescription, PlannedView } from "../../../bridge/shapes.ts";
import type { Schema } from "../../../../engine/frames/types.ts";
import { ERROR_PORT } from "../../edits/ports.ts";

export interface Port {
  readonly id: string;
  readonly title: string;
  readonly side: "input" | "output";
  /** What the catalog says flows here: decides what fits. */
  readonly flow: string;
  /** What is known to flow here, tensors or pictures in the columns of a table: decides the colour. */
  readonly color: string;
  /** Middle of the dot below the upper edge of the card. */
  readonly y: number;
  /** Failed rows: drawn small. */
  readonly isError: boolean;
  /** A wire names it, and the node has no such port. */
  readonly unknown: boolean;
}

export interface Ports {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** Ports that wires name, in file order. */
export interface Wired {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export const CARD_WIDTH = 220;
export const HEADER_HEIGHT = 32;
export const DOT = 10;
const STEP = 24;

export function portsOf(
  kind: KindDescription | undefined,
  planned: PlannedView | undefined,
  wired: Wired,
  collapsed: boolean,
): Ports {
  const inputs = Object.entries(kind?.inputs ?? {}).map(([id, { flow, title }]) => ({ id, flow, title }));
  const known = planned && Object.keys(planned.ports).length > 0 ? planned.ports : (kind?.outputs ?? {});
  const outputs = Object.entries(known).map(([id, { flow, title }]) => ({ id, flow, title }));
  // Failed rows come last, wherever the list has them.
  const ordered = [
    ...outputs.filter(({ id }) => id !== ERROR_PORT),
    ...outputs.filter(({ id }) => id === ERROR_PORT),
  ];
  return {
    inputs: place(withWired(inputs, wired.inputs), "input", kind, planned?.inputs, collapsed),
    outputs: place(withWired(ordered, wired.outputs), "output", kind, planned?.outputs, collapsed),
  };
}

interface Named {
  readonly id: string;
  readonly flow: string;
  readonly title?: string;
  readonly unknown?: boolean;
}

function withWired(ports: readonly Named[], wired: readonly string[]): readonly Named[] {
  const missing = wired.filter((id) => !ports.some((port) => port.id === id));
  return [...ports, ...missing.map((id) => ({ id, flow: "any", unknown: true }))];
}

function place(
  ports: readonly Named[],
  side: Port["side"],
  kind: KindDescription | undefined,
  schemas: Readonly<Record<string, Schema>> | undefined,
  collapsed: boolean,
): readonly Port[] {
  return ports.map(({ id, flow, title, unknown = false }, index) => ({
    id,
    title: title ?? id,
    side,
    flow,
    color: colorOf(flow, schemas?.[id]),
    // The first one is level with the title, so that wires run straight through a row of cards.
    y: collapsed ? (HEADER_HEIGHT * (index + 1)) / (ports.length + 1) : HEADER_HEIGHT / 2 + index * STEP,
    isError: side === "output" && id === ERROR_PORT,
    // Of a kind that nobody knows, no port can be said to be missing.
    unknown: unknown && kind !== undefined,
  }));
}

/** Tables carry everything: what is special about their columns is what the eye looks for. */
function colorOf(flow: string, schema: Schema | undefined): string {
  if (flow !== "table" || !schema) return flow;
  const types = new Set(schema.fields.map(({ type }) => type.type));
  return (["image", "audio", "tensor"] as const).find((type) => types.has(type)) ?? flow;
}

/** The least height that leaves every port its place. */
export function leastHeight({ inputs, outputs }: Ports): number {
  const last = Math.max(0, ...[...inputs, ...outputs].map(({ y }) => y));
  return Math.max(HEADER_HEIGHT, last + HEADER_HEIGHT / 2);
}

/** Ports that every wire of the workflow names, by node. */
export function wiredByNode(
  edges: readonly { readonly from: string; readonly to: string }[],
): ReadonlyMap<string, Wired> {
  const map = new Map<string, { inputs: string[]; outputs: string[] }>();
  const note = (end: string, side: "inputs" | "outputs") => {
    const dot = end.indexOf(".");
    if (dot < 0) return;
    const node = end.slice(0, dot);
    const wired = map.get(node) ?? { inputs: [], outputs: [] };
    const port = end.slice(dot + 1);
    if (!wired[side].includes(port)) wired[side].push(port);
    map.set(node, wired);
  };
  for (const { from, to } of edges) {
    note(from, "outputs");
    note(to, "inputs");
  }
  return map;
}
