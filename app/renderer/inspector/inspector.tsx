// The inspector: what is selected decides what it shows.

import { useLayoutEffect, useRef, type ReactNode } from "react";
import type { Shell } from "../shell.ts";
import { useUi } from "../workspace.tsx";
import { ShellContext } from "./context.ts";
import "./inspector.css";
import "./controls/controls.css";
import { ItemInspector } from "./item-inspector.tsx";
import { ManySelected } from "./many-selected.tsx";
import { NodeInspector } from "./node/node-inspector.tsx";
import { WireInspector } from "./wire-inspector.tsx";
import { WorkflowSummary } from "./workflow-summary.tsx";

export function Inspector({ shell }: { readonly shell: Shell }) {
  return (
    <ShellContext value={shell}>
      <FromTheTop>
        <Selected />
      </FromTheTop>
    </ShellContext>
  );
}

/** What is selected anew is read from its beginning. */
function FromTheTop({ children }: { readonly children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  const nodes = useUi((state) => state.selected);
  const edges = useUi((state) => state.selectedEdges);
  const items = useUi((state) => state.selectedItems);
  useLayoutEffect(() => {
    root.current!.scrollTop = 0;
  }, [nodes, edges, items]);
  return (
    <div ref={root} className="mr-inspector">
      {children}
    </div>
  );
}

function Selected() {
  const nodes = useUi((state) => state.selected);
  const edges = useUi((state) => state.selectedEdges);
  const items = useUi((state) => state.selectedItems);
  if (nodes.length === 1 && items.length === 0) return <NodeInspector key={nodes[0]} id={nodes[0]} />;
  if (nodes.length + items.length > 1) return <ManySelected nodes={nodes} items={items} />;
  if (items.length === 1) return <ItemInspector key={items[0]} id={items[0]} />;
  if (edges.length === 1) return <WireInspector key={edges[0]} edge={edges[0]} />;
  return <WorkflowSummary />;
}
