// What can be done with a file of the library: fill the selected node with it, else a new node around it.

import type { Command } from "../../../engine/document/command.ts";
import type { KindDescription, LibraryEntry } from "../../bridge/shapes.ts";
import { addNode, type AddOptions } from "../edits/add.ts";
import { USUAL_SIZE } from "../edits/edit.ts";
import { performNew } from "../edits/perform-new.ts";
import { clearPlace } from "../edits/places.ts";
import { pinCommand, takerOf, fillCommands, type LibraryFileChoice } from "../edits/library-model.ts";
import { commandsToSet, madeFor } from "../edits/preset-model.ts";
import { modelReader } from "../gallery/reader-of.ts";
import { libraryText as text } from "../strings/library.ts";
import { useDocument, useUi, useWorkspace, type Workspace } from "../workspace.tsx";

export interface ModelUse {
  readonly label: string;
  /** Null where nothing takes it. */
  readonly use: (() => void) | null;
  /** Whether it fills the node that is selected. */
  readonly fills: boolean;
}

const NO_USE: ModelUse = { label: "", use: null, fills: false };

export function useModelFile(choice: LibraryFileChoice | null, close: () => void): ModelUse {
  const workspace = useWorkspace();
  const { kinds } = workspace;
  const document = useDocument((state) => state.document);
  const readOnly = useDocument((state) => state.readOnly);
  const selected = useUi((state) => state.selected);
  if (!choice || readOnly) return NO_USE;
  const taker = takerOf(document, kinds, selected, choice.file.path);
  if (taker) {
    const use = () => {
      workspace.document.edit(text.useLabel(choice.file.path), fillCommands(choice, taker));
      close();
    };
    return { label: text.useIn(taker.title), use, fills: true };
  }
  const reader = /\.onnx$/i.test(choice.file.path) ? modelReader(kinds) : null;
  if (!reader) return NO_USE;
  const use = () => {
    const set = { params: { [reader.param]: choice.reference }, title: choice.entry.title };
    placeNode(workspace, reader.kind, set, [pinCommand(choice)]);
    close();
  };
  return { label: text.use, use, fills: false };
}

/** The same for a whole set, where a kind is made for it: all of its files go to their params. */
export function useModelSet(entry: LibraryEntry, close: () => void): ModelUse {
  const workspace = useWorkspace();
  const { kinds } = workspace;
  const nodes = useDocument((state) => state.document.nodes);
  const readOnly = useDocument((state) => state.readOnly);
  const selected = useUi((state) => state.selected);
  const made = readOnly ? null : madeFor(entry, kinds.values());
  if (!made) return NO_USE;
  const { kind, preset, pins } = made;
  const node = selected.length === 1 ? nodes.find(({ id }) => id === selected[0]) : undefined;
  if (node?.kind === kind.kind) {
    const use = () => {
      workspace.document.edit(text.useModelLabel(entry.title), commandsToSet(made, node.id));
      close();
    };
    return { label: text.useIn(node.title), use, fills: true };
  }
  const use = () => {
    placeNode(workspace, kind, preset, pins);
    close();
  };
  return { label: text.use, use, fills: false };
}

/** Where the pointer was, or beside it where something stands there. */
function placeNode(
  workspace: Workspace,
  kind: KindDescription,
  set: Pick<AddOptions, "params" | "title">,
  pins: readonly Command[],
): void {
  const { kinds, canvas } = workspace;
  const { document } = workspace.document.getState();
  const pointer = canvas.current?.pointer() ?? { x: 0, y: 0 };
  const sizes = canvas.current?.room() ?? {};
  const size = canvas.current?.roomFor(kind) ?? USUAL_SIZE;
  const at = clearPlace(document, sizes, pointer, size);
  const edit = addNode(document, kind, { at, kinds, params: set.params, title: set.title });
  performNew(workspace, { ...edit, commands: [...edit.commands, ...pins] });
  canvas.current?.reveal(edit.select?.nodes[0] ?? "");
}
