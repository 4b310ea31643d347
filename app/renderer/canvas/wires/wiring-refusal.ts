// Why can a wire not be drawn between two ports? Null when it can.

import { refusalOf } from "../../../../engine/document/refusal.ts";
import type { EdgeDocument, WorkflowDocument } from "../../../../engine/document/types.ts";
import { flowsTogether, wireBetween } from "../../edits/ports.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import type { FlowEnd } from "../adapter/ends.ts";

/** `moving`: a wire that this one takes the place of. */
export function wiringRefusal(
  document: WorkflowDocument,
  a: FlowEnd,
  b: FlowEnd,
  moving: EdgeDocument | null = null,
): string | null {
  const edge = wireBetween(a, b);
  if (!edge) return words.sameSide;
  const missing = [a, b].find(({ unknown }) => unknown);
  if (missing) return words.noSuchPort(missing.port);
  const [from, to] = a.side === "output" ? [a, b] : [b, a];
  if (!flowsTogether(from.flow, to.flow)) return words.noFit(from.flow, to.flow);
  const edges = document.edges.filter(
    ({ from: start, to: end }) => start !== moving?.from || end !== moving.to,
  );
  const refusal = refusalOf({ ...document, edges }, { do: "connect", edge });
  // To draw a wire again that is there changes nothing and harms nobody.
  return refusal && refusal.code !== "EDGE_DUPLICATE" ? refusal.message : null;
}
