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

export function chooseLabel({ title }: Pick<Param, "title">, asFile: boolean): string {
  return asFile ? words.chooseFile(title) : words.chooseFolder(title);
}

/** `asFile`: a file rather than a folder. `set` is told of what was chosen; nothing happens when nobody chooses. */
export function useChoosePath(
  shell: Shell,
): (node: string, param: string, asFile: boolean, set: (path: string) => void) => Promise<void> {
  const workspace = useWorkspace();
  return async (node, name, asFile, set) => {
    const { session } = workspace.document.getState();
    const found = findParam(workspace, node, name);
    if (!found) return;
    const { param, kind, value } = found;
    const chosen = await shell.pick({
      mode: !asFile ? "folder" : isOutput(kind) ? "save" : "open",
      title: chooseLabel(param, asFile),
      extensions: param.extensions ?? [],
      ...(typeof value === "string" && value !== "" && { suggested: value, session }),
    });
    if (chosen === null) return;
    try {
      const allowed = await workspace.bridge.file.allow({ session, path: chosen });
      set(allowed.path);
      // The same path as before is no edit, and yet may be used from now on.
      if (allowed.path === value) workspace.document.lookAgain();
    } catch (thrown) {
      const { message, hint } = failureOf(thrown);
      shell.notify({ title: message, text: hint ?? "", level: "error" });
    }
  };
}
