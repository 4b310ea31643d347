// The canvas: the workflow as a graph.

import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useState } from "react";
import type { Shell } from "../shell.ts";
import { useWorkspace } from "../workspace.tsx";
import { createCanvasStore } from "./adapter/canvas-store.ts";
import { CanvasContext } from "./adapter/context.ts";
import { Graph } from "./graph.tsx";

export function Canvas({ shell }: { readonly shell: Shell }) {
  const workspace = useWorkspace();
  const [store] = useState(() => createCanvasStore(workspace));
  useEffect(() => store.follow(), [store]);
  return (
    <CanvasContext value={store}>
      <ReactFlowProvider>
        <Graph shell={shell} />
      </ReactFlowProvider>
    </CanvasContext>
  );
}
