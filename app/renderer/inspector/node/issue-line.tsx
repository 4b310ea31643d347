// Issues at the field they belong to: what is wrong, and the way out.

import { Button } from "@mantine/core";
import { fixesOf, type Issue } from "../../../../engine/document/issue.ts";
import { middle } from "../../ui/format.ts";
import { MOST_LETTERS } from "../issue-card.tsx";
import { SeverityGlyph } from "../severity-glyph.tsx";
import { useApplyFix } from "../use-apply-fix.ts";

export function IssueLines({ issues }: { readonly issues: readonly Issue[] }) {
  return issues.map((issue, i) => <IssueLine key={`${issue.code}:${i}`} issue={issue} />);
}

function IssueLine({ issue }: { readonly issue: Issue }) {
  const apply = useApplyFix();
  return (
    <div className="mr-issue-line" data-severity={issue.severity}>
      <SeverityGlyph severity={issue.severity} />
      <div>
        <p title={issue.message}>{middle(issue.message, MOST_LETTERS)}</p>
        {issue.hint && <p className="mr-soft">{issue.hint}</p>}
        {fixesOf(issue).map((fix) => (
          <Button
            key={fix.label}
            size="compact-xs"
            variant="light"
            className="mr-in-fix"
            title={fix.label}
            onClick={() => apply(fix)}
          >
            {fix.label}
          </Button>
        ))}
      </div>
    </div>
  );
}
