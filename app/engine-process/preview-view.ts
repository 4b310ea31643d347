// What the sample came to at a node, as the editor shows it.

import type { PreviewNode, PreviewPort } from "../bridge/shapes.ts";
import type { NodePreview, NodeResult } from "../../engine/runtime/preview/preview.ts";
import { cellsOf } from "./cells.ts";
import { foundRows } from "./found-rows.ts";
import { sparksOf } from "./sparks.ts";

/** Rows that the card of a node shows: three, or four pictures. */
const HEAD_ROWS = 4;

/** Results stay the same objects while nothing changes. */
const ports = new WeakMap<NodeResult, Record<string, PreviewPort>>();

export function previewView({ state, result, error }: NodePreview): PreviewNode {
  if (!result) return { state, ports: {}, ms: 0, rowsFailed: 0, error };
  const { ms, rowsFailed } = result;
  const shown = ports.get(result) ?? portsOf(result);
  ports.set(result, shown);
  return { state, ports: shown, ms, rowsFailed, error };
}

function portsOf(result: NodeResult): Record<string, PreviewPort> {
  return Object.fromEntries(
    Object.entries(result.ports).map(([port, { schema, rows, frames }]) => [
      port,
      {
        ...{ schema, rows },
        head: cellsOf(frames, 0, HEAD_ROWS),
        found: foundRows(schema, frames, HEAD_ROWS),
        sparks: sparksOf(schema.fields, frames),
      },
    ]),
  );
}
