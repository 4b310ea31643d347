// The model of the node that is shown: its card, with the width of the dock.

import { BrainCircuit } from "lucide-react";
import { ModelCard } from "../../inspector/model-card.tsx";
import { modelPath } from "../../inspector/model/model-path.ts";
import { dockText } from "../../strings/dock.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import { EmptyState } from "../empty-state.tsx";
import { goToNode } from "../node-chip.tsx";
import { useShownNode } from "../shown.ts";
import "./model-tab.css";

const text = dockText.model;

export function ModelTab() {
  const { kinds } = useWorkspace();
  const node = useShownNode();
  const kind = node ? kinds.get(node.kind) : undefined;
  const path = node && modelPath(kind, node);
  if (path)
    return (
      <div className="mr-dock-model" tabIndex={0} role="group" aria-label={dockText.tabs.model}>
        {/* The sections of the card are below it. */}
        <h2 className="mr-visually-hidden">{dockText.tabs.model}</h2>
        <ModelCard key={path} path={path} />
      </div>
    );
  const wants = kind?.params.some(({ control }) => control === "model");
  return wants ? (
    <EmptyState icon={BrainCircuit} title={text.notChosen} text={text.notChosenText} />
  ) : (
    <NoModel />
  );
}

function NoModel() {
  const workspace = useWorkspace();
  const first = useDocument(
    ({ document }) =>
      document.nodes.find((node) => modelPath(workspace.kinds.get(node.kind), node) !== null)?.id ?? null,
  );
  const action = first === null ? undefined : { label: text.first, run: () => goToNode(workspace, first) };
  return <EmptyState icon={BrainCircuit} title={text.none} text={text.noneText} action={action} />;
}
