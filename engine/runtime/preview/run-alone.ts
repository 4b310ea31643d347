// What does a node make of these frames? It is run by itself, as in a run: between sources that give them and readers.

import * as z from "zod/mini";
import type { Frame } from "../../frames/frame.ts";
import { rowId } from "../../frames/lineage.ts";
import type { PlannedEdge, PlannedNode } from "../../plan/types.ts";
import type { AnyNode } from "../../sdk/node-definition.ts";
import { ERROR_PORT, table } from "../../sdk/ports.ts";
import type { HostServices } from "../../sdk/services.ts";
import type { RunError } from "../events.ts";
import { run } from "../run.ts";

/** The frames of a wire that ends at the node. */
export interface WireFrames {
  readonly port: string;
  readonly wire: number;
  readonly frames: readonly Frame[];
}

export interface AloneOptions {
  readonly host: HostServices;
  readonly signal: AbortSignal;
  /** Rows a source gives at the most. */
  readonly rows: number;
  /** Rows that fail go on through the error port, also where the node would stop at the first of them. */
  readonly errorsWired: boolean;
}

export interface AloneResult {
  readonly outcome: "done" | "failed" | "cancelled";
  /** By output port. Rows that failed are at the error port, except where the node stops at the first of them. */
  readonly outputs: Readonly<Record<string, readonly Frame[]>>;
  readonly rowsFailed: number;
  readonly ms: number;
  readonly error: RunError | null;
}

/** Runs the node; an action only plans what it would do. */
export async function runAlone(
  node: PlannedNode,
  inputs: readonly WireFrames[],
  { host, signal, rows, errorsWired }: AloneOptions,
): Promise<AloneResult> {
  const isSource = node.definition.produce !== undefined;
  const feeds = inputs.map(({ frames }, i) => planned(`feed ${i}`, feed(frames)));
  const ports = Object.keys(node.ports);
  // To look at them; but with somebody at the port, a node does not stop at a failed row.
  if (errorsWired || node.rescue.onError === "skip") ports.push(ERROR_PORT);
  const outputs: Record<string, Frame[]> = Object.fromEntries(ports.map((port) => [port, []]));
  const readers = ports.map((port, i) => planned(`reader ${i}`, reader(outputs[port])));
  const edges: PlannedEdge[] = [
    ...inputs.map(({ port, wire }, i) => ({
      from: feeds[i].id,
      fromPort: "out",
      to: node.id,
      toPort: port,
      wire,
    })),
    ...ports.map((port, i) => ({
      from: node.id,
      fromPort: port,
      to: readers[i].id,
      toPort: "in",
      wire: 0,
    })),
  ];
  const document = { format: "millrace", version: 1, nodes: [], edges: [], view: { nodes: {} } } as const;
  const plan = { document, nodes: [...feeds, node, ...readers], edges, issues: [] };
  const limit = isSource ? rows : undefined;
  const { outcome, elapsedMs, error, nodes } = await run(plan, { host, signal, limit, dryRun: true }).done;
  const { rowsFailed } = nodes[node.id];
  const common = { outcome, ms: elapsedMs, error };
  const failed = isSource ? failedBefore(lastRow(outputs, rows), outputs[ERROR_PORT]) : null;
  if (!failed) return { ...common, outputs, rowsFailed };
  const kept = failed.reduce((sum, { length }) => sum + length, 0);
  return { ...common, outputs: { ...outputs, [ERROR_PORT]: failed }, rowsFailed: kept };
}

/** Where a sample ends, as the number of its last row; null where the source has no more rows than it takes. */
function lastRow(outputs: AloneResult["outputs"], rows: number): number | null {
  const frames = Object.entries(outputs).flatMap(([port, given]) => (port === ERROR_PORT ? [] : given));
  const last = frames.findLast(({ length }) => length > 0);
  const given = frames.reduce((sum, { length }) => sum + length, 0);
  return last && given >= rows ? rowId(last.lineage, last.length - 1) : null;
}

/** A source reads ahead in blocks: rows that failed behind the sample are no part of it. */
function failedBefore(last: number | null, failed: readonly Frame[] | undefined): readonly Frame[] | null {
  if (last === null || !failed) return null;
  return failed.flatMap((frame) => {
    const kept = Array.from({ length: frame.length }, (_, row) => row).filter(
      (row) => rowId(frame.lineage, row) < last,
    );
    if (kept.length === frame.length) return [frame];
    return kept.length > 0 ? [frame.take(Int32Array.from(kept))] : [];
  });
}

/** Its id has a blank, which no node of a workflow has. */
function planned(id: string, definition: AnyNode): PlannedNode {
  return {
    id,
    title: id,
    definition,
    params: {},
    facts: null,
    ports: definition.outputs as PlannedNode["ports"],
    inputs: {},
    outputs: {},
    rescue: { timeoutMs: null, retries: 0, backoffMs: 0, fallback: null, onError: "stop" },
  };
}

const common = {
  version: 1,
  category: "control",
  params: z.object({}),
  effects: [],
  determinism: "pure",
  state: "ordered",
} as const;

function feed(frames: readonly Frame[]): AnyNode {
  return {
    ...common,
    kind: "feed",
    title: "Feed",
    summary: "Gives frames that are there.",
    inputs: {},
    outputs: { out: table() },
    schema: () => ({ outputs: {} }),
    async produce({ out }) {
      for (const frame of frames) await out.out(frame);
    },
  };
}

function reader(into: Frame[]): AnyNode {
  return {
    ...common,
    kind: "reader",
    title: "Reader",
    summary: "Keeps the frames it is given.",
    inputs: { in: table() },
    outputs: {},
    schema: () => ({ outputs: {} }),
    process: (frame) => void into.push(frame),
  };
}
