// What is wrong with a node, on its card: what happened, and the repair or the next step.

import { TriangleAlert, Wrench } from "lucide-react";
import type { Issue } from "../../../../engine/document/issue.ts";
import { perform } from "../../edits/edit.ts";
import { fixEdit } from "../../edits/fix.ts";
import { useWorkspace } from "../../workspace.tsx";

interface Props {
  readonly text: string;
  readonly issue: Issue | null;
}

export function Trouble({ text, issue }: Props) {
  const workspace = useWorkspace();
  const fix = issue?.fix;
  // Where one press mends it, nothing else has to be said.
  const hint = fix ? undefined : issue?.hint;
  return (
    <div className="mr-card-trouble">
      <TriangleAlert size={12} aria-hidden />
      <p title={text}>{text}</p>
      {hint && (
        <p className="mr-card-hint" title={hint}>
          {hint}
        </p>
      )}
      {fix && (
        <button className="mr-fix nodrag" title={fix.label} onClick={() => perform(workspace, fixEdit(fix))}>
          <Wrench size={12} aria-hidden />
          <span>{fix.label}</span>
        </button>
      )}
    </div>
  );
}
