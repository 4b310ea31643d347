// An issue in full: what, where, what was expected, the next step and the fix.

import { Button } from "@mantine/core";
import type { Issue } from "../../../engine/document/issue.ts";
import { words } from "../strings/inspector.ts";
import { middle } from "../ui/format.ts";
import { useDocument } from "../workspace.tsx";
import { IssueActions } from "./issue-actions.tsx";
import { ReasonList } from "./reason-list.tsx";
import { SeverityGlyph } from "./severity-glyph.tsx";

/** Issues of a list; one of bad rows has an issue for each, and what helps with these helps with the others. */
export const MOST_SHOWN = 50;

/** Of a text; the list of issues in the dock has the whole of it. */
export const MOST_LETTERS = 240;

interface Props {
  readonly issue: Issue;
  /** Shows what the issue belongs to. */
  readonly onGoTo?: () => void;
  readonly place?: string;
}

export function IssueCard({ issue, onGoTo, place }: Props) {
  const readOnly = useDocument((state) => state.readOnly);
  const { code, severity, message, expected, got, hint } = issue;
  return (
    <article className="mr-in-issue" data-severity={severity}>
      <SeverityGlyph severity={severity} />
      <div className="mr-issue-body">
        <p title={message}>{middle(message, MOST_LETTERS)}</p>
        {(expected !== undefined || got !== undefined) && (
          <dl className="mr-expected">
            {expected !== undefined && (
              <>
                <dt>{words.expected}</dt>
                <dd className="mr-mono" title={expected}>
                  {middle(expected, MOST_LETTERS)}
                </dd>
              </>
            )}
            {got !== undefined && (
              <>
                <dt>{words.got}</dt>
                <dd className="mr-mono" title={got}>
                  {middle(got, MOST_LETTERS)}
                </dd>
              </>
            )}
          </dl>
        )}
        {hint && <p className="mr-soft">{hint}</p>}
        {issue.reasons && (
          // At the field of the issue they stand open.
          <details className="mr-reasons-fold">
            <summary>{words.reasons}</summary>
            <ReasonList reasons={issue.reasons} />
          </details>
        )}
        <div className="mr-issue-foot">
          {!readOnly && <IssueActions issue={issue} icon />}
          {onGoTo && (
            <Button
              className="mr-in-fix"
              size="compact-xs"
              variant="subtle"
              color="gray"
              title={place}
              onClick={onGoTo}
            >
              {words.goTo} {place}
            </Button>
          )}
          <code className="mr-issue-code">{code}</code>
        </div>
      </div>
    </article>
  );
}
