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
  const { bridge, document } = workspace;
  const { session } = document.getState();
  const { name, file, folder } = dropped;
  const path = shell.link.pathOf(file);
  if (path !== null) {
    const allowed = await bridge.file.allow({ session, path });
    return { name, ...allowed, ...(allowed.isFolder && { inside: await namesBelow(workspace, path) }) };
  }
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
  return { name, path, isFolder: true, inside: files.map((each) => each.path) };
}

/** Where the folder is one that lies beside the workflow, with the same things in it, nobody has to be asked. */
async function besideWorkflow(
  workspace: Workspace,
  folder: FileSystemDirectoryEntry,
): Promise<NamedFile | null> {
  const { bridge, document } = workspace;
  const { session, path } = document.getState();
  if (path === null) return null;
  const { name } = folder;
  const { isFolder } = await bridge.file.stat({ session, path: name });
  if (!isFolder) return null;
  const place = `${path.replace(/[\\/][^\\/]*$/, "")}/${name}`;
  const there = await bridge.file.list({ path: place, extensions: [] });
  if (!isSame(there.entries, await namesInside(folder))) return null;
  return { name, path: name, isFolder, inside: await namesBelow(workspace, place) };
}

/** The host's file dialog says where the folder lies; another one than was dropped is taken only when that is meant. */
async function showFolder(
  shell: Shell,
  workspace: Workspace,
  folder: FileSystemDirectoryEntry,
): Promise<NamedFile | null> {
  const { bridge, document } = workspace;
  const { session } = document.getState();
  const title = text.showTitle(folder.name);
  const chosen = await shell.pick({ mode: "folder", title, extensions: [] });
  if (chosen === null) return null;
  const there = await bridge.file.list({ path: chosen, extensions: [] });
  if (!isSame(there.entries, await namesInside(folder))) {
    const question = { title: text.otherFolder, text: text.otherFolderText(chosen, folder.name) };
    if (!(await shell.confirm({ ...question, yes: text.takeIt, no: text.cancel }))) return null;
  }
  const allowed = await bridge.file.allow({ session, path: chosen });
  return { name: folder.name, ...allowed, inside: await namesBelow(workspace, chosen) };
}

/** Names of the files in a folder; of one that holds folders alone, those of the first of them. */
async function namesBelow({ bridge }: Workspace, path: string): Promise<readonly string[]> {
  const { entries } = await bridge.file.list({ path, extensions: [] });
  const files = entries.filter(({ isFolder }) => !isFolder).map(({ name }) => name);
  if (files.length > 0 || entries.length === 0) return files;
  const deeper = await bridge.file.list({ path: `${path}/${entries[0].name}`, extensions: [] });
  return deeper.entries.map(({ name }) => name);
}

function isSame(there: readonly { readonly name: string }[], dropped: readonly string[]): boolean {
  const names = new Set(there.map(({ name }) => name));
  return names.size === dropped.length && dropped.every((name) => names.has(name));
}
