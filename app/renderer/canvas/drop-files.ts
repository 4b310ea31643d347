// Files dropped on the canvas: each becomes the node that reads it, all of them in one step. A workflow is opened.

import type { Command } from "../../../engine/document/command.ts";
import { applyCommands } from "../../../engine/document/apply.ts";
import type { Position } from "../../../engine/document/types.ts";
import { addNode } from "../edits/add.ts";
import { perform } from "../edits/edit.ts";
import { canvasWords as words } from "../strings/canvas.ts";
import { editWords } from "../strings/edits.ts";
import { failureOf, type Shell } from "../shell.ts";
import type { Workspace } from "../workspace.tsx";
import { knownEndings, readersOf, type Reader } from "./readers.ts";

const WORKFLOW = ".millrace.json";
/** From one new node to the next. */
const BELOW = 160;

interface Taken {
  readonly path: string;
  readonly reader: Reader;
}

export async function dropFiles(
  workspace: Workspace,
  shell: Shell,
  files: readonly File[],
  at: Position,
): Promise<void> {
  const workflow = files.find(({ name }) => name.endsWith(WORKFLOW));
  if (workflow) return openWorkflow(shell, workflow);
  const taken: Taken[] = [];
  const unknown: string[] = [];
  for (const file of files) {
    try {
      const read = await take(workspace, shell, file);
      if (read) taken.push(read);
      else unknown.push(file.name);
    } catch (thrown) {
      const { message, hint = "" } = failureOf(thrown);
      shell.notify({ title: words.dropFailed(file.name), text: `${message} ${hint}`, level: "error" });
    }
  }
  if (unknown.length > 0) {
    const endings = knownEndings(workspace.kinds).map((ending) => `.${ending}`);
    const text = words.knownEndings(endings.join(", "));
    shell.notify({ title: words.unknownFiles(unknown.join(", ")), text, level: "error" });
  }
  add(workspace, taken, at);
}

/** The file by the name that the workflow may use, with what reads it; null when nothing does. */
async function take({ bridge, document, kinds }: Workspace, shell: Shell, file: File): Promise<Taken | null> {
  const { session } = document.getState();
  const lies = shell.link.pathOf(file);
  if (lies !== null) {
    const { path, isFolder } = await bridge.file.allow({ session, path: lies });
    const [reader] = readersOf(kinds, file.name, isFolder);
    return reader ? { path, reader } : null;
  }
  // A browser does not say where a file lies: it is kept beside the workflow.
  const [reader] = readersOf(kinds, file.name);
  if (!reader) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { path: (await bridge.file.import({ session, name: file.name, bytes })).path, reader };
}

function add(workspace: Workspace, taken: readonly Taken[], at: Position): void {
  const { kinds } = workspace;
  let next = workspace.document.getState().document;
  const commands: Command[] = [];
  const nodes: string[] = [];
  for (const [index, { path, reader }] of taken.entries()) {
    const edit = addNode(next, reader.kind, {
      at: { x: at.x, y: at.y + index * BELOW },
      params: { [reader.param]: path },
      kinds,
    });
    commands.push(...edit.commands);
    nodes.push(...(edit.select?.nodes ?? []));
    next = applyCommands(next, edit.commands);
  }
  perform(workspace, { label: editWords.drop(taken.length), commands, select: { nodes, items: [] } });
  workspace.canvas.current?.focus();
}

async function openWorkflow(shell: Shell, file: File): Promise<void> {
  const path = shell.link.pathOf(file);
  if (path !== null) return shell.openPath(path);
  const text = await file.text();
  const name = file.name.slice(0, -WORKFLOW.length);
  // Somebody else's text, as something new: it may not run before it is trusted.
  const opened = await shell.link.bridge.document.create({});
  shell.show({ ...opened, name, text, trusted: false });
}
