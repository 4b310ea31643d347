// Issues at the field they belong to: what is wrong, and the way out.

import type { Issue } from "../../../../engine/document/issue.ts";
import { middle } from "../../ui/format.ts";
import { IssueActions } from "../issue-actions.tsx";
import { MOST_LETTERS } from "../issue-card.tsx";
import { ReasonList } from "../reason-list.tsx";
import { SeverityGlyph } from "../severity-glyph.tsx";
import { useDocument } from "../../workspace.tsx";

export function IssueLines({ issues }: { readonly issues: readonly Issue[] }) {
  return issues.map((issue, i) => <IssueLine key={`${issue.code}:${i}`} issue={issue} />);
}

function IssueLine({ issue }: { readonly issue: Issue }) {
  const readOnly = useDocument((state) => state.readOnly);
  return (
    <div className="mr-issue-line" data-severity={issue.severity}>
      <SeverityGlyph severity={issue.severity} />
      <div>
        <p title={issue.message}>{middle(issue.message, MOST_LETTERS)}</p>
        {issue.hint && <p className="mr-soft">{issue.hint}</p>}
        <ReasonList reasons={issue.reasons} />
        {!readOnly && <IssueActions issue={issue} />}
      </div>
    </div>
  );
}
