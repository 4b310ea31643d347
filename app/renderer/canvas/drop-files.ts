// Files dropped on the canvas: each becomes the node that reads it, all of them in one step. A workflow is opened.

import type { Command } from "../../../engine/document/command.ts";
import { applyCommands } from "../../../engine/document/apply.ts";
import type { Position } from "../../../engine/document/types.ts";
import { isWorkflowName } from "../../../engine/document/workflow-file.ts";
import { addNode } from "../edits/add.ts";
import { performNew } from "../edits/perform-new.ts";
import { failureOf } from "../failure.ts";
import { bring } from "../gallery/bring.ts";
import { openDropped } from "../gallery/drop-files.ts";
import type { Dropped } from "../gallery/dropped.ts";
import { readerOfFile } from "../gallery/graph-of-files.ts";
import { allEndings, readerOf, type Reader } from "../gallery/reader-of.ts";
import type { Shell } from "../shell.ts";
import { canvasWords as words } from "../strings/canvas.ts";
import { editWords } from "../strings/edits.ts";
import type { Workspace } from "../workspace.tsx";

/** From one new node to the next: a card with its rows and figures lies between. */
const BELOW = 248;

interface Taken {
  readonly name: string;
  readonly path: string;
  readonly reader: Reader;
}

export async function dropFiles(
  workspace: Workspace,
  shell: Shell,
  files: readonly Dropped[],
  at: Position,
): Promise<void> {
  const workflow = files.find(({ name }) => isWorkflowName(name));
  if (workflow) return openDropped(shell, workflow.file);
  const taken: Taken[] = [];
  const unknown: string[] = [];
  for (const file of files) {
    try {
      const read = await take(workspace, shell, file);
      if (read === "unknown") unknown.push(file.name);
      else if (read) taken.push(read);
    } catch (thrown) {
      const { message, hint = "" } = failureOf(thrown);
      shell.notify({ title: words.dropFailed(file.name), text: `${message} ${hint}`, level: "error" });
    }
  }
  if (unknown.length > 0) {
    const endings = allEndings(workspace.kinds).map((ending) => `.${ending}`);
    const text = words.knownEndings(endings.join(", "));
    shell.notify({ title: words.unknownFiles(unknown.join(", ")), text, level: "error" });
  }
  if (taken.length > 0) add(workspace, taken, at);
}

/** The file by the name that the workflow may use, with what reads it; null when somebody would rather not. */
async function take(workspace: Workspace, shell: Shell, dropped: Dropped): Promise<Taken | "unknown" | null> {
  const { kinds } = workspace;
  const { name, file, folder } = dropped;
  // Where the host says that it lies there, it may be a folder; else nothing is copied for nothing.
  if (shell.link.pathOf(file) === null && !folder && !readerOf(kinds, name)) return "unknown";
  const brought = await bring(shell, workspace, dropped);
  if (!brought) return null;
  const reader = readerOfFile(kinds, brought);
  return reader ? { name, path: brought.path, reader } : "unknown";
}

function add(workspace: Workspace, taken: readonly Taken[], at: Position): void {
  const { kinds } = workspace;
  let next = workspace.document.getState().document;
  const commands: Command[] = [];
  const nodes: string[] = [];
  for (const [index, { name, path, reader }] of taken.entries()) {
    const edit = addNode(next, reader.kind, {
      at: { x: at.x, y: at.y + index * BELOW },
      params: { [reader.param]: path },
      title: name,
      kinds,
    });
    commands.push(...edit.commands);
    nodes.push(...(edit.select?.nodes ?? []));
    next = applyCommands(next, edit.commands);
  }
  performNew(workspace, { label: editWords.drop(taken.length), commands, select: { nodes, items: [] } });
  // Where it was let go, as far as that is in sight with what can come next.
  if (nodes.length === 1) workspace.canvas.current?.reveal(nodes[0]);
  workspace.canvas.current?.focus();
}
