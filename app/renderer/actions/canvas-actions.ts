// Actions on how the graph is laid out, and pictures of it.

import { align, distribute, type Alignment } from "../edits/align.ts";
import { addNote, frameAround, unframe } from "../edits/frame.ts";
import { actionText as text } from "../strings/actions.ts";
import type { Workspace } from "../workspace.tsx";
import type { Action, Shell } from "./action.ts";
import { doEdit, hasSeveralNodes, hasThings, selectionOf } from "./can.ts";
import { download } from "./download.ts";

function aligning(id: string, title: string, how: Alignment, more: Partial<Action> = {}): Action {
  return {
    id: `align.${id}`,
    group: "Canvas",
    title,
    enabled: hasSeveralNodes,
    run(workspace, shell) {
      const { document } = workspace.document.getState();
      const sizes = workspace.canvas.current?.sizes();
      doEdit(workspace, shell, align(document, workspace.ui.getState().selected, how, sizes));
    },
    ...more,
  };
}

function spreading(id: string, title: string, along: "row" | "column"): Action {
  return {
    id: `align.${id}`,
    group: "Canvas",
    title,
    enabled: ({ ui }) => ui.getState().selected.length > 2,
    run(workspace, shell) {
      const { document } = workspace.document.getState();
      const sizes = workspace.canvas.current?.sizes();
      doEdit(workspace, shell, distribute(document, workspace.ui.getState().selected, along, sizes));
    },
  };
}

async function savePicture(workspace: Workspace, shell: Shell, form: "png" | "svg"): Promise<void> {
  const { document, name } = workspace.document.getState();
  if (document.nodes.length === 0 || !workspace.canvas.current) {
    shell.notify({ title: text.noPicture, text: text.noPictureHint, level: "info" });
    return;
  }
  download(await workspace.canvas.current.picture(form), `${name}.${form}`);
}

export const CANVAS_ACTIONS: readonly Action[] = [
  {
    id: "canvas.frame",
    group: "Canvas",
    title: text.frame,
    keys: ["Mod+G"],
    run(workspace, shell) {
      const { document } = workspace.document.getState();
      const at = workspace.canvas.current?.pointer();
      const sizes = workspace.canvas.current?.sizes();
      doEdit(workspace, shell, frameAround(document, workspace.ui.getState().selected, { at, sizes }));
    },
  },
  {
    id: "canvas.unframe",
    group: "Canvas",
    title: text.unframe,
    keys: ["Mod+Shift+G"],
    enabled: hasThings,
    run(workspace, shell) {
      doEdit(workspace, shell, unframe(workspace.document.getState().document, selectionOf(workspace)));
    },
  },
  {
    id: "canvas.note",
    group: "Canvas",
    title: text.note,
    keys: ["Shift+N"],
    canvasOnly: true,
    run(workspace, shell) {
      const at = workspace.canvas.current?.pointer() ?? { x: 0, y: 0 };
      doEdit(workspace, shell, addNote(workspace.document.getState().document, at));
    },
  },
  {
    id: "canvas.menu",
    group: "Canvas",
    title: text.menu,
    keys: ["Shift+F10", "ContextMenu"],
    canvasOnly: true,
    run: ({ canvas }) => canvas.current?.openMenu(),
  },
  {
    id: "canvas.tidy",
    group: "Canvas",
    title: text.tidy,
    keys: ["Mod+Shift+F"],
    divided: true,
    enabled: ({ document }) => document.getState().document.nodes.length > 0,
    run: ({ canvas }) => canvas.current?.layout(),
  },
  aligning("left", text.alignLeft, "left", { divided: true }),
  aligning("center", text.alignCenter, "center"),
  aligning("right", text.alignRight, "right"),
  aligning("top", text.alignTop, "top"),
  aligning("middle", text.alignMiddle, "middle"),
  aligning("bottom", text.alignBottom, "bottom"),
  spreading("row", text.spreadRow, "row"),
  spreading("column", text.spreadColumn, "column"),
  {
    id: "canvas.picturePng",
    group: "Canvas",
    title: text.png,
    keys: ["Mod+Shift+E"],
    divided: true,
    run: (workspace, shell) => savePicture(workspace, shell, "png"),
  },
  {
    id: "canvas.pictureSvg",
    group: "Canvas",
    title: text.svg,
    keys: ["Mod+Alt+E"],
    run: (workspace, shell) => savePicture(workspace, shell, "svg"),
  },
];
