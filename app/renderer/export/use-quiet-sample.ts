// A sample that is still being computed waits while one exports: a slow model would keep the engine, and the cores, to itself.

import { useEffect } from "react";
import { useWorkspace } from "../workspace.tsx";

export function useQuietSample(): void {
  const { preview } = useWorkspace();
  useEffect(() => {
    if (preview.getState().work.is !== "computed") return;
    preview.halt();
    return () => preview.resume();
  }, [preview]);
}
