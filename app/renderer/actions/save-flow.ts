// Saving as people mean it: a name where there is none, a question before somebody else's work is replaced.

import { folderOf } from "../../../engine/document/paths.ts";
import {
  isWorkflowName,
  WORKFLOW_ENDING,
  WORKFLOW_EXTENSIONS,
} from "../../../engine/document/workflow-file.ts";
import { perform } from "../edits/edit.ts";
import { keepPaths } from "../edits/keep-paths.ts";
import { filesText as text } from "../strings/files.ts";
import { isDirty } from "../stores/document.ts";
import type { Workspace } from "../workspace.tsx";
import type { Shell } from "./action.ts";
import { failureOf } from "../failure.ts";

/** Answers whether the workflow is on the disk now. */
export async function save(workspace: Workspace, shell: Shell): Promise<boolean> {
  const state = workspace.document.getState();
  if (state.path === null || state.readOnly) return saveAs(workspace, shell);
  // A file that somebody has laid out in another way keeps every byte until something is changed.
  if (!isDirty(state) && state.onDisk === "same") return true;
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
  return (await written(workspace, shell, { path: to, force: true })) && followed(workspace, shell, path);
}

/** In another folder, relative paths would lead elsewhere; what lies beside an untitled workflow has moved with it. */
async function followed(workspace: Workspace, shell: Shell, before: string | null): Promise<boolean> {
  const { path, document } = workspace.document.getState();
  if (before === null || path === null) return true;
  const edit = keepPaths(document, workspace.kinds, folderOf(before), folderOf(path));
  return !edit || perform(workspace, edit) !== null || written(workspace, shell, {});
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
