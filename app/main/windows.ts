// All windows: opened where the last one was, found again, and the menus that follow the one in front.

import { app, screen } from "electron";
import type { Host } from "../host/host.ts";
import type { HostWindow } from "../host/host-window.ts";
import { placeWindow } from "./bounds.ts";
import { EditorWindow } from "./editor-window.ts";
import { showMenu, type MenuServices, type MenuState } from "./menu.ts";
import { readWindowState, writeWindowState } from "./window-state.ts";

export class Windows {
  readonly #host: Host;
  /** Asks for the menus: they are there without a window, too. */
  readonly #menuHost: HostWindow;
  readonly #stateFolder = app.getPath("userData");
  /** The one in front last of all comes first. */
  #windows: EditorWindow[] = [];
  #quitting = false;

  constructor(host: Host) {
    this.#host = host;
    this.#menuHost = host.connect();
    app.on("before-quit", () => (this.#quitting = true));
    this.#updateMenu();
  }

  /** A window with this workflow: the one that has it already, or a new one. Without a workflow always a new one. */
  open(file: string | null): void {
    const there = file === null ? undefined : this.#windows.find((each) => each.file === file);
    if (there) there.focus();
    else this.#openNew(file);
  }

  /** Brings the window in front to the front of all others; opens one if there is none. */
  show(): void {
    const [first] = this.#windows;
    if (first) first.focus();
    else this.#openNew(null);
  }

  #openNew(file: string | null): void {
    const state = readWindowState(this.#stateFolder);
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const editor = new EditorWindow({
      host: this.#host,
      file,
      place: placeWindow(state?.bounds ?? null, areas, this.#windows.length),
      maximized: state?.maximized ?? false,
      opened: (path) => {
        app.addRecentDocument(path);
        this.#updateMenu();
      },
      changed: () => this.#updateMenu(),
      kept: () => (this.#quitting = false),
    });
    const { window } = editor;
    this.#windows.unshift(editor);
    window.on("focus", () => {
      this.#windows = [editor, ...this.#windows.filter((each) => each !== editor)];
      this.#updateMenu();
    });
    window.on("close", () => {
      const { x, y, width, height } = window.getNormalBounds();
      writeWindowState(this.#stateFolder, {
        bounds: { x, y, width, height },
        maximized: window.isMaximized(),
      });
    });
    window.on("closed", () => {
      this.#windows = this.#windows.filter((each) => each !== editor);
      this.#updateMenu();
      // A question of a window stopped the end of the program; it goes on when the answer was to close.
      if (this.#quitting) app.quit();
    });
  }

  #updateMenu(): void {
    void this.#menuState().then((state) => showMenu(state, this.#menuServices));
  }

  async #menuState(): Promise<MenuState> {
    const { files } = await this.#menuHost.handlers["app.recent"]({});
    const { undo, redo } = this.#windows[0]?.state ?? { undo: null, redo: null };
    const recent = files.filter(({ exists }) => exists).map(({ name, path }) => ({ name, path }));
    return { undo, redo, recent };
  }

  readonly #menuServices: MenuServices = {
    ask: (command, path) => {
      const [first] = this.#windows;
      // macOS goes on without windows, and its menus with it.
      if (first) first.command(command, path);
      else this.#openNew(path);
    },
    openWindow: () => this.#openNew(null),
  };
}
