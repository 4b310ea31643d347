// `millrace validate`: everything that is wrong with a workflow, and what flows on its wires, without running it.

import { hasErrors } from "../../../engine/document/issue.ts";
import { formatType } from "../../../engine/frames/types.ts";
import { ExitCode } from "../exit-code.ts";
import { applySettings } from "../overrides.ts";
import { printIssues } from "../report/print.ts";
import { planWorkflow, withWorkflow } from "../session.ts";

export interface ValidateFlags {
  readonly set: readonly string[];
  readonly json: boolean;
}

export function validateCommand(flow: string, { set, json }: ValidateFlags): Promise<number> {
  return withWorkflow(flow, async (workflow, services) => {
    const document = await applySettings(workflow.document, set, services.catalog);
    const plan = await planWorkflow(workflow, document, services);
    const { issues } = plan;
    const code = hasErrors(issues) ? ExitCode.invalid : ExitCode.done;
    if (json) {
      const nodes = plan.nodes.map(({ id, inputs, outputs }) => ({ id, inputs, outputs }));
      process.stdout.write(`${JSON.stringify({ valid: code === ExitCode.done, issues, nodes }, null, 2)}\n`);
      return code;
    }
    printIssues(issues, flow);
    for (const { id, outputs } of plan.nodes) {
      for (const [port, schema] of Object.entries(outputs)) {
        if (port === "error") continue;
        const columns = schema.fields.map(({ name, type }) => `${name} ${formatType(type)}`).join(", ");
        process.stdout.write(`${id}.${port}: ${columns}${schema.open ? ", …" : ""}\n`);
      }
    }
    const errors = issues.filter((issue) => issue.severity === "error").length;
    process.stderr.write(
      errors > 0 ? `invalid: ${errors} ${errors === 1 ? "error" : "errors"}\n` : "valid\n",
    );
    return code;
  });
}
