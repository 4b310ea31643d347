// Everything that is wrong with the workflow, the worst first, with its next step.

import { Button } from "@mantine/core";
import { CircleCheck, CircleX, Crosshair, Info, TriangleAlert, Wrench } from "lucide-react";
import { useMemo } from "react";
import { fixesOf, type Fix, type Issue, type Severity } from "../../../../engine/document/issue.ts";
import { perform } from "../../edits/edit.ts";
import { fixEdit } from "../../edits/fix.ts";
import { ReasonList } from "../../inspector/reason-list.tsx";
import { useIssueActions } from "../../inspector/use-issue-actions.ts";
import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { count } from "../../ui/format.ts";
import { useDocument, usePlan, useWorkspace } from "../../workspace.tsx";
import { EmptyState } from "../empty-state.tsx";
import { goToNode, NodeChip } from "../node-chip.tsx";
import { groupIssues } from "./group-issues.ts";
import "./issues-tab.css";

const text = dockText.issues;
const GLYPHS = { error: CircleX, warning: TriangleAlert, info: Info } satisfies Record<Severity, typeof Info>;

export function IssuesTab({ shell }: { readonly shell: Shell }) {
  const issues = usePlan((state) => state.issues);
  const revision = usePlan((state) => state.revision);
  const trouble = usePlan((state) => state.trouble);
  const nodes = useDocument(({ document }) => document.nodes);
  const groups = useMemo(
    () =>
      groupIssues(
        issues,
        nodes.map(({ id }) => id),
      ),
    [issues, nodes],
  );
  if (trouble !== null && issues.length === 0)
    return <EmptyState icon={TriangleAlert} title={dockText.noPlan} text={trouble} />;
  if (issues.length === 0)
    return revision === 0 ? (
      <EmptyState title={text.checking} />
    ) : (
      <EmptyState icon={CircleCheck} title={text.none} text={text.noneText} />
    );
  return (
    <div className="mr-issues" tabIndex={0} role="group" aria-label={text.list}>
      {groups.map(({ severity, issues: group }) => (
        <section key={severity}>
          <h2 className="mr-issues-group">
            {text.groups[severity]} <span className="mr-numbers">{count(group.length)}</span>
          </h2>
          <ul className="mr-issues-list">
            {group.map((issue, at) => (
              <IssueItem
                key={`${issue.code} ${issue.node} ${issue.path} ${at}`}
                shell={shell}
                issue={issue}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function IssueItem({ shell, issue }: { readonly shell: Shell; readonly issue: Issue }) {
  const workspace = useWorkspace();
  const { severity, message, node, hint, code, expected, got, path, line, column } = issue;
  const Glyph = GLYPHS[severity];
  const apply = (fix: Fix) => {
    const refusal = perform(workspace, fixEdit(fix));
    if (refusal) shell.notify({ title: text.refused, text: refusal.message, level: "error" });
  };
  const actions = useIssueActions(issue, shell);
  const ways = [...fixesOf(issue).map((fix) => ({ label: fix.label, act: () => apply(fix) })), ...actions];
  const where = [code, path, line !== undefined && text.place(line, column ?? 1)].filter(Boolean).join(" · ");
  return (
    <li className="mr-issue">
      <Glyph size={14} className={`mr-issue-glyph mr-issue-${severity}`} aria-label={severity} />
      <div className="mr-issue-body">
        <p className="mr-issue-message">{message}</p>
        {(expected !== undefined || got !== undefined) && (
          <p className="mr-issue-facts">
            {expected !== undefined && (
              <>
                {text.expected} <code>{expected}</code>{" "}
              </>
            )}
            {got !== undefined && (
              <>
                {text.got} <code>{got}</code>
              </>
            )}
          </p>
        )}
        {hint && <p className="mr-issue-hint">{hint}</p>}
        <ReasonList reasons={issue.reasons} />
        <p className="mr-issue-where">
          {node === undefined ? <span className="mr-issue-file">{text.file}</span> : <NodeChip node={node} />}
          <span className="mr-line-code">{where}</span>
        </p>
      </div>
      <div className="mr-issue-actions">
        {node !== undefined && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<Crosshair size={12} aria-hidden />}
            onClick={() => goToNode(workspace, node, issue.port ?? null)}
          >
            {text.goTo}
          </Button>
        )}
      </div>
      {ways.length > 0 && (
        <div className="mr-issue-fixes">
          {ways.map(({ label, act }) => (
            <Button
              key={label}
              size="compact-xs"
              variant="light"
              title={label}
              leftSection={<Wrench size={12} aria-hidden />}
              onClick={act}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}
