// An issue in full: what, where, what was expected, the next step and the fix.

import { Button } from "@mantine/core";
import { Wrench } from "lucide-react";
import { fixesOf, type Issue } from "../../../engine/document/issue.ts";
import { words } from "../strings/inspector.ts";
import { middle } from "../ui/format.ts";
import { useDocument } from "../workspace.tsx";
import { SeverityGlyph } from "./severity-glyph.tsx";
import { useApplyFix } from "./use-apply-fix.ts";

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
  const apply = useApplyFix();
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
        <div className="mr-issue-foot">
          {!readOnly &&
            fixesOf(issue).map((fix) => (
              <Button
                key={fix.label}
                size="compact-xs"
                variant="light"
                leftSection={<Wrench size={11} aria-hidden />}
                className="mr-in-fix"
                title={fix.label}
                onClick={() => apply(fix)}
              >
                {fix.label}
              </Button>
            ))}
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
