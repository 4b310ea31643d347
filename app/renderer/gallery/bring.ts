// Dropped files and folders by the names that the workflow may use: where they lie, or a copy beside the workflow.

import { bytes as size, count } from "../ui/format.ts";
import type { Shell } from "../shell.ts";
import { filesText as text } from "../strings/files.ts";
import type { Workspace } from "../workspace.tsx";
import { filesInside, namesInside, type Dropped } from "./dropped.ts";
import type { NamedFile } from "./graph-of-files.ts";

/** More is not copied from a browser: it is shown to the workflow where it lies. */
const MOST_FILES = 2000;
const MOST_BYTES = 128 * 1024 * 1024;

/** Null when somebody would rather not. */
export async function bring(shell: Shell, workspace: Workspace, dropped: Dropped): Promise<NamedFile | null> {
  const brought = await bringOne(shell, workspace, dropped);
  return brought && dropped.folder ? { ...brought, inside: await namesInside(dropped.folder) } : brought;
}

async function bringOne(shell: Shell, workspace: Workspace, dropped: Dropped): Promise<NamedFile | null> {
  const { bridge, document } = workspace;
  const { session } = document.getState();
  const { name, file, folder } = dropped;
  const path = shell.link.pathOf(file);
  if (path !== null) return { name, ...(await bridge.file.allow({ session, path })) };
  if (folder) return bringFolder(shell, workspace, folder);
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name, ...(await bridge.file.import({ session, name, bytes })), isFolder: false };
}

async function bringFolder(
  shell: Shell,
  workspace: Workspace,
  folder: FileSystemDirectoryEntry,
): Promise<NamedFile | null> {
  const { name } = folder;
  const beside = await besideWorkflow(workspace, folder);
  if (beside !== null) return beside;
  const files = await filesInside(folder, MOST_FILES);
  const total = files?.reduce((sum, { file }) => sum + file.size, 0) ?? Infinity;
  const canCopy = files !== null && files.length > 0 && total <= MOST_BYTES;
  const answer = await shell.ask({
    title: text.whereIs(name),
    text: canCopy ? text.whereIsText : text.whereIsLarge(count(MOST_FILES), size(MOST_BYTES)),
    choices: [
      { value: "not", label: text.cancel },
      ...(canCopy
        ? [{ value: "copy", label: text.copyFolder(count(files.length), size(total)) } as const]
        : []),
      { value: "show", label: text.showFolder },
    ],
  });
  if (answer === "show") return showFolder(shell, workspace, folder);
  if (answer !== "copy" || !files) return null;
  const read = files.map(async ({ path, file }) => ({
    path,
    bytes: new Uint8Array(await file.arrayBuffer()),
  }));
  const { session } = workspace.document.getState();
  const { path } = await workspace.bridge.file.importFolder({
    session,
    name,
    files: await Promise.all(read),
  });
  return { name, path, isFolder: true };
}

/** Where the folder is one that lies beside the workflow, with the same things in it, nobody has to be asked. */
async function besideWorkflow(
  { bridge, document }: Workspace,
  folder: FileSystemDirectoryEntry,
): Promise<NamedFile | null> {
  const { session, path } = document.getState();
  if (path === null) return null;
  const { name } = folder;
  const { isFolder } = await bridge.file.stat({ session, path: name });
  if (!isFolder) return null;
  const place = `${path.replace(/[\\/][^\\/]*$/, "")}/${name}`;
  const there = await bridge.file.list({ path: place, extensions: [] });
  return isSame(there.entries, await namesInside(folder)) ? { name, path: name, isFolder } : null;
}

/** The host's file dialog says where the folder lies; another one than was dropped is taken only when that is meant. */
async function showFolder(
  shell: Shell,
  { bridge, document }: Workspace,
  folder: FileSystemDirectoryEntry,
): Promise<NamedFile | null> {
  const { session } = document.getState();
  const title = text.showTitle(folder.name);
  const chosen = await shell.pick({ mode: "folder", title, extensions: [] });
  if (chosen === null) return null;
  const there = await bridge.file.list({ path: chosen, extensions: [] });
  if (!isSame(there.entries, await namesInside(folder))) {
    const question = { title: text.otherFolder, text: text.otherFolderText(chosen, folder.name) };
    if (!(await shell.confirm({ ...question, yes: text.takeIt, no: text.cancel }))) return null;
  }
  return { name: folder.name, ...(await bridge.file.allow({ session, path: chosen })) };
}

function isSame(there: readonly { readonly name: string }[], dropped: readonly string[]): boolean {
  const names = new Set(there.map(({ name }) => name));
  return names.size === dropped.length && dropped.every((name) => names.has(name));
}
