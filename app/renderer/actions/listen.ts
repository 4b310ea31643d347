// Keys to actions: one listener for the window. Dead where a menu or a dialog has the focus; in a text field only a few.

import type { Action, Shell } from "./action.ts";
import { bindings, keysOf } from "./bindings.ts";
import { copied, cutSelection, pasteText } from "./clipboard-actions.ts";
import { keepCopy } from "./clipboard.ts";
import { ACTIONS } from "./index.ts";
import { keyOf } from "./keys.ts";
import { MAC } from "./platform.ts";
import { isTextField, runAction } from "./run-action.ts";

type Focus = "dialog" | "field" | "control" | "canvas" | "page";

/** Whoever draws over the editor or takes keys of its own. */
const OVER = "[role=dialog], [role=alertdialog], [role=menu], [role=menubar], [role=listbox]";
const CONTROL = "button, a[href], summary, select, input, [role=button], [role=tab], [role=separator]";

const PASTE_WITH_WIRES = "edit.pasteWithWires";

const SELECT_ALL = "Mod+A";

/** What plain keys mean to a control. */
const KEYS_OF_CONTROLS = new Set(["Enter", "Space", "Tab", "Escape"]);

/**
 * The browser tells of these itself, with the clipboard in hand and without asking for permission; a key that somebody has
 * chosen goes the other way.
 */
const BY_THE_BROWSER: Readonly<Record<string, string>> = {
  "edit.cut": "Mod+X",
  "edit.copy": "Mod+C",
  "edit.paste": "Mod+V",
  // Not on macOS, where these keys are a menu's.
  ...(!MAC && { [PASTE_WITH_WIRES]: "Mod+Shift+V" }),
};

export function listenToKeys(shell: Shell): () => void {
  /** The browser does not say with which keys it pastes. */
  let keepsWires = false;
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.defaultPrevented && !isForListAndEditor(event)) || event.isComposing) return;
    const key = keyOf(withAltGraph(event), MAC);
    const action = key === null ? null : actionFor(key);
    if (!key || !action) return;
    const focus = focusOf(event.target);
    // What opens has the focus only once it is drawn: keys typed ahead are not for the canvas behind it.
    if (focus === "dialog" || shell.workspace()?.ui.getState().overlay) return;
    if (focus === "field" && !action.inFields) return;
    if (focus === "control" && KEYS_OF_CONTROLS.has(key)) return;
    if (action.canvasOnly && focus !== "canvas" && !(focus === "control" && isOnCanvas(event.target))) {
      // The browser would mark every word of the interface.
      if (key === SELECT_ALL) event.preventDefault();
      return;
    }
    // Nothing has the focus: Tab moves it as everywhere.
    if (key === "Tab" && !isOnCanvas(event.target)) return;
    if (BY_THE_BROWSER[action.id] === key) {
      keepsWires = action.id === PASTE_WITH_WIRES;
      return;
    }
    // Ctrl+S is ours even when there is nothing to save: the browser would save the page.
    if (runAction(action, shell) || key.startsWith("Mod+")) event.preventDefault();
  };
  const onClipboard = (event: ClipboardEvent) => {
    const workspace = shell.workspace();
    if (event.defaultPrevented || !workspace || focusOf(event.target) !== "canvas") return;
    if (event.type === "paste") {
      event.preventDefault();
      pasteText(workspace, shell, event.clipboardData?.getData("text/plain") ?? "", keepsWires);
      keepsWires = false;
      return;
    }
    const piece = copied(workspace);
    // Text that is marked on the page, in a message say, is what is meant then.
    if (piece === null || window.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", piece);
    keepCopy(piece);
    if (event.type === "cut") cutSelection(workspace, shell);
  };
  window.addEventListener("keydown", onKeyDown);
  for (const name of CLIPBOARD_EVENTS) document.addEventListener(name, onClipboard);
  return () => {
    window.removeEventListener("keydown", onKeyDown);
    for (const name of CLIPBOARD_EVENTS) document.removeEventListener(name, onClipboard);
  };
}

const CLIPBOARD_EVENTS = ["cut", "copy", "paste"] as const;

function actionFor(key: string): Action | null {
  const chosen = bindings.getState();
  return ACTIONS.find((action) => keysOf(action, chosen).includes(key)) ?? null;
}

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return "page";
  if (target.closest(OVER)) return "dialog";
  if (isTextField(target)) return "field";
  if (target.closest(CONTROL)) return "control";
  // While nothing has the focus the canvas is what keys go to: it is what one looks at.
  return target === document.body || isOnCanvas(target) ? "canvas" : "page";
}

/** A list below a field takes its entry by every Enter. With Ctrl that is a key of the editor as well. */
function isForListAndEditor({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (key !== "Enter" || (!ctrlKey && !metaKey)) return false;
  return target instanceof Element && target.closest("[aria-haspopup=listbox]") !== null;
}

function isOnCanvas(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".mr-canvas") !== null;
}

function withAltGraph(event: KeyboardEvent) {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  return { key, code, ctrlKey, metaKey, altKey, shiftKey, altGraph: event.getModifierState("AltGraph") };
}
