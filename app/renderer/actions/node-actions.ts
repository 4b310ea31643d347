// Actions on nodes: add, rename, switch off, fold, pin.

import { join } from "../edits/connect.ts";
import type { Edit } from "../edits/edit.ts";
import { toggleBypassed, toggleCollapsed, toggleDisabled } from "../edits/toggle.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { actionText as text } from "../strings/actions.ts";
import type { Action } from "./action.ts";
import { doEdit, hasNodes, hasSeveralNodes, hasThings, isOneNode, lastSelected } from "./can.ts";
import { onlyWire } from "./wire-actions.ts";

type Toggle = (document: WorkflowDocument, ids: readonly string[]) => Edit;

function toggling(toggle: Toggle): Pick<Action, "group" | "canvasOnly" | "enabled" | "run"> {
  return {
    group: "Node",
    canvasOnly: true,
    enabled: hasNodes,
    run(workspace, shell) {
      const { document } = workspace.document.getState();
      doEdit(workspace, shell, toggle(document, workspace.ui.getState().selected));
    },
  };
}

export const NODE_ACTIONS: readonly Action[] = [
  {
    id: "node.add",
    group: "Node",
    title: text.add,
    keys: ["Tab"],
    canvasOnly: true,
    run(workspace) {
      const { ui, canvas } = workspace;
      const into = onlyWire(workspace) ?? undefined;
      // Behind the one node that is selected; where it goes is known when its kind is.
      const at = isOneNode(workspace) ? undefined : canvas.current?.pointer();
      ui.setState({ overlay: "add-node", adding: { at, into } });
    },
  },
  {
    id: "node.open",
    group: "Node",
    title: text.openNode,
    keys: ["Enter"],
    canvasOnly: true,
    enabled: (workspace) => hasThings(workspace) || onlyWire(workspace) !== null,
    run({ ui }) {
      ui.setState({ focusMode: false, panels: { ...ui.getState().panels, inspector: true } });
      focusSettings();
    },
  },
  {
    id: "edit.rename",
    group: "Node",
    title: text.rename,
    keys: ["F2"],
    enabled: hasNodes,
    run: (workspace) => workspace.ui.setState({ renaming: lastSelected(workspace) }),
  },
  {
    id: "node.disable",
    title: text.disable,
    keys: ["M"],
    divided: true,
    ...toggling(toggleDisabled),
  },
  {
    id: "node.connect",
    group: "Node",
    title: text.connect,
    keys: ["W"],
    canvasOnly: true,
    enabled: hasSeveralNodes,
    wants: text.connectWants,
    run(workspace, shell) {
      const { document } = workspace.document.getState();
      const edit = join(document, workspace.kinds, workspace.ui.getState().selected);
      if (edit.commands.length === 0) shell.notify({ ...text.connectNothing, level: "info" });
      else doEdit(workspace, shell, edit);
    },
  },
  { id: "node.bypass", title: text.bypass, keys: ["B"], ...toggling(toggleBypassed) },
  { id: "node.collapse", title: text.collapse, keys: ["C"], ...toggling(toggleCollapsed) },
  {
    id: "node.pin",
    group: "Node",
    title: text.pin,
    keys: ["P"],
    canvasOnly: true,
    enabled: hasNodes,
    run(workspace) {
      const { pinned } = workspace.ui.getState();
      const node = lastSelected(workspace);
      workspace.ui.setState({ pinned: pinned === node ? null : node });
    },
  },
  {
    id: "node.pinSample",
    group: "Node",
    title: text.pinSample,
    keys: ["Shift+P"],
    canvasOnly: true,
    enabled: hasNodes,
    run(workspace) {
      const node = lastSelected(workspace);
      if (node !== null) workspace.preview.togglePinned(node);
    },
  },
  {
    id: "help.node",
    group: "Node",
    title: text.nodeHelp,
    keys: ["F1"],
    divided: true,
    enabled: isOneNode,
    run({ ui }) {
      ui.setState({ focusMode: false, panels: { ...ui.getState().panels, inspector: true } });
      showSection("mr-kind-help");
    },
  },
];

/** Once it is drawn, since the panel may have been folded: the first field that wants a value, else the first of the form. */
function focusSettings(): void {
  requestAnimationFrame(() => {
    const panel = document.getElementById("mr-inspector-panel");
    const fields = panel?.querySelectorAll<HTMLElement>(".mr-form .mr-field") ?? [];
    const needed = [...fields].find((field) => field.dataset.needed !== undefined);
    const entry = (needed ?? fields[0])?.querySelector<HTMLElement>(ENTRY);
    (entry ?? panel)?.focus();
  });
}

/** What a value is typed into or chosen with; the signs in the head of a field are no part of that. */
const ENTRY =
  ":scope > :not(.mr-field-head) :is(input, textarea, button, [contenteditable=true], [tabindex='0']), .mr-field-head input";

/** Unfolds a section of the inspector and goes there. */
function showSection(id: string): void {
  requestAnimationFrame(() => {
    const head = document.getElementById(id)?.querySelector("button");
    if (head?.getAttribute("aria-expanded") === "false") head.click();
    // What it unfolds has to be there before it can be scrolled to.
    requestAnimationFrame(() => {
      head?.focus({ preventScroll: true });
      head?.scrollIntoView({ block: "start" });
    });
  });
}
