// The menus of the system, made from the table. They say which command; the page of the window in front carries it out.

import { app, Menu, type MenuItemConstructorOptions } from "electron";
import { menuTable, type MenuRow } from "./menu-table.ts";

/** What the menus show of the window in front. Undefined labels: the page has not told; null: nothing to take back. */
export interface MenuState {
  readonly undo?: string | null;
  readonly redo?: string | null;
  readonly recent: readonly { readonly name: string; readonly path: string }[];
}

/** What the entries of the menus bring about. */
export interface MenuServices {
  /** The page in front carries it out. */
  ask(command: string, path: string | null): void;
  openWindow(): void;
}

/** The menu before, as text: a menu that would be the same is not set anew, since it may be open. */
let shown = "";

export function showMenu(state: MenuState, services: MenuServices): void {
  const mac = process.platform === "darwin";
  const template = menuTable(mac).map(({ label, rows }) => ({
    label,
    submenu: rows.map((row) => item(row, state, services)),
  }));
  const text = JSON.stringify(template);
  if (text === shown) return;
  shown = text;
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function item(row: MenuRow, state: MenuState, services: MenuServices): MenuItemConstructorOptions {
  if (row === "separator") return { type: "separator" };
  if (row === "recent files") return recentFiles(state, services);
  if ("role" in row)
    // The role is not there on every system, the panel is.
    return row.role === "about"
      ? { id: "about", label: `About ${app.getName()}`, click: () => app.showAboutPanel() }
      : { role: row.role };
  if ("own" in row)
    return { id: row.own, label: row.label, accelerator: row.keys, click: () => services.openWindow() };
  const what = row.follows && state[row.follows];
  return {
    id: row.command,
    label: what ? `${row.label} ${what}` : row.label,
    enabled: what !== null,
    accelerator: row.keys,
    registerAccelerator: !row.inPage,
    click: () => services.ask(row.command, null),
  };
}

function recentFiles({ recent }: MenuState, services: MenuServices): MenuItemConstructorOptions {
  return {
    id: "file.recent",
    label: "Open Recent",
    enabled: recent.length > 0,
    submenu: recent.map(({ name, path }, i) => ({
      id: `file.recent.${i}`,
      label: name,
      sublabel: path,
      click: () => services.ask("file.open", path),
    })),
  };
}
