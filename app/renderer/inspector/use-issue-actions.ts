// What a person can do about an issue besides changing the workflow: choose the file that is missing, make a folder.

import { parseReference } from "../../../engine/document/model-reference.ts";
import { folderOf } from "../../../engine/document/paths.ts";
import type { Issue } from "../../../engine/document/issue.ts";
import type { ModelPins } from "../../../engine/document/types.ts";
import { failureOf } from "../failure.ts";
import { knownModels } from "../edits/preset-model.ts";
import type { Shell } from "../shell.ts";
import type { WantedModel } from "../stores/library.ts";
import { libraryText } from "../strings/library.ts";
import { words } from "../strings/inspector.ts";
import { useUsable } from "../suggest/use-usable.ts";
import { useWorkspace } from "../workspace.tsx";
import type { Param } from "./catalog-types.ts";
import { findParam } from "./find-param.ts";
import { useChoosePath } from "./use-choose-path.ts";

export interface IssueAction {
  readonly label: string;
  act(): void;
}

const PATHS: ReadonlySet<Param["control"]> = new Set<Param["control"]>(["file", "folder", "model"]);

/** Another file, or the same one chosen by a person, does away with these. */
const CHOOSE: ReadonlySet<string> = new Set([
  "FILE_MISSING",
  "FILE_IS_FOLDER",
  "FILE_NOT_ALLOWED",
  "FOLDER_IS_FILE",
  "PARAM_REQUIRED",
]);

/** By name where nothing is pinned: the catalogue may have it. */
function wantedModel(pins: ModelPins | undefined, value: unknown): WantedModel | null {
  const meant = typeof value === "string" ? parseReference(value) : null;
  if (!meant) return null;
  const { name, file } = meant;
  const pin = pins?.[value as string];
  if (!pin) return { source: name, name };
  return { source: pin.source, name, pinned: { [file]: pin.sha256 } };
}

export function useIssueActions({ code, node, path }: Issue, shell: Shell): readonly IssueAction[] {
  const workspace = useWorkspace();
  const choose = useChoosePath(shell);
  const usable = useUsable();
  const name = /^params\.(\w+)$/.exec(path ?? "")?.[1];
  if (node === undefined || name === undefined) return [];
  const found = findParam(workspace, node, name);
  if (!found || !PATHS.has(found.param.control)) return [];
  const { kind, param, value } = found;
  const { document, bridge } = workspace;
  if (code === "MODEL_NOT_INSTALLED" || code === "MODEL_PIN_DIFFERS") {
    const wanted = wantedModel(document.getState().document.models, value);
    const install = () => workspace.ui.setState({ overlay: "library", wantedModel: wanted });
    return [{ label: libraryText.installMissing, act: install }];
  }
  if (CHOOSE.has(code)) {
    const label = param.control === "folder" ? words.chooseTheFolder : words.chooseTheFile;
    const set = (chosen: string) =>
      document.edit(words.setLabel(param.title), [{ do: "set-param", id: node, param: name, value: chosen }]);
    const known = knownModels(kind, { node, param: name }, usable).map(({ title, commands }) => ({
      label: libraryText.useModel(title),
      act: () => document.edit(libraryText.useModelLabel(title), commands),
    }));
    return [...known, { label, act: () => void choose(node, name, param.control !== "folder", set) }];
  }
  if (code !== "FOLDER_MISSING" || typeof value !== "string") return [];
  const make = async () => {
    try {
      await bridge.file.makeFolder({ session: document.getState().session, path: folderOf(value) });
      document.lookAgain();
    } catch (thrown) {
      const { message, hint } = failureOf(thrown);
      shell.notify({ title: message, text: hint ?? "", level: "error" });
    }
  };
  return [{ label: words.makeFolder, act: () => void make() }];
}
