// Which kinds can stand at the other end of a wire?

import type { EdgeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { insertNode } from "../edits/add.ts";
import { fittingOutput, fittingPort, flowOf, type Kinds, type PortEnd } from "../edits/ports.ts";

/** Those with a port that fits, or two to go into a wire; all of them when there is no wire. */
export function compatibleKinds(
  document: WorkflowDocument,
  kinds: Kinds,
  from: PortEnd | undefined,
  into?: EdgeDocument,
): readonly KindDescription[] {
  const all = [...kinds.values()];
  if (into)
    return all.filter((kind) => insertNode(document, kind, into, { at: { x: 0, y: 0 }, kinds }) !== null);
  if (!from) return all;
  const flow = flowOf(document, kinds, from);
  const side = from.side === "output" ? "input" : "output";
  return all.filter((kind) => fittingPort(kind, side, flow) !== null);
}

/** Of these kinds first those that can be wired to an output of a node, then the others. `node`: see `fittingOutput`. */
export function behindFirst(
  document: WorkflowDocument,
  kinds: Kinds,
  node: Parameters<typeof fittingOutput>[2],
  all: readonly KindDescription[],
): { readonly behind: readonly KindDescription[]; readonly others: readonly KindDescription[] } {
  const fits = new Set(all.filter((kind) => fittingOutput(document, kinds, node, kind) !== null));
  return { behind: [...fits], others: all.filter((kind) => !fits.has(kind)) };
}

type Field = KindDescription["field"];

/** What the rows of a node are about: pictures and recordings among its columns say it, else its own kind. */
export function fieldOfRows(
  schemas: readonly Schema[],
  kind: Pick<KindDescription, "field"> | undefined,
): Field {
  const types = new Set(schemas.flatMap(({ fields }) => fields.map(({ type }) => type.type)));
  if (types.has("image")) return "pictures";
  if (types.has("audio")) return "sound";
  return kind?.field ?? "tables";
}

/** Rows of tables are what most kinds work on: there is nothing to put first. */
export function ofFieldFirst(
  kinds: readonly KindDescription[],
  field: Field,
): { readonly own: readonly KindDescription[]; readonly others: readonly KindDescription[] } {
  if (field === "tables") return { own: [], others: kinds };
  return {
    own: kinds.filter((kind) => kind.field === field),
    others: kinds.filter((kind) => kind.field !== field),
  };
}
