// The menus as data: what stands in them, which command of the editor it is, and with which keys.

/** `Role`: what the system does by itself. */
export type Role =
  | "about"
  | "close"
  | "copy"
  | "cut"
  | "front"
  | "hide"
  | "hideOthers"
  | "minimize"
  | "paste"
  | "quit"
  | "services"
  | "togglefullscreen"
  | "unhide"
  | "zoom";

export type MenuRow =
  | "separator"
  | "recent files"
  | { readonly role: Role }
  | {
      /** What the program does itself, whichever window is in front. */
      readonly own: "window.new";
      readonly label: string;
      readonly keys: string;
    }
  | {
      /** A name of the editor's command list. */
      readonly command: string;
      readonly label: string;
      readonly keys?: string;
      /** The page hears these keys itself, since in a text field they mean the text. The menu only shows them. */
      readonly inPage?: true;
      /** The page tells what it would take back, or do again. */
      readonly follows?: "undo" | "redo";
    };

export interface MenuColumn {
  readonly label: string;
  readonly rows: readonly MenuRow[];
  readonly only?: "mac";
}

export function menuTable(mac: boolean): readonly MenuColumn[] {
  return MENUS.filter(({ only }) => !only || mac).map((column) =>
    // On macOS the first menu is the program's own, with its end in it.
    column.label === "File" && !mac ? { ...column, rows: [...column.rows, { role: "quit" }] } : column,
  );
}

const MENUS: readonly MenuColumn[] = [
  {
    label: "Millrace",
    only: "mac",
    rows: [
      { role: "about" },
      "separator",
      { role: "services" },
      "separator",
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      "separator",
      { role: "quit" },
    ],
  },
  {
    label: "File",
    rows: [
      { command: "file.new", label: "New", keys: "CmdOrCtrl+N" },
      { own: "window.new", label: "New Window", keys: "CmdOrCtrl+Shift+N" },
      { command: "file.open", label: "Open…", keys: "CmdOrCtrl+O" },
      "recent files",
      { command: "file.gallery", label: "New from a Playbook…" },
      { command: "file.models", label: "Model Library…" },
      "separator",
      { command: "file.save", label: "Save", keys: "CmdOrCtrl+S" },
      { command: "file.saveAs", label: "Save As…", keys: "CmdOrCtrl+Shift+S" },
      { command: "file.export", label: "Export as a Program…" },
      "separator",
      { role: "close" },
    ],
  },
  {
    label: "Edit",
    rows: [
      { command: "edit.undo", label: "Undo", keys: "CmdOrCtrl+Z", inPage: true, follows: "undo" },
      { command: "edit.redo", label: "Redo", keys: "CmdOrCtrl+Shift+Z", inPage: true, follows: "redo" },
      "separator",
      { role: "cut" },
      { role: "copy" },
      { role: "paste" },
      { command: "edit.duplicate", label: "Duplicate", keys: "CmdOrCtrl+D", inPage: true },
      { command: "edit.delete", label: "Delete", keys: "Delete", inPage: true },
      "separator",
      { command: "edit.selectAll", label: "Select All", keys: "CmdOrCtrl+A", inPage: true },
      { command: "edit.find", label: "Find…", keys: "CmdOrCtrl+F", inPage: true },
    ],
  },
  {
    label: "View",
    rows: [
      { command: "help.commands", label: "Command Palette…", keys: "CmdOrCtrl+K", inPage: true },
      "separator",
      { command: "view.zoomIn", label: "Zoom In", keys: "CmdOrCtrl+=", inPage: true },
      { command: "view.zoomOut", label: "Zoom Out", keys: "CmdOrCtrl+-", inPage: true },
      { command: "view.fit", label: "Fit the Whole Workflow", keys: "1", inPage: true },
      { command: "view.focusMode", label: "Canvas Alone", keys: "F", inPage: true },
      "separator",
      { role: "togglefullscreen" },
    ],
  },
  {
    label: "Run",
    rows: [
      { command: "run.start", label: "Run", keys: "CmdOrCtrl+Enter", inPage: true },
      { command: "run.dry", label: "Dry Run" },
      { command: "run.stop", label: "Stop", keys: "CmdOrCtrl+.", inPage: true },
    ],
  },
  {
    label: "Window",
    only: "mac",
    rows: [{ role: "minimize" }, { role: "zoom" }, "separator", { role: "front" }],
  },
  {
    label: "Help",
    rows: [{ command: "help.shortcuts", label: "Keyboard Shortcuts" }, "separator", { role: "about" }],
  },
];
