// `validate --fix`: applies the fixes that issues offer, one after the other, until none is left that can be applied.

import { applyCommands, CommandRefused } from "../../engine/document/apply.ts";
import type { Issue } from "../../engine/document/issue.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { writeWorkflow } from "../../engine/document/write.ts";
import type { Plan } from "../../engine/plan/types.ts";
import { planWorkflow, type OpenWorkflow, type PlanWishes, type Services } from "./session.ts";

export interface Fixed {
  readonly workflow: OpenWorkflow;
  /** The plan of the workflow as it is now. */
  readonly plan: Plan;
  /** Issues whose fix has been applied, in that order. */
  readonly applied: readonly Issue[];
}

/**
 * Errors first. Each fix is made for the workflow as it then is: the plan is made anew after every one. A fix of a warning
 * that brings an error (a column read as text that a model needs as numbers) is not applied.
 */
export async function applyFixes(
  workflow: OpenWorkflow,
  services: Services,
  wishes: PlanWishes,
): Promise<Fixed> {
  const applied: Issue[] = [];
  // What has been tried once is not tried again: a fix that leaves its issue, or two that undo each other, would never end.
  const tried = new Set<string>();
  let current = workflow;
  let plan = await planWorkflow(current, current.document, services, wishes);
  for (;;) {
    const next = nextFix(current.document, plan.issues, tried);
    if (!next) return { workflow: current, plan, applied };
    const candidate = { ...current, ...reread(next.document) };
    const planned = await planWorkflow(candidate, candidate.document, services, wishes);
    if (next.issue.severity !== "error" && errorsOf(planned) > errorsOf(plan)) continue;
    applied.push(next.issue);
    current = candidate;
    plan = planned;
  }
}

function errorsOf({ issues }: Plan): number {
  return issues.filter(({ severity }) => severity === "error").length;
}

function nextFix(
  document: WorkflowDocument,
  issues: readonly Issue[],
  tried: Set<string>,
): { readonly issue: Issue; readonly document: WorkflowDocument } | null {
  const severities = ["error", "warning", "info"] as const;
  for (const issue of severities.flatMap((one) => issues.filter(({ severity }) => severity === one))) {
    if (!issue.fix) continue;
    const key = JSON.stringify([issue.code, issue.node, issue.port, issue.path, issue.fix.commands]);
    if (tried.has(key)) continue;
    tried.add(key);
    const changed = attempt(document, issue.fix.commands);
    if (changed) return { issue, document: changed };
  }
  return null;
}

/** null for a fix that another one has made impossible. */
function attempt(
  document: WorkflowDocument,
  commands: Parameters<typeof applyCommands>[1],
): WorkflowDocument | null {
  try {
    return applyCommands(document, commands);
  } catch (thrown) {
    if (thrown instanceof CommandRefused) return null;
    throw thrown;
  }
}

/** The document as it will be read from the file, with the issues that its text then has. */
function reread(changed: WorkflowDocument): Pick<OpenWorkflow, "document" | "issues"> {
  const { document, issues } = readWorkflow(writeWorkflow(changed));
  return { document: document ?? changed, issues };
}
