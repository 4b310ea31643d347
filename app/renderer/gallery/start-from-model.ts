// A new workflow around a model: choose the file, see it on the canvas, choose data for it.

import { performNew } from "../edits/perform-new.ts";
import { filesText as text } from "../strings/files.ts";
import type { Workspace } from "../workspace.tsx";
import type { Shell } from "../actions/action.ts";
import { showAll } from "./show-all.ts";
import { graphOfFiles } from "./graph-of-files.ts";
import { dataEndings, modelReader } from "./reader-of.ts";

export async function startFromModel(shell: Shell): Promise<void> {
  const kinds = shell.kinds();
  const reader = modelReader(kinds);
  const endings = reader?.kind.params.find(({ name }) => name === reader.param)?.extensions ?? [];
  const model = await shell.pick({ mode: "open", title: text.modelTitle, extensions: endings });
  if (model === null) return;
  const answer = await shell.ask({
    title: text.askData,
    text: text.askDataText(nameOf(model)),
    choices: [
      { value: "later", label: text.later },
      { value: "choose", label: text.chooseData },
    ],
  });
  if (answer === null) return;
  const data =
    answer === "choose"
      ? await shell.pick({ mode: "open", title: text.dataTitle, extensions: dataEndings(kinds) })
      : null;
  const before = shell.workspace();
  await shell.create();
  const workspace = shell.workspace();
  // Somebody would rather stay with what is not saved.
  if (!workspace || workspace === before) return;
  await addPaths(workspace, data === null ? [model] : [model, data]);
}

async function addPaths(workspace: Workspace, paths: readonly string[]): Promise<void> {
  const { session, document } = workspace.document.getState();
  const files = await Promise.all(
    paths.map(async (path) => ({
      name: nameOf(path),
      path: (await workspace.bridge.file.allow({ session, path })).path,
    })),
  );
  performNew(workspace, graphOfFiles(document, workspace.kinds, files));
  showAll(workspace);
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
