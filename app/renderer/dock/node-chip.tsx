// A node by its title and the colour of its category; a click shows it on the canvas.

import { dockText } from "../strings/dock.ts";
import { useDocument, usePlan, useWorkspace, type Workspace } from "../workspace.tsx";
import { nodeOf } from "./shown.ts";
import { useNodeTitle } from "./use-node-title.ts";
import "./parts.css";

interface Props {
  readonly node: string;
  /** In lists that are one tab stop. */
  readonly tabIndex?: number;
}

export function NodeChip({ node: id, tabIndex }: Props) {
  const workspace = useWorkspace();
  const node = useDocument(({ document }) => nodeOf(document, id));
  const category = usePlan(({ kinds }) => (node ? kinds.get(node.kind)?.category : undefined));
  const title = useNodeTitle(id);
  return (
    <button
      type="button"
      className="mr-node-chip"
      tabIndex={tabIndex}
      disabled={!node}
      title={dockText.goTo(title)}
      onClick={() => goToNode(workspace, id)}
    >
      <NodeEdge category={category} />
      <span className="mr-node-chip-title">{title}</span>
    </button>
  );
}

export function NodeEdge({ category }: { readonly category: string | undefined }) {
  const background = category ? `var(--mr-${category})` : "var(--mr-border-strong)";
  return <span className="mr-node-chip-edge" style={{ background }} />;
}

/** Selects a node and brings it into view. Whoever works with a list in the dock keeps it. */
export function goToNode({ ui, canvas }: Workspace, node: string, port: string | null = null): void {
  ui.setState({ selected: [node], selectedEdges: [], selectedItems: [], port, tabBefore: null });
  canvas.current?.goTo({ node });
}
