// Which node and port the data dock shows: what is pinned, else what was selected last.

import type { PlannedView, PreviewNode } from "../../bridge/shapes.ts";
import {
  parsePort,
  type NodeDocument,
  type PortRef,
  type WorkflowDocument,
} from "../../../engine/document/types.ts";
import { dockText } from "../strings/dock.ts";
import { useDocument, useUi } from "../workspace.tsx";

export interface ShownPort {
  readonly id: string;
  readonly title: string;
  /** Of the sample; null while nobody knows. */
  readonly rows: number | null;
}

export interface ShownInput {
  readonly port: string;
  readonly from: PortRef;
}

/** Rows that failed at a node, where they are asked for. */
export const ERROR_PORT = "error";

/** The node that the dock is about; null when none is. */
export function useShownNode(): NodeDocument | null {
  const pinned = useUi((state) => state.pinned);
  const selected = useUi((state) => state.selected.at(-1) ?? null);
  return useDocument(({ document }) => nodeOf(document, pinned) ?? nodeOf(document, selected));
}

export function nodeOf(document: WorkflowDocument, id: string | null): NodeDocument | null {
  return id === null ? null : (document.nodes.find((node) => node.id === id) ?? null);
}

/** Output ports that have something to show, in the order of the node. Failed rows are there when some failed. */
export function portsOf(
  planned: PlannedView | undefined,
  result: PreviewNode | undefined,
): readonly ShownPort[] {
  const ids = new Set([...Object.keys(planned?.ports ?? {}), ...Object.keys(result?.ports ?? {})]);
  const ports = [...ids].map((id) => ({
    id,
    // The tab of that name has those of the last run.
    title: id === ERROR_PORT ? dockText.failedInSample : (planned?.ports[id]?.title ?? id),
    rows: result?.ports[id]?.rows ?? null,
  }));
  return ports
    .filter(({ id, rows }) => id !== ERROR_PORT || (rows ?? 0) > 0)
    .sort((a, b) => Number(a.id === ERROR_PORT) - Number(b.id === ERROR_PORT));
}

/** Where what comes into a node comes from, in the order of its wires. */
export function inputsOf(document: WorkflowDocument, node: string): readonly ShownInput[] {
  return document.edges.flatMap(({ from, to }) => {
    const end = parsePort(to);
    return end.node === node ? [{ port: end.port, from: parsePort(from) }] : [];
  });
}
