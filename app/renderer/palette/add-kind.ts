// Adds a node by name instead of by place: behind the selected one and wired to it, else where the pointer is. Beside whatever
// stands there, and in sight.

import type { EdgeDocument, Position } from "../../../engine/document/types.ts";
import type { Command } from "../../../engine/document/command.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { addNode, insertNode } from "../edits/add.ts";
import { onGrid, USUAL_SIZE } from "../edits/edit.ts";
import { performNew } from "../edits/perform-new.ts";
import { clearPlace, placesOf } from "../edits/places.ts";
import { fittingOutput, type PortEnd } from "../edits/ports.ts";
import { pinCommand } from "../edits/library-model.ts";
import { modelsOf } from "../edits/preset-model.ts";
import type { Suggestion } from "../suggest/suggestions.ts";
import { usableNow } from "../suggest/use-usable.ts";
import type { Workspace } from "../workspace.tsx";

/** Between a card and the one behind it. */
const GAP = 72;

export interface Adding {
  readonly at?: Position;
  readonly from?: PortEnd;
  readonly into?: EdgeDocument;
  /** Set like this, with the models that it names pinned. */
  readonly as?: Suggestion;
}

export function addKind(
  workspace: Workspace,
  kind: KindDescription,
  { at, from, into, as }: Adding = {},
): void {
  const { kinds } = workspace;
  const { document } = workspace.document.getState();
  const pointer = workspace.canvas.current?.pointer() ?? { x: 0, y: 0 };
  const middle = { x: pointer.x - USUAL_SIZE.width / 2, y: pointer.y - USUAL_SIZE.height / 2 };
  const inside = into ? insertNode(document, kind, into, { at: at ?? middle, kinds }) : null;
  const beside = at || into ? null : besideSelected(workspace, kind);
  const sizes = workspace.canvas.current?.room() ?? {};
  const size = workspace.canvas.current?.roomFor(kind) ?? USUAL_SIZE;
  const wanted = at ?? beside?.at ?? middle;
  // Where a wire was let go its end is to be.
  const place = from ? wanted : clearPlace(document, sizes, wanted, size);
  const behind = beside?.from && { ...beside.from, ...(as && { port: as.port }) };
  const set = as && { params: as.params, title: as.preset.title };
  const edit = inside ?? addNode(document, kind, { at: place, from: from ?? behind, kinds, ...set });
  const refusal = performNew(workspace, {
    ...edit,
    commands: [...edit.commands, ...pins(workspace, as)],
  });
  // Where somebody points it is in sight as it is.
  const isAsked = at !== undefined && place.x === onGrid(at.x) && place.y === onGrid(at.y);
  if (refusal === null && !isAsked && !from) workspace.canvas.current?.reveal(edit.select?.nodes[0] ?? "");
}

/** Which bytes of the models are meant, as when a person chooses them. */
function pins({ bridge }: Workspace, as: Suggestion | undefined): readonly Command[] {
  const usable = usableNow(bridge);
  return (as ? modelsOf(as.preset) : []).flatMap((reference) => {
    const choice = usable.get(reference);
    return choice ? [pinCommand(choice)] : [];
  });
}

/** To the right of the one selected node, at the output that the kind fits. */
function besideSelected(
  { ui, document, kinds, plan, canvas }: Workspace,
  kind: KindDescription,
): { readonly at: Position; readonly from?: PortEnd } | null {
  const { selected, selectedItems } = ui.getState();
  const [id] = selected;
  if (selected.length !== 1 || selectedItems.length > 0) return null;
  const { document: shown } = document.getState();
  const place = placesOf(shown)[id];
  const { width } = canvas.current?.room()[id] ?? USUAL_SIZE;
  const port = fittingOutput(shown, kinds, { id, ports: plan.getState().nodes[id]?.ports }, kind);
  return {
    at: { x: place.x + width + GAP, y: place.y },
    ...(port !== null && { from: { node: id, port, side: "output" } }),
  };
}
