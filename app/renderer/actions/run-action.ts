// Carries an action out by hand of a menu, a key or the host; what goes wrong is told.

import { failureOf } from "../failure.ts";
import { actionText as text } from "../strings/actions.ts";
import type { Action, Shell } from "./action.ts";
import { actionById } from "./index.ts";

/** Whether it was possible. */
export function runAction(action: Action, shell: Shell): boolean {
  const workspace = shell.workspace();
  if (!workspace) {
    if (!action.withoutWorkflow) return false;
    tell(action, shell, () => action.withoutWorkflow!(shell));
    return true;
  }
  if (action.enabled?.(workspace) === false) {
    if (action.wants) shell.notify({ ...action.wants, level: "info" });
    return false;
  }
  tell(action, shell, () => action.run(workspace, shell));
  return true;
}

/** What native menus ask by name. In a text field the usual ones of text are meant. */
export function runCommand(id: string, path: string | null, shell: Shell): void {
  if (path !== null) {
    void shell.openPath(path);
    return;
  }
  const text = TEXT_COMMANDS[id];
  if (text && isTextField(document.activeElement)) {
    document.execCommand(text);
    return;
  }
  const action = actionById(id);
  if (action) runAction(action, shell);
}

const TEXT_COMMANDS: Readonly<Record<string, string>> = {
  "edit.undo": "undo",
  "edit.redo": "redo",
  "edit.cut": "cut",
  "edit.copy": "copy",
  "edit.paste": "paste",
  "edit.delete": "delete",
  "edit.selectAll": "selectAll",
};

/** Buttons and switches are inputs too, but take no text. */
const NO_TEXT = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "color", "file"]);

export function isTextField(element: EventTarget | null): boolean {
  if (element instanceof HTMLInputElement) return !NO_TEXT.has(element.type);
  return element instanceof HTMLElement && (element.tagName === "TEXTAREA" || element.isContentEditable);
}

function tell(action: Action, shell: Shell, work: () => void | Promise<void>): void {
  void (async () => {
    try {
      await work();
    } catch (thrown) {
      const failure = failureOf(thrown);
      const words = `${failure.message} ${failure.hint ?? ""}`;
      shell.notify({ title: text.failed(action.title), text: words, level: "error" });
    }
  })();
}
