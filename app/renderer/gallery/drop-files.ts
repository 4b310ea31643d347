// Files dropped on the first screen: a workflow is opened, models and tables begin a new one.

import { mayBeWorkflow, withoutWorkflowEnding } from "../../../engine/document/workflow-file.ts";
import { failureOf } from "../failure.ts";
import { perform } from "../edits/edit.ts";
import { filesText as text } from "../strings/files.ts";
import type { Shell } from "../shell.ts";
import type { Workspace } from "../workspace.tsx";
import { graphOfFiles, type NamedFile } from "./graph-of-files.ts";
import { showAll } from "./show-all.ts";
import { readerOf } from "./reader-of.ts";

export async function dropFiles(shell: Shell, files: readonly File[]): Promise<void> {
  const workflow = files.find(({ name }) => mayBeWorkflow(name));
  try {
    if (workflow) return await openDropped(shell, workflow);
    if (files.some(({ name }) => readerOf(shell.kinds(), name))) return await startFrom(shell, files);
    const [first] = files;
    if (first) shell.notify({ title: text.notThere(first.name), text: text.notThereHint, level: "error" });
  } catch (thrown) {
    const { message, hint = "" } = failureOf(thrown);
    shell.notify({ title: message, text: hint, level: "error" });
  }
}

export async function openDropped(shell: Shell, file: File): Promise<void> {
  const path = shell.link.pathOf(file);
  if (path !== null) return shell.openPath(path);
  // A browser does not say where the file lies: its text is opened as something new, which was made elsewhere.
  const content = await file.text();
  await shell.opening(async () => ({
    ...(await shell.link.bridge.document.create({})),
    name: withoutWorkflowEnding(file.name),
    text: content,
    trusted: false,
  }));
}

async function startFrom(shell: Shell, files: readonly File[]): Promise<void> {
  const before = shell.workspace();
  await shell.create();
  const workspace = shell.workspace();
  if (!workspace || workspace === before) return;
  const known = files.filter(({ name }) => readerOf(workspace.kinds, name));
  const named = await Promise.all(known.map((file) => bring(shell, workspace, file)));
  perform(workspace, graphOfFiles(workspace.document.getState().document, workspace.kinds, named));
  showAll(workspace);
}

/** The file by the name that the workflow may use: where it lies, or a copy beside the workflow. */
export async function bring(
  shell: Shell,
  { bridge, document }: Workspace,
  file: File,
): Promise<NamedFile & { readonly isFolder: boolean }> {
  const { session } = document.getState();
  const { name } = file;
  const path = shell.link.pathOf(file);
  if (path !== null) return { name, ...(await bridge.file.allow({ session, path })) };
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name, ...(await bridge.file.import({ session, name, bytes })), isFolder: false };
}
