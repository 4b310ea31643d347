// Actions on the file: new, open, save and what begins a workflow.

import { WORKFLOW_EXTENSIONS } from "../../../engine/document/workflow-file.ts";
import { startFromModel } from "../gallery/start-from-model.ts";
import { actionText as text } from "../strings/actions.ts";
import { filesText } from "../strings/files.ts";
import type { Action, Shell } from "./action.ts";
import { save, saveAs } from "./save-flow.ts";

async function open(shell: Shell): Promise<void> {
  const path = await shell.pick({
    mode: "open",
    title: filesText.openTitle,
    extensions: [...WORKFLOW_EXTENSIONS, "json"],
  });
  if (path !== null) await shell.openPath(path);
}

export const FILE_ACTIONS: readonly Action[] = [
  {
    id: "file.new",
    group: "File",
    title: text.new,
    keys: ["Mod+N", "Mod+Alt+N"],
    inFields: true,
    run: (_, shell) => shell.create(),
    withoutWorkflow: (shell) => shell.create(),
  },
  {
    id: "file.newFromModel",
    group: "File",
    title: text.fromModel,
    run: (_, shell) => startFromModel(shell),
    withoutWorkflow: (shell) => startFromModel(shell),
  },
  {
    id: "file.models",
    group: "File",
    title: text.models,
    run: ({ ui }) => ui.setState({ overlay: "library" }),
  },
  {
    id: "file.gallery",
    group: "File",
    title: text.gallery,
    run: ({ ui }) => ui.setState({ overlay: "gallery" }),
  },
  {
    id: "file.open",
    group: "File",
    title: text.open,
    keys: ["Mod+O"],
    inFields: true,
    divided: true,
    run: (_, shell) => open(shell),
    withoutWorkflow: open,
  },
  {
    id: "file.save",
    group: "File",
    title: text.save,
    keys: ["Mod+S"],
    inFields: true,
    divided: true,
    run: async (workspace, shell) => void (await save(workspace, shell)),
  },
  {
    id: "file.saveAs",
    group: "File",
    title: text.saveAs,
    keys: ["Mod+Shift+S"],
    inFields: true,
    run: async (workspace, shell) => void (await saveAs(workspace, shell)),
  },
  {
    id: "file.export",
    group: "File",
    title: text.export,
    divided: true,
    run: ({ ui }) => ui.setState({ overlay: "export" }),
  },
  {
    id: "file.reload",
    group: "File",
    title: text.reload,
    enabled: ({ document }) => document.getState().path !== null,
    run: (_, shell) => shell.reload(),
  },
  {
    id: "file.start",
    group: "File",
    title: text.start,
    divided: true,
    run: (_, shell) => shell.showStart(),
  },
];
