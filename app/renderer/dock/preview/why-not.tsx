// There is nothing to draw: what is the matter with the node, the sample, or the engine.

import { CirclePause, CircleSlash, CloudOff, TriangleAlert, Unplug } from "lucide-react";
import type { NodeDocument } from "../../../../engine/document/types.ts";
import { dockText } from "../../strings/dock.ts";
import { usePlan, usePreview, useWorkspace } from "../../workspace.tsx";
import { EmptyState } from "../empty-state.tsx";
import "./preview-tab.css";
import { SampleWork } from "./sample-work.tsx";

interface Props {
  readonly node: NodeDocument;
  /** Whether something comes in. */
  readonly wired: boolean;
}

export function WhyNot({ node, wired }: Props) {
  const { ui, document, preview } = useWorkspace();
  const result = usePreview(({ nodes }) => nodes[node.id]);
  const work = usePreview((state) => state.work);
  const takesInput = usePlan(({ kinds }) => Object.keys(kinds.get(node.kind)?.inputs ?? {}).length > 0);
  const showIssues = { label: dockText.skipped.action, run: () => ui.setState({ dockTab: "issues" }) };
  if (node.disabled) {
    const { title, text: why, action, edit } = dockText.disabled;
    const enable = () => void document.edit(edit, [{ do: "set-disabled", id: node.id, disabled: false }]);
    return <EmptyState icon={CircleSlash} title={title} text={why} action={{ label: action, run: enable }} />;
  }
  if (result?.error)
    return (
      <EmptyState
        icon={TriangleAlert}
        title={result.error.message}
        text={result.error.hint}
        code={result.error.code}
        action={showIssues}
      />
    );
  if (work.is === "failed")
    return <EmptyState icon={TriangleAlert} title={dockText.noPreview} text={work.why} />;
  if (takesInput && !wired)
    return <EmptyState icon={Unplug} title={dockText.skipped.title} text={dockText.skipped.noInput} />;
  if (result?.state === "skipped")
    return (
      <EmptyState
        icon={Unplug}
        title={dockText.skipped.title}
        text={dockText.skipped.text}
        action={showIssues}
      />
    );
  if (result?.state === "unasked" || result?.state === "beyond") {
    const { title, source, action, beyond } = dockText.unasked;
    const why = result.state === "beyond" ? beyond : takesInput ? action : source;
    return <EmptyState icon={CloudOff} title={title} text={why} />;
  }
  if (result?.state === "done" || result?.state === "cached")
    return <p className="mr-sample-note">{dockText.noRows}</p>;
  if (work.is === "stopped") {
    const { stoppedTitle, stoppedText, resume } = dockText.work;
    const action = { label: resume, run: preview.resume };
    return <EmptyState icon={CirclePause} title={stoppedTitle} text={stoppedText} action={action} />;
  }
  return (
    <>
      <div className="mr-sample-work">
        <SampleWork />
      </div>
      <div className="mr-skeleton" role="status" aria-label={dockText.waiting}>
        {Array.from({ length: 8 }, (_, line) => (
          <i key={line} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
        ))}
      </div>
    </>
  );
}
