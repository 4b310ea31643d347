// Applies a fix of an issue as one undo step, and says so when it cannot be done any more.

import type { Fix } from "../../../engine/document/issue.ts";
import { perform } from "../edits/edit.ts";
import { fixEdit } from "../edits/fix.ts";
import { words } from "../strings/inspector.ts";
import { useWorkspace } from "../workspace.tsx";
import { useShell } from "./context.ts";

export function useApplyFix(): (fix: Fix) => void {
  const workspace = useWorkspace();
  const shell = useShell();
  return (fix) => {
    const refusal = perform(workspace, fixEdit(fix));
    if (refusal)
      shell.notify({ title: words.refused, text: `${refusal.message} ${refusal.hint}`, level: "error" });
  };
}
