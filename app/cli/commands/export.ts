// `millrace export`: makes a program of a workflow that runs without Millrace, and proves that it computes the same.

import { basename, relative, resolve } from "node:path";
import { hasErrors } from "../../../engine/document/issue.ts";
import { withoutWorkflowEnding } from "../../../engine/document/workflow-file.ts";
import { exportTitle } from "../../../engine/export/export-title.ts";
import { exportWorkflow, type ExportResult } from "../../../engine/export/export-workflow.ts";
import { folderWord } from "../../../engine/export/next-commands.ts";
import { outlook } from "../../../engine/export/outlook.ts";
import { chooseTarget } from "../../../engine/export/targets/choose-target.ts";
import type { TargetName } from "../../../engine/export/targets/names.ts";
import type { Target } from "../../../engine/export/targets/target.ts";
import type { Platform } from "../../../engine/export/targets/vendored.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { builtParts } from "../../engine-process/built-parts.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { interruptible } from "../interrupt.ts";
import { tellOutlook } from "../report/outlook.ts";
import { printIssues } from "../report/print.ts";
import { stderr } from "../report/stderr.ts";
import { planWorkflow, withWorkflow } from "../session.ts";
import { version } from "../../engine-process/version.ts";

export interface ExportFlags {
  readonly target?: TargetName;
  readonly platform?: Platform;
  /** Folder to write; the workflow's name unless given. */
  readonly out?: string;
  readonly force: boolean;
  /** Folder of a program that gets the engine of this Millrace, in place of an export. */
  readonly refresh?: string;
  /** Tells where it could run, and writes nothing. */
  readonly check: boolean;
  readonly json: boolean;
}

export async function exportCommand(
  flow: string | undefined,
  { target, platform, out, force, check, json }: ExportFlags,
): Promise<number> {
  if (flow === undefined)
    throw new MillraceError("USAGE_FLOW", {
      message: "It is not said which workflow to export.",
      expected: "millrace export FLOW -o FOLDER",
      hint: "Name a *.millrace.json file; --refresh FOLDER takes a program that was exported.",
    });
  return withWorkflow(flow, (workflow, services) =>
    interruptible(async (signal) => {
      const plan = await planWorkflow(workflow, workflow.document, services, { signal, asks: true });
      // A folder that is not there yet is for runs here: the program brings those that it writes into.
      const issues = plan.issues.filter(
        ({ severity, code }) => severity === "error" || code !== "FOLDER_MISSING",
      );
      printIssues(issues, flow);
      if (hasErrors(plan.issues)) return ExitCode.invalid;
      const { dist, root, nodeModules } = builtParts();
      if (check) {
        const found = await outlook(plan, services.host.files, { dist, nodeModules }, platform);
        return tellOutlook(found, { target, json });
      }
      const name = basename(withoutWorkflowEnding(workflow.path));
      if (!out)
        throw new MillraceError("USAGE_OUT", {
          message: "It is not said where to write the program.",
          expected: "-o FOLDER",
          hint: `For example: millrace export ${flow} -o ${name}`,
        });
      const exported = {
        plan,
        ...services,
        workflow: basename(workflow.path),
        title: exportTitle(basename(workflow.path)),
        millrace: { version: version(), dist, root },
      };
      const chosen = chooseTarget(target ?? "script", { platform });
      const wishes = { folder: resolve(out), force, target: chosen, nodeModules, signal };
      const result = await exportWorkflow(exported, wishes).catch((thrown: unknown) => {
        if (signal.aborted) return null;
        throw thrown;
      });
      if (result === null) {
        stderr().write("interrupted; nothing was exported\n");
        return ExitCode.interrupted;
      }
      if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
      else tell(result, chosen);
      return ExitCode.done;
    }),
  );
}

function tell(
  { folder, files, size, packages, comparison }: ExportResult,
  { byNpm, needs, commands }: Target,
): void {
  const place = relative(process.cwd(), folder) || ".";
  const { values, identical, largest } = comparison;
  const names = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const same = identical
    ? "the same to the byte"
    : `the same, largest relative difference ${largest.toExponential(1)}`;
  const node = `Node 20.19 or newer${names.length > 0 ? `, ${byNpm ? "and by npm ci" : "with it in the folder"}: ${names.join(", ")}` : ""}`;
  stderr().write(
    [
      `exported to ${place}: ${files.length} files, ${(size / 1e6).toFixed(2)} MB without models and packages`,
      `proved: its samples give ${values.toLocaleString("en")} values in ${comparison.files} files, ${same}`,
      `holds: the first rows of what it reads, in selftest/; look at them before you hand it on`,
      `needs: ${needs ?? node}`,
      `next:  cd ${folderWord(place)} && ${commands?.[0] ?? `${byNpm && names.length > 0 ? "npm ci && " : ""}node pipeline.mjs --help`}`,
      "",
    ].join("\n"),
  );
}
