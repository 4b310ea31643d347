// Keys to actions.
import type { Workspace } from "../workspace.tsx";
import type { Shell } from "./action.ts";
export function listenToKeys(_workspace: Workspace, _shell: Shell): () => void {
  return () => {};
}
