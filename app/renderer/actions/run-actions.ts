// Actions that run the workflow, all of it or up to a node.

import { upstream } from "../../../engine/document/topology.ts";
import { lendTab } from "../stores/lent-tab.ts";
import type { RunOptions } from "../stores/run.ts";
import { actionText as text } from "../strings/actions.ts";
import { hostText } from "../strings/host.ts";
import type { Workspace } from "../workspace.tsx";
import type { Action, Shell } from "./action.ts";
import { hasNodes, isIdle, lastSelected } from "./can.ts";

async function start(workspace: Workspace, shell: Shell, options: RunOptions): Promise<void> {
  const { document, ui, run, plan } = workspace;
  const away = shell.whyAway();
  // Asked for now it would be refused later, or begin when nobody expects it any more.
  if (away !== null) return shell.notify({ title: hostText.cannotRun, text: away, level: "error" });
  if (!document.getState().trusted) {
    const yes = await shell.confirm({
      title: text.foreignTitle,
      text: text.foreignText,
      yes: text.foreignYes,
      no: text.foreignNo,
    });
    if (!yes) return;
    await document.trust();
  }
  await run.start(options);
  // It did not begin: what is wrong stands in the list of issues.
  if (run.getState().trouble !== null && plan.getState().issues.some((issue) => issue.severity === "error"))
    lendTab(ui, "issues");
}

function limitOf({ ui }: Workspace): number | undefined {
  return ui.getState().runLimit ?? undefined;
}

const canRun = (workspace: Workspace) =>
  isIdle(workspace) && workspace.document.getState().document.nodes.length > 0;

/** Of several selected nodes the one that all others lead to, else the last that was selected. */
function target(workspace: Workspace): string | undefined {
  const { document } = workspace.document.getState();
  const { selected } = workspace.ui.getState();
  const end = selected.find((id) => {
    const before = new Set(upstream(document, id));
    return selected.every((other) => other === id || before.has(other));
  });
  return end ?? lastSelected(workspace) ?? undefined;
}

export const RUN_ACTIONS: readonly Action[] = [
  {
    id: "run.start",
    group: "Run",
    title: text.run,
    keys: ["Mod+Enter"],
    inFields: true,
    enabled: canRun,
    run: (workspace, shell) => start(workspace, shell, { limit: limitOf(workspace) }),
  },
  {
    id: "run.to",
    group: "Run",
    title: text.runTo,
    keys: ["Mod+Shift+Enter"],
    inFields: true,
    enabled: (workspace) => canRun(workspace) && hasNodes(workspace),
    run: (workspace, shell) => start(workspace, shell, { to: target(workspace), limit: limitOf(workspace) }),
  },
  {
    id: "run.node",
    group: "Run",
    title: text.runNode,
    keys: ["Shift+Enter"],
    canvasOnly: true,
    enabled: (workspace) => canRun(workspace) && hasNodes(workspace),
    // What it would do is shown, not done: a sample is for looking.
    run: (workspace, shell) =>
      start(workspace, shell, {
        to: lastSelected(workspace) ?? undefined,
        limit: workspace.preview.getState().rows,
        dryRun: true,
      }),
  },
  {
    id: "run.dry",
    group: "Run",
    title: text.dryRun,
    enabled: canRun,
    run: (workspace, shell) => start(workspace, shell, { dryRun: true, limit: limitOf(workspace) }),
  },
  {
    id: "run.stop",
    group: "Run",
    title: text.stop,
    keys: ["Mod+."],
    inFields: true,
    divided: true,
    enabled: ({ run }) => run.getState().running !== null && !run.getState().stopping,
    run: ({ run }) => run.halt(),
  },
];
