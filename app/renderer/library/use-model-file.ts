// What can be done with a file of the library: fill the selected node with it, else a new node around it.

import { addNode } from "../edits/add.ts";
import { USUAL_SIZE } from "../edits/edit.ts";
import { performNew } from "../edits/perform-new.ts";
import { clearPlace } from "../edits/places.ts";
import { pinCommand, takerOf, fillCommands, type LibraryFileChoice } from "../edits/library-model.ts";
import { modelReader } from "../gallery/reader-of.ts";
import { libraryText as text } from "../strings/library.ts";
import { useDocument, useUi, useWorkspace } from "../workspace.tsx";

/** `use` is null where nothing takes it. */
export function useModelFile(
  choice: LibraryFileChoice | null,
  close: () => void,
): { readonly label: string; readonly use: (() => void) | null } {
  const workspace = useWorkspace();
  const { kinds, canvas } = workspace;
  const document = useDocument((state) => state.document);
  const readOnly = useDocument((state) => state.readOnly);
  const selected = useUi((state) => state.selected);
  if (!choice || readOnly) return { label: "", use: null };
  const taker = takerOf(document, kinds, selected, choice.file.path);
  if (taker) {
    const use = () => {
      workspace.document.edit(text.useLabel(choice.file.path), fillCommands(choice, taker));
      close();
    };
    return { label: text.useIn(taker.title), use };
  }
  const reader = /\.onnx$/i.test(choice.file.path) ? modelReader(kinds) : null;
  if (!reader) return { label: "", use: null };
  const use = () => {
    const pointer = canvas.current?.pointer() ?? { x: 0, y: 0 };
    const sizes = canvas.current?.room() ?? {};
    const size = canvas.current?.roomFor(reader.kind) ?? USUAL_SIZE;
    const edit = addNode(document, reader.kind, {
      at: clearPlace(document, sizes, pointer, size),
      params: { [reader.param]: choice.reference },
      title: choice.entry.title,
      kinds,
    });
    performNew(workspace, { ...edit, commands: [...edit.commands, pinCommand(choice)] });
    canvas.current?.reveal(edit.select?.nodes[0] ?? "");
    close();
  };
  return { label: text.use, use };
}
