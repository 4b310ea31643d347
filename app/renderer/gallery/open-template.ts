// A playbook as a copy, and its first run: what it does is seen before anything is read.

import type { Shell } from "../shell.ts";

export async function openTemplate(shell: Shell, name: string): Promise<void> {
  const before = shell.workspace();
  await shell.openTemplate(name);
  const workspace = shell.workspace();
  if (!workspace || workspace === before || !workspace.document.getState().trusted) return;
  const { run, ui } = workspace;
  const started = run.start();
  // It writes files without having been asked to: that is told.
  ui.setState({ playbookRun: run.getState().startedAt });
  await started;
}
