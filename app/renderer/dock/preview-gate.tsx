// What has to hold before data can be shown: a node is selected, the workflow is trusted, previews are on.

import { EyeOff, MousePointerClick, ShieldQuestion } from "lucide-react";
import type { ReactNode } from "react";
import type { NodeDocument } from "../../../engine/document/types.ts";
import type { Shell } from "../shell.ts";
import { dockText } from "../strings/dock.ts";
import { useDocument, usePreview, useWorkspace } from "../workspace.tsx";
import { EmptyState } from "./empty-state.tsx";
import { goToNode } from "./node-chip.tsx";

interface Props {
  readonly shell: Shell;
  readonly node: NodeDocument | null;
  readonly children: ReactNode;
}

export function PreviewGate({ shell, node, children }: Props) {
  const { document, preview } = useWorkspace();
  const trusted = useDocument((state) => state.trusted);
  const on = usePreview((state) => state.on);
  if (!node) return <NothingSelected />;
  if (!trusted) {
    const { title, text, action, failed } = dockText.untrusted;
    const run = () =>
      void document
        .trust()
        .catch((thrown: unknown) =>
          shell.notify({ title: failed, text: (thrown as Error).message, level: "error" }),
        );
    return <EmptyState icon={ShieldQuestion} title={title} text={text} action={{ label: action, run }} />;
  }
  if (!on) {
    const { title, text, action } = dockText.off;
    const run = () => preview.setOn(true);
    return <EmptyState icon={EyeOff} title={title} text={text} action={{ label: action, run }} />;
  }
  return children;
}

function NothingSelected() {
  const workspace = useWorkspace();
  const first = useDocument(({ document }) => document.nodes.at(0)?.id ?? null);
  const { title, text, action, emptyTitle, emptyText } = dockText.nothing;
  if (first === null) return <EmptyState icon={MousePointerClick} title={emptyTitle} text={emptyText} />;
  const run = () => goToNode(workspace, first);
  return <EmptyState icon={MousePointerClick} title={title} text={text} action={{ label: action, run }} />;
}
