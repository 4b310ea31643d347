// `validate --fix`: applies the fixes that issues offer, one after the other, until none is left that can be applied.

import { applyCommands, CommandRefused } from "../../engine/document/apply.ts";
import type { Issue, Severity } from "../../engine/document/issue.ts";
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
 * Errors first, then warnings and remarks, but those only where no error is left in the end: behind an error nobody sees which others
 * a fix brings. (Words for no value keep a column text, which a model refuses: there the fixes of warnings mend the error.)
 */
export async function applyFixes(
  workflow: OpenWorkflow,
  services: Services,
  wishes: PlanWishes,
): Promise<Fixed> {
  const plan = await planWorkflow(workflow, workflow.document, services, wishes);
  const planOf = (fixed: Fixed) => planWorkflow(fixed.workflow, fixed.workflow.document, services, wishes);
  const tried = new Set<string>();
  const mended = await applyAll(["error"], { workflow, plan, applied: [] }, tried, planOf);
  const all = await applyAll(["error", "warning", "info"], mended, tried, planOf);
  return errorsOf(all.plan) === 0 ? all : mended;
}

/**
 * Each fix is made for the workflow as it then is: the plan is made anew after every one. A fix of a warning that brings an error (a
 * column read as text that a model needs as numbers) is not applied. What is in `tried` is not tried again: a fix that leaves its
 * issue, or two that undo each other, would never end.
 */
async function applyAll(
  severities: readonly Severity[],
  from: Fixed,
  tried: Set<string>,
  planOf: (fixed: Fixed) => Promise<Plan>,
): Promise<Fixed> {
  let current = from;
  for (;;) {
    const next = nextFix(current, severities, tried);
    if (!next) return current;
    const { issue, document } = next;
    const workflow = { ...current.workflow, ...reread(document) };
    const changed = { ...current, workflow, applied: [...current.applied, issue] };
    const plan = await planOf(changed);
    if (issue.severity !== "error" && errorsOf(plan) > errorsOf(current.plan)) continue;
    current = { ...changed, plan };
  }
}

function errorsOf({ issues }: Plan): number {
  return issues.filter(({ severity }) => severity === "error").length;
}

/** The first that can be applied, of the worst issues first. */
function nextFix(
  { workflow: { document }, plan: { issues } }: Fixed,
  severities: readonly Severity[],
  tried: Set<string>,
): { readonly issue: Issue; readonly document: WorkflowDocument } | null {
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
