// What an edit of the workflow is, before it is carried out: commands under the name that the Undo menu shows.

import type { Command } from "../../../engine/document/command.ts";
import type { Refusal } from "../../../engine/document/refusal.ts";
import type { Workspace } from "../workspace.tsx";

export interface Edit {
  readonly label: string;
  readonly commands: readonly Command[];
  /** What is selected when it is done; absent where the selection stays. */
  readonly select?: Selection;
}

/** Ids of nodes, and of notes and frames. */
export interface Selection {
  readonly nodes: readonly string[];
  readonly items: readonly string[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Sizes on the canvas by node id; a node that was never drawn has none. */
export type Sizes = Readonly<Record<string, Size>>;

/** What a card measures that has not been drawn yet. */
export const USUAL_SIZE: Size = { width: 220, height: 112 };

/** The grid of the canvas, in canvas units. */
export const GRID = 8;

export function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}

/**
 * Carries an edit out as one gesture, and selects what it says. A refusal is answered and nothing has changed. `merge`: see
 * `DocumentStore.edit`.
 */
export function perform(
  { document, ui }: Pick<Workspace, "document" | "ui">,
  edit: Edit | null,
  merge?: string,
): Refusal | null {
  if (!edit || edit.commands.length === 0) return null;
  const refusal = document.edit(edit.label, edit.commands, merge);
  if (!refusal && edit.select)
    ui.setState({ selected: edit.select.nodes, selectedItems: edit.select.items, selectedEdges: [] });
  return refusal;
}
