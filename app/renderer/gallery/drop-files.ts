// Files dropped on the first screen: a workflow is opened; models, tables and folders begin a new one.

import { mayBeWorkflow, withoutWorkflowEnding } from "../../../engine/document/workflow-file.ts";
import { failureOf } from "../failure.ts";
import { performNew } from "../edits/perform-new.ts";
import { filesText as text } from "../strings/files.ts";
import type { Shell } from "../shell.ts";
import { bring } from "./bring.ts";
import type { Dropped } from "./dropped.ts";
import { graphOfFiles, type NamedFile } from "./graph-of-files.ts";
import { showAll } from "./show-all.ts";
import { readerOf } from "./reader-of.ts";

export async function dropFiles(shell: Shell, files: readonly Dropped[]): Promise<void> {
  const workflow = files.find(({ name }) => mayBeWorkflow(name));
  try {
    if (workflow) return await openDropped(shell, workflow.file);
    if (files.some((file) => isKnown(shell, file))) return await startFrom(shell, files);
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
  const from = { name: withoutWorkflowEnding(file.name), text: await file.text() };
  await shell.opening(() => shell.link.bridge.document.create({ from }));
}

function isKnown(shell: Shell, { name, folder }: Dropped): boolean {
  return folder !== null || readerOf(shell.kinds(), name) !== null;
}

async function startFrom(shell: Shell, files: readonly Dropped[]): Promise<void> {
  const before = shell.workspace();
  await shell.create();
  const workspace = shell.workspace();
  if (!workspace || workspace === before) return;
  const named: NamedFile[] = [];
  // One after the other: a folder may ask something.
  for (const file of files.filter((each) => isKnown(shell, each))) {
    const brought = await bring(shell, workspace, file);
    if (brought) named.push(brought);
  }
  performNew(workspace, graphOfFiles(workspace.document.getState().document, workspace.kinds, named));
  showAll(workspace);
}
