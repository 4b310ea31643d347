// Has a person choose the file or folder of a param, and sets it as the workflow names it.

import { findParam } from "./find-param.ts";
import { failureOf } from "../failure.ts";
import type { Shell } from "../shell.ts";
import { words } from "../strings/inspector.ts";
import { useWorkspace } from "../workspace.tsx";
import type { Kind, Param } from "./catalog-types.ts";

/** What a node writes need not be there. */
export function isOutput({ effects }: Pick<Kind, "effects">): boolean {
  return effects.includes("writes") && !effects.includes("reads");
}

export function chooseLabel({ control, title }: Pick<Param, "control" | "title">): string {
  return control === "folder" ? words.chooseFolder(title) : words.chooseFile(title);
}

/** `set` is told of what was chosen; nothing happens when nobody chooses. */
export function useChoosePath(
  shell: Shell,
): (node: string, param: string, set: (path: string) => void) => Promise<void> {
  const workspace = useWorkspace();
  return async (node, name, set) => {
    const { session } = workspace.document.getState();
    const found = findParam(workspace, node, name);
    if (!found) return;
    const { param, kind, value } = found;
    const chosen = await shell.pick({
      mode: param.control === "folder" ? "folder" : isOutput(kind) ? "save" : "open",
      title: chooseLabel(param),
      extensions: param.extensions ?? [],
      ...(typeof value === "string" && value !== "" && { suggested: value, session }),
    });
    if (chosen === null) return;
    try {
      const allowed = await workspace.bridge.file.allow({ session, path: chosen });
      set(allowed.path);
    } catch (thrown) {
      const { message, hint } = failureOf(thrown);
      shell.notify({ title: message, text: hint ?? "", level: "error" });
    }
  };
}
