// Closes what lies over the editor.

import { useCallback } from "react";
import { useWorkspace } from "../../workspace.tsx";

export function useClose(): () => void {
  const { ui } = useWorkspace();
  return useCallback(() => ui.setState({ overlay: null, adding: null, libraryFor: null }), [ui]);
}
