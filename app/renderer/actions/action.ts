// An action is something a person can do that has a name: it stands in the command palette, the shortcut sheet and menus.

import type { Workspace } from "../workspace.tsx";

export type ActionGroup = "File" | "Edit" | "View" | "Node" | "Canvas" | "Run" | "Help";

export interface Action {
  /** Stable name, used by native menus and saved key bindings: "file.save". */
  readonly id: string;
  readonly group: ActionGroup;
  readonly title: string;
  /** Keys in the form "Mod+Shift+Z" (Mod is Cmd on macOS), the first one is shown. */
  readonly keys?: readonly string[];
  /** Single letters and arrows work only while the canvas has the focus. */
  readonly canvasOnly?: boolean;
  /** Whether it can be done now. */
  readonly enabled?: (workspace: Workspace) => boolean;
  readonly run: (workspace: Workspace, shell: Shell) => void | Promise<void>;
}

/** What actions ask of the window around the workflow. */
export interface Shell {
  openPath(path: string): Promise<void>;
  openTemplate(name: string): Promise<void>;
  create(): Promise<void>;
  /** Shows the dialog for a file; null when it was cancelled. */
  pick(options: PickOptions): Promise<string | null>;
  notify(message: { readonly title: string; readonly text: string; readonly level: "info" | "error" }): void;
  confirm(question: {
    readonly title: string;
    readonly text: string;
    readonly yes: string;
    readonly no: string;
    readonly danger?: boolean;
  }): Promise<boolean>;
  /** Back to the first screen. */
  showStart(): void;
}

export interface PickOptions {
  readonly mode: "open" | "folder" | "save";
  readonly title: string;
  readonly extensions: readonly string[];
  readonly suggested?: string;
}
