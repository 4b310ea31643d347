// An action is something a person can do that has a name: it stands in the command palette, the shortcut sheet and menus.

import type { KindDescription } from "../../bridge/shapes.ts";
import type { Workspace } from "../workspace.tsx";

export type ActionGroup = "File" | "Edit" | "View" | "Node" | "Go" | "Canvas" | "Run" | "Help";

export interface Action {
  /** Stable name, used by native menus and saved key bindings: "file.save". */
  readonly id: string;
  readonly group: ActionGroup;
  readonly title: string;
  /** Keys in the form "Mod+Shift+Z" (Mod is Cmd on macOS), the first one is shown. */
  readonly keys?: readonly string[];
  /** Single letters and arrows work only while the canvas has the focus. */
  readonly canvasOnly?: boolean;
  /** Works while a text field has the focus, too. */
  readonly inFields?: boolean;
  /** What it says now, where that is more than the title: "Undo move 3 nodes". */
  readonly label?: (workspace: Workspace) => string;
  /** Whether what it switches is on; absent where it switches nothing. */
  readonly checked?: (workspace: Workspace) => boolean;
  /** Menus draw a line above it. */
  readonly divided?: boolean;
  /** Whether it can be done now. */
  readonly enabled?: (workspace: Workspace) => boolean;
  /** What a person is told whose key finds it not enabled; absent where that can be seen. */
  readonly wants?: { readonly title: string; readonly text: string };
  readonly run: (workspace: Workspace, shell: Shell) => void | Promise<void>;
  /** Does it while nothing is open, on the first screen. */
  readonly withoutWorkflow?: (shell: Shell) => void | Promise<void>;
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
  /** A question with several answers; null when it was closed without one. */
  ask<T extends string>(question: Question<T>): Promise<T | null>;
  /** Back to the first screen. */
  showStart(): void;
  kinds(): ReadonlyMap<string, KindDescription>;
  /** What is open. */
  workspace(): Workspace | null;
  /** Why nothing can run now; null where it can. */
  whyAway(): string | null;
  /** Opens the file again as it is on the disk, without what was not saved. */
  reload(): Promise<void>;
}

export interface Question<T extends string> {
  readonly title: string;
  readonly text: string;
  /** The last one stands at the right end and is the usual answer. */
  readonly choices: readonly {
    readonly value: T;
    readonly label: string;
    readonly danger?: boolean;
  }[];
}

export interface PickOptions {
  readonly mode: "open" | "folder" | "save";
  readonly title: string;
  readonly extensions: readonly string[];
  readonly suggested?: string;
  /** Where a relative suggestion begins: at the folder of the workflow of this session. */
  readonly session?: string;
}
