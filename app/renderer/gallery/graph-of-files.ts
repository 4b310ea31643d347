// Files as a workflow: sources in a column, models in the next, and each model wired to a source where there is one.

import type { Command } from "../../../engine/document/command.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { applyCommands } from "../../../engine/document/apply.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { addNode } from "../edits/add.ts";
import type { Edit } from "../edits/edit.ts";
import { filesText as text } from "../strings/files.ts";
import { folderReaderOf, isModel, readerOf } from "./reader-of.ts";

const COLUMN = 320;
const ROW = 248;

/** A path as the workflow names it. */
export interface NamedFile {
  readonly name: string;
  readonly path: string;
  readonly isFolder?: boolean;
  /** Names of files in a folder, as many as tell what it is for. */
  readonly inside?: readonly string[];
}

export function readerOfFile(
  kinds: ReadonlyMap<string, KindDescription>,
  { name, isFolder, inside = [] }: Omit<NamedFile, "path">,
) {
  return isFolder ? folderReaderOf(kinds, inside) : readerOf(kinds, name);
}

/** Files that nothing reads are left out; null when that leaves none. */
export function graphOfFiles(
  document: WorkflowDocument,
  kinds: ReadonlyMap<string, KindDescription>,
  files: readonly NamedFile[],
): Edit | null {
  const read = files.flatMap((file) => {
    const reader = readerOfFile(kinds, file);
    return reader ? [{ file, reader }] : [];
  });
  if (read.length === 0) return null;
  const ordered = read.toSorted((a, b) => Number(isModel(a.reader)) - Number(isModel(b.reader)));
  let next = document;
  const commands: Command[] = [];
  const added: string[] = [];
  let source = sourceOf(document, kinds);
  let rows = 0;
  let models = 0;
  for (const { file, reader } of ordered) {
    const model = isModel(reader);
    const at = model ? { x: COLUMN, y: models++ * ROW } : { x: 0, y: rows++ * ROW };
    const from = model && source ? ({ ...source, side: "output" } as const) : undefined;
    const params = { [reader.param]: file.path };
    // Called after its file, as `millrace new` does: of two sources the kind does not say which is which.
    const edit = addNode(next, reader.kind, { at, params, title: file.name, from, kinds });
    commands.push(...edit.commands);
    next = applyCommands(next, edit.commands);
    added.push(...(edit.select?.nodes ?? []));
    if (!model) source ??= sourceOf(next, kinds);
  }
  const names = ordered.map(({ file }) => file.name).join(", ");
  // The last is what the person came for: the model, whose predictions show then.
  return { label: text.startFrom(names), commands, select: { nodes: added.slice(-1), items: [] } };
}

/** The first source's first output. */
function sourceOf(document: WorkflowDocument, kinds: ReadonlyMap<string, KindDescription>) {
  for (const { id, kind } of document.nodes) {
    const known = kinds.get(kind);
    const [port] = Object.keys(known?.category === "sources" ? known.outputs : {});
    if (port) return { node: id, port };
  }
  return null;
}
