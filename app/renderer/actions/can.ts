// When an action can be done: questions that several of them ask.

import { perform, type Edit, type Selection } from "../edits/edit.ts";
import type { Workspace } from "../workspace.tsx";
import type { Shell } from "./action.ts";

export function selectionOf({ ui }: Workspace): Selection {
  const { selected, selectedItems } = ui.getState();
  return { nodes: selected, items: selectedItems };
}

export function hasNodes({ ui }: Workspace): boolean {
  return ui.getState().selected.length > 0;
}

export function hasSeveralNodes({ ui }: Workspace): boolean {
  return ui.getState().selected.length > 1;
}

export function isOneNode({ ui }: Workspace): boolean {
  const { selected, selectedItems } = ui.getState();
  return selected.length === 1 && selectedItems.length === 0;
}

export function hasThings({ ui }: Workspace): boolean {
  const { selected, selectedItems } = ui.getState();
  return selected.length + selectedItems.length > 0;
}

export function isIdle({ run }: Workspace): boolean {
  return run.getState().running === null;
}

/** The node that was selected last; null when none is. */
export function lastSelected({ ui }: Workspace): string | null {
  return ui.getState().selected.at(-1) ?? null;
}

/** Carries an edit out, and says why when it is refused. */
export function doEdit(workspace: Workspace, shell: Shell, edit: Edit | null): void {
  const refusal = perform(workspace, edit);
  if (refusal) shell.notify({ title: refusal.message, text: refusal.hint, level: "error" });
}
