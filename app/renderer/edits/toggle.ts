// Switches of nodes: disabled, bypassed, collapsed. Where some are on and some off, all go on.

import type { Command } from "../../../engine/document/command.ts";
import { positionOf } from "../../../engine/document/edit.ts";
import type { NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import { editWords } from "../strings/edits.ts";
import type { Edit } from "./edit.ts";
import { keepPlaces } from "./places.ts";

export function toggleDisabled(document: WorkflowDocument, ids: readonly string[]): Edit {
  const nodes = chosen(document, ids);
  const disabled = !nodes.every((node) => node.disabled);
  return {
    label: editWords.disable(disabled, nodes.length),
    commands: nodes.map(({ id }) => ({ do: "set-disabled", id, disabled })),
  };
}

export function toggleBypassed(document: WorkflowDocument, ids: readonly string[]): Edit {
  const nodes = chosen(document, ids);
  const bypassed = !nodes.every((node) => node.bypassed);
  return {
    label: editWords.bypass(bypassed, nodes.length),
    commands: nodes.map(({ id }) => ({ do: "set-bypassed", id, bypassed })),
  };
}

export function toggleCollapsed(document: WorkflowDocument, ids: readonly string[]): Edit {
  const nodes = chosen(document, ids);
  const collapsed = !nodes.every(({ id }) => positionOf(document, id)?.collapsed);
  const fold: Command = {
    do: "set-view",
    collapsed: Object.fromEntries(nodes.map(({ id }) => [id, collapsed])),
  };
  return {
    label: editWords.collapse(collapsed, nodes.length),
    commands: nodes.length > 0 ? [...keepPlaces(document), fold] : [],
  };
}

function chosen(document: WorkflowDocument, ids: readonly string[]): readonly NodeDocument[] {
  const set = new Set(ids);
  return document.nodes.filter(({ id }) => set.has(id));
}
