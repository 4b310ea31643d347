// Cut, copy, paste, duplicate: pieces of the workflow as text on the system's clipboard.

import { copyText } from "../edits/copy.ts";
import { withContents } from "../edits/frame.ts";
import { duplicate, paste } from "../edits/paste.ts";
import { remove } from "../edits/remove.ts";
import { actionText as text } from "../strings/actions.ts";
import type { Workspace } from "../workspace.tsx";
import type { Action, Shell } from "./action.ts";
import { doEdit, hasThings, selectionOf } from "./can.ts";
import { readClipboard, writeClipboard } from "./clipboard.ts";
import { shownKey } from "./keys.ts";
import { MAC } from "./platform.ts";

/** The selection as text; null when nothing is selected. */
export function copied(workspace: Workspace): string | null {
  if (!hasThings(workspace)) return null;
  return copyText(workspace.document.getState().document, selectionOf(workspace));
}

export function removeSelection(workspace: Workspace, shell: Shell): void {
  const { selected, selectedEdges, selectedItems } = workspace.ui.getState();
  const { document } = workspace.document.getState();
  doEdit(workspace, shell, remove(document, { nodes: selected, edges: selectedEdges, items: selectedItems }));
}

/** A frame that is cut takes along what lies in it, as its copy does. */
export function cutSelection(workspace: Workspace, shell: Shell): void {
  const { document } = workspace.document.getState();
  doEdit(
    workspace,
    shell,
    remove(document, { ...withContents(document, selectionOf(workspace)), edges: [] }),
  );
}

/** Puts the text's nodes where the pointer is. null: the page may not look at the clipboard. */
export function pasteText(
  workspace: Workspace,
  shell: Shell,
  clipboard: string | null,
  keepInputs: boolean,
): void {
  if (clipboard === null) {
    const hint = text.clipboardClosedHint(shownKey("Mod+V", MAC));
    shell.notify({ title: text.clipboardClosed, text: hint, level: "info" });
    return;
  }
  const at = workspace.canvas.current?.pointer() ?? { x: 0, y: 0 };
  const { document } = workspace.document.getState();
  const edit = paste(document, clipboard, { at, keepInputs });
  if (edit) doEdit(workspace, shell, edit);
  else shell.notify({ title: text.nothingToPaste, text: text.nothingToPasteHint, level: "info" });
}

function double(workspace: Workspace, shell: Shell, keepInputs: boolean): void {
  const { document } = workspace.document.getState();
  doEdit(workspace, shell, duplicate(document, selectionOf(workspace), { keepInputs }));
}

export const CLIPBOARD_ACTIONS: readonly Action[] = [
  {
    id: "edit.cut",
    group: "Edit",
    title: text.cut,
    keys: ["Mod+X"],
    canvasOnly: true,
    divided: true,
    enabled: hasThings,
    run(workspace, shell) {
      const piece = copied(workspace);
      if (piece === null) return;
      writeClipboard(piece);
      cutSelection(workspace, shell);
    },
  },
  {
    id: "edit.copy",
    group: "Edit",
    title: text.copy,
    keys: ["Mod+C"],
    canvasOnly: true,
    enabled: hasThings,
    run(workspace) {
      const piece = copied(workspace);
      if (piece !== null) writeClipboard(piece);
    },
  },
  {
    id: "edit.paste",
    group: "Edit",
    title: text.paste,
    keys: ["Mod+V"],
    canvasOnly: true,
    run: async (workspace, shell) => pasteText(workspace, shell, await readClipboard(), false),
  },
  {
    id: "edit.pasteWithWires",
    group: "Edit",
    title: text.pasteWithWires,
    keys: ["Mod+Shift+V"],
    canvasOnly: true,
    run: async (workspace, shell) => pasteText(workspace, shell, await readClipboard(), true),
  },
  {
    id: "edit.duplicate",
    group: "Edit",
    title: text.duplicate,
    keys: ["Mod+D"],
    canvasOnly: true,
    divided: true,
    enabled: hasThings,
    run: (workspace, shell) => double(workspace, shell, false),
  },
  {
    id: "edit.duplicateWithWires",
    group: "Edit",
    title: text.duplicateWithWires,
    keys: ["Mod+Shift+D"],
    canvasOnly: true,
    enabled: hasThings,
    run: (workspace, shell) => double(workspace, shell, true),
  },
];
