// Beside the one selected card, while nothing stands behind it: what can come next and runs at once.

import { memo, useMemo } from "react";
import { addKind } from "../../palette/add-kind.ts";
import { suggestionsFor } from "../../suggest/suggestions.ts";
import { useUsable } from "../../suggest/use-usable.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { KindIcon } from "../../ui/kind-icon.tsx";
import { useDocument, usePlan, useUi, useWorkspace } from "../../workspace.tsx";
import "./next-steps.css";

interface Props {
  readonly id: string;
  readonly title: string;
}

const MOST = 4;

export const NextSteps = memo(function NextSteps({ id, title }: Props) {
  const workspace = useWorkspace();
  const planned = usePlan((state) => state.nodes[id]);
  const isAlone = useUi((state) => state.selected.length === 1 && state.selectedItems.length === 0);
  const isLast = useDocument(({ document: { edges } }) =>
    edges.every(({ from }) => !from.startsWith(`${id}.`)),
  );
  const usable = useUsable();
  const shown = useMemo(
    () =>
      isAlone && isLast
        ? suggestionsFor(workspace.kinds, usable, {
            document: workspace.document.getState().document,
            node: id,
            planned,
          }).slice(0, MOST)
        : [],
    [workspace, usable, id, planned, isAlone, isLast],
  );
  if (shown.length === 0) return null;
  return (
    <div className="mr-next nodrag nopan" role="group" aria-label={words.nextFor(title)}>
      <p>{words.next}</p>
      {shown.map((as) => (
        <button
          key={`${as.kind.kind} ${as.preset.title}`}
          title={as.preset.summary}
          onClick={() => {
            addKind(workspace, as.kind, { as });
            workspace.canvas.current?.focus();
          }}
        >
          <KindIcon kind={as.kind} size={14} />
          {as.preset.title}
        </button>
      ))}
      <button
        className="mr-next-more"
        onClick={() => workspace.ui.setState({ overlay: "add-node", adding: {} })}
      >
        {words.nextMore}
      </button>
    </div>
  );
});
