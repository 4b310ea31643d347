// `millrace validate`: everything that is wrong with a workflow, and what flows on its wires, without running it. With
// `--fix` it applies the fixes that are offered, and tells what remains.

import { hasErrors, type Issue } from "../../../engine/document/issue.ts";
import { formatType } from "../../../engine/frames/types.ts";
import type { Plan } from "../../../engine/plan/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { applyFixes, type Fixed } from "../apply-fixes.ts";
import { ExitCode, exitCodeBeforeRun } from "../../engine-process/exit-code.ts";
import { applySettings } from "../overrides.ts";
import { printFixed, printIssues } from "../report/print.ts";
import {
  planWorkflow,
  refuseReadOnly,
  saveWorkflow,
  withWorkflow,
  type OpenWorkflow,
  type PlanWishes,
  type Services,
} from "../session.ts";
import { stderr } from "../report/stderr.ts";

export interface ValidateFlags {
  readonly set: readonly string[];
  readonly fix: boolean;
  readonly json: boolean;
  /** Whether nodes may ask others over the network, as they do in a run. */
  readonly ask?: boolean;
}

export function validateCommand(flow: string, flags: ValidateFlags): Promise<number> {
  const code = validate(flow, flags);
  // Whoever asked for JSON gets it also of a file that cannot be opened as a workflow at all.
  return flags.json ? code.catch((thrown: unknown) => printRefusal(thrown)) : code;
}

function validate(flow: string, { set, fix, json, ask: asks = false }: ValidateFlags): Promise<number> {
  return withWorkflow(flow, async (workflow, services) => {
    const { plan, applied } = fix
      ? await fixAndSave(flow, workflow, services, { asks })
      : { plan: await planWith(set, workflow, services, { asks }), applied: [] };
    const code = hasErrors(plan.issues) ? ExitCode.invalid : ExitCode.done;
    if (json) printJson(plan, code === ExitCode.done, fix ? applied : null);
    else printText(plan, applied, flow);
    if (!json && fix) printHeld(plan.issues);
    if (!json && !fix) printOffer(plan.issues, flow);
    return code;
  });
}

async function planWith(
  set: readonly string[],
  workflow: OpenWorkflow,
  services: Services,
  wishes: PlanWishes,
): Promise<Plan> {
  const document = await applySettings(workflow.document, set, services.catalog);
  return planWorkflow(workflow, document, services, wishes);
}

async function fixAndSave(
  flow: string,
  workflow: OpenWorkflow,
  services: Services,
  wishes: PlanWishes,
): Promise<Fixed> {
  refuseReadOnly(workflow, flow);
  const fixed = await applyFixes(workflow, services, wishes);
  if (fixed.applied.length > 0) await saveWorkflow(workflow.path, fixed.workflow.document);
  return fixed;
}

function printOffer(issues: readonly Issue[], flow: string): void {
  const fixes = issues.filter((issue) => issue.fix).length;
  if (fixes === 0) return;
  const what = fixes === 1 ? "One fix is" : `${fixes} fixes are`;
  stderr().write(`${what} offered; apply with: millrace validate ${flow} --fix\n`);
}

/** Why the fixes of warnings are still offered behind `--fix`, where it is for the errors. */
function printHeld(issues: readonly Issue[]): void {
  const held = issues.filter(({ severity, fix }) => severity !== "error" && fix).length;
  if (held === 0 || !hasErrors(issues)) return;
  const what = held === 1 ? "One fix of a warning waits" : `${held} fixes of warnings wait`;
  stderr().write(`${what} until the errors are mended: nobody can see yet whether an error comes of it\n`);
}

function printJson(plan: Plan, valid: boolean, applied: readonly Issue[] | null): void {
  const nodes = plan.nodes.map(({ id, inputs, outputs }) => ({ id, inputs, outputs }));
  const found = { valid, ...(applied && { fixed: applied }), issues: plan.issues, nodes };
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
}

function printRefusal(thrown: unknown): number {
  if (!(thrown instanceof MillraceError)) throw thrown;
  const { cause: _, fatal: __, ...details } = thrown.details;
  const issue = { code: thrown.code, severity: "error", ...details };
  process.stdout.write(`${JSON.stringify({ valid: false, issues: [issue], nodes: [] }, null, 2)}\n`);
  return exitCodeBeforeRun(thrown.code);
}

function printText({ issues, nodes }: Plan, applied: readonly Issue[], flow: string): void {
  printFixed(applied, flow);
  printIssues(issues, flow);
  for (const { id, outputs } of nodes) {
    for (const [port, schema] of Object.entries(outputs)) {
      if (port === "error") continue;
      const columns = schema.fields.map(({ name, type }) => `${name} ${formatType(type)}`);
      // More may come, which nobody knows yet; where there are none, that is all there is to say.
      const rest = !schema.open ? [] : columns.length === 0 ? ["columns that are not known yet"] : ["…"];
      process.stdout.write(`${id}.${port}: ${[...columns, ...rest].join(", ")}\n`);
    }
  }
  const errors = issues.filter((issue) => issue.severity === "error").length;
  stderr().write(errors > 0 ? `invalid: ${errors} ${errors === 1 ? "error" : "errors"}\n` : "valid\n");
}
