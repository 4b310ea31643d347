// A model that was installed from within a node is what that node wants: it is chosen there at once.

import { commandsToTake } from "../edits/preset-model.ts";
import { findParam } from "../inspector/find-param.ts";
import type { LibraryStore } from "../stores/library.ts";
import { libraryText as text } from "../strings/library.ts";
import { useWorkspace } from "../workspace.tsx";

/** Does nothing where the library was opened for itself, or where several files of the set would fit. */
export function useTakeInstalled(store: LibraryStore, close: () => void): (name: string) => void {
  const workspace = useWorkspace();
  return (name) => {
    const { libraryFor: wanted } = workspace.ui.getState();
    const entry = store.getState().list?.entries.find((each) => each.name === name && each.is !== "offered");
    const found = wanted && findParam(workspace, wanted.node, wanted.param);
    if (!entry || !found || workspace.document.getState().readOnly) return;
    const commands = commandsToTake(entry, found.kind, found.param, wanted.node);
    if (!commands) return;
    workspace.document.edit(text.useModelLabel(entry.title), commands);
    close();
  };
}
