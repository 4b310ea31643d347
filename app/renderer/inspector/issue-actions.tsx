// The buttons of an issue: its fixes, and what else can be done about it.

import { Button } from "@mantine/core";
import { Wrench } from "lucide-react";
import { fixesOf, type Issue } from "../../../engine/document/issue.ts";
import { useShell } from "./context.ts";
import { useApplyFix } from "./use-apply-fix.ts";
import { useIssueActions } from "./use-issue-actions.ts";

export function IssueActions({ issue, icon }: { readonly issue: Issue; readonly icon?: boolean }) {
  const apply = useApplyFix();
  const actions = useIssueActions(issue, useShell());
  const fixes = fixesOf(issue).map((fix) => ({ label: fix.label, act: () => apply(fix) }));
  return [...fixes, ...actions].map(({ label, act }) => (
    <Button
      key={label}
      size="compact-xs"
      variant="light"
      leftSection={icon && <Wrench size={11} aria-hidden />}
      className="mr-in-fix"
      title={label}
      onClick={act}
    >
      {label}
    </Button>
  ));
}
