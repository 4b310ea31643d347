// Saving as people mean it: a name where there is none, a question before somebody else's work is replaced.

import {
  isWorkflowName,
  WORKFLOW_ENDING,
  WORKFLOW_EXTENSIONS,
} from "../../../engine/document/workflow-file.ts";
import { filesText as text } from "../strings/files.ts";
import type { Workspace } from "../workspace.tsx";
import type { Shell } from "./action.ts";
import { failureOf } from "../failure.ts";

/** Answers whether the workflow is on the disk now. */
export async function save(workspace: Workspace, shell: Shell): Promise<boolean> {
  const { path, readOnly } = workspace.document.getState();
  if (path === null || readOnly) return saveAs(workspace, shell);
  return written(workspace, shell, {});
}

export async function saveAs(workspace: Workspace, shell: Shell): Promise<boolean> {
  const { path, name } = workspace.document.getState();
  const chosen = await shell.pick({
    mode: "save",
    title: text.saveTitle,
    extensions: WORKFLOW_EXTENSIONS,
    suggested: path ?? `${name}${WORKFLOW_ENDING}`,
  });
  if (chosen === null) return false;
  const to = isWorkflowName(chosen) ? chosen : `${chosen}${WORKFLOW_ENDING}`;
  // The dialog has asked whether a file of that name may be replaced.
  return written(workspace, shell, { path: to, force: true });
}

async function written(
  workspace: Workspace,
  shell: Shell,
  options: { readonly path?: string; readonly force?: boolean },
): Promise<boolean> {
  try {
    const { saved, changed } = await workspace.document.save(options);
    return saved || (changed && (await afterChange(workspace, shell)));
  } catch (thrown) {
    const failure = failureOf(thrown);
    shell.notify({
      title: text.saveFailed,
      text: `${failure.message} ${failure.hint ?? ""}`,
      level: "error",
    });
    return false;
  }
}

async function afterChange(workspace: Workspace, shell: Shell): Promise<boolean> {
  const answer = await shell.ask({
    title: text.changedTitle,
    text: text.changedText(workspace.document.getState().name),
    choices: [
      { value: "cancel", label: text.cancel },
      { value: "force", label: text.overwrite, danger: true },
      { value: "other", label: text.saveAs },
    ],
  });
  if (answer === "force") return written(workspace, shell, { force: true });
  return answer === "other" && saveAs(workspace, shell);
}
