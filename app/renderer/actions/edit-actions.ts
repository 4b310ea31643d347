// Undo, delete, select, find: actions on the workflow as a whole or on whatever is selected.

import { heal } from "../edits/remove.ts";
import { actionText as text } from "../strings/actions.ts";
import type { Action } from "./action.ts";
import { doEdit, hasNodes, hasThings } from "./can.ts";
import { CLIPBOARD_ACTIONS, removeSelection } from "./clipboard-actions.ts";

export const EDIT_ACTIONS: readonly Action[] = [
  {
    id: "edit.undo",
    group: "Edit",
    title: text.undo,
    keys: ["Mod+Z"],
    label({ document }) {
      const last = document.getState().undo.at(-1);
      return last ? text.undoOf(last.label) : text.undo;
    },
    enabled: ({ document }) => document.getState().undo.length > 0,
    run: ({ document }) => document.undo(),
  },
  {
    id: "edit.redo",
    group: "Edit",
    title: text.redo,
    keys: ["Mod+Shift+Z", "Mod+Y"],
    label({ document }) {
      const next = document.getState().redo.at(-1);
      return next ? text.redoOf(next.label) : text.redo;
    },
    enabled: ({ document }) => document.getState().redo.length > 0,
    run: ({ document }) => document.redo(),
  },
  ...CLIPBOARD_ACTIONS,
  {
    id: "edit.delete",
    group: "Edit",
    title: text.remove,
    keys: ["Delete", "Backspace"],
    canvasOnly: true,
    divided: true,
    enabled: (workspace) => hasThings(workspace) || workspace.ui.getState().selectedEdges.length > 0,
    run: removeSelection,
  },
  {
    id: "edit.deleteHeal",
    group: "Edit",
    title: text.heal,
    keys: ["Mod+Delete", "Mod+Backspace"],
    canvasOnly: true,
    enabled: hasNodes,
    run(workspace, shell) {
      const { document } = workspace.document.getState();
      doEdit(workspace, shell, heal(document, workspace.kinds, workspace.ui.getState().selected));
    },
  },
  {
    id: "edit.selectAll",
    group: "Edit",
    title: text.selectAll,
    keys: ["Mod+A"],
    canvasOnly: true,
    divided: true,
    run({ document, ui }) {
      const { nodes, view } = document.getState().document;
      const items = [...(view.notes ?? []), ...(view.frames ?? [])];
      ui.setState({
        selected: nodes.map(({ id }) => id),
        selectedItems: items.map(({ id }) => id),
        selectedEdges: [],
      });
    },
  },
  {
    id: "edit.selectNone",
    group: "Edit",
    title: text.selectNone,
    keys: ["Mod+Shift+A"],
    canvasOnly: true,
    run: ({ ui }) => ui.setState({ selected: [], selectedItems: [], selectedEdges: [] }),
  },
  {
    id: "edit.find",
    group: "Edit",
    title: text.find,
    keys: ["Mod+F"],
    inFields: true,
    run: ({ ui }) => ui.setState({ overlay: "find" }),
  },
];
