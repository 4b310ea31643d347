// `millrace export`: makes a program of a workflow that runs without Millrace, and proves that it computes the same.

import { basename, relative, resolve } from "node:path";
import { hasErrors } from "../../../engine/document/issue.ts";
import { withoutWorkflowEnding } from "../../../engine/document/workflow-file.ts";
import { exportWorkflow, type ExportResult } from "../../../engine/export/export-workflow.ts";
import { ci } from "../../../engine/export/targets/ci.ts";
import { cron } from "../../../engine/export/targets/cron.ts";
import { systemd } from "../../../engine/export/targets/systemd.ts";
import { script, type Target } from "../../../engine/export/targets/target.ts";
import { PLATFORMS, vendored, type Platform } from "../../../engine/export/targets/vendored.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { builtParts } from "../../engine-process/built-parts.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { interruptible } from "../interrupt.ts";
import { printIssues } from "../report/print.ts";
import { stderr } from "../report/stderr.ts";
import { planWorkflow, withWorkflow } from "../session.ts";
import { version } from "../version.ts";

/** Those that npm brings what fits. */
const TARGETS = { script, systemd, cron, ci } satisfies Record<string, Target>;

export interface ExportFlags {
  readonly target?: "vendored" | keyof typeof TARGETS;
  readonly platform?: Platform;
  /** Folder to write; the workflow's name unless given. */
  readonly out?: string;
  readonly force: boolean;
  /** Folder of a program that gets the engine of this Millrace, in place of an export. */
  readonly refresh?: string;
  readonly json: boolean;
}

export async function exportCommand(
  flow: string | undefined,
  { target = "script", platform, out, force, json }: ExportFlags,
): Promise<number> {
  if (flow === undefined)
    throw new MillraceError("USAGE_FLOW", {
      message: "It is not said which workflow to export.",
      expected: "millrace export FLOW -o FOLDER",
      hint: "Name a *.millrace.json file; --refresh FOLDER takes a program that was exported.",
    });
  return withWorkflow(flow, (workflow, services) =>
    interruptible(async (signal) => {
      const plan = await planWorkflow(workflow, workflow.document, services, { signal });
      printIssues(plan.issues, flow);
      if (hasErrors(plan.issues)) return ExitCode.invalid;
      const name = basename(withoutWorkflowEnding(workflow.path));
      if (!out)
        throw new MillraceError("USAGE_OUT", {
          message: "It is not said where to write the program.",
          expected: "-o FOLDER",
          hint: `For example: millrace export ${flow} -o ${name}`,
        });
      const { dist, root, nodeModules } = builtParts();
      const exported = {
        plan,
        ...services,
        workflow: basename(workflow.path),
        title: titleOf(name),
        millrace: { version: version(), dist, root },
      };
      const chosen = targetOf(target, platform);
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

/** `shipment-delay` is "Shipment delay". */
function titleOf(name: string): string {
  const words = name.replace(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function targetOf(name: NonNullable<ExportFlags["target"]>, platform: Platform | undefined): Target {
  if (name === "vendored") return vendored(platform ?? thisPlatform());
  if (platform === undefined) return TARGETS[name];
  throw new MillraceError("USAGE_PLATFORM", {
    message: `What is exported for ${name} is for every platform: npm brings what fits.`,
    got: `--platform ${platform}`,
    hint: "Leave --platform out, or add --target vendored.",
  });
}

function thisPlatform(): Platform {
  const here = `${process.platform}-${process.arch}`;
  const known = PLATFORMS.find((platform) => platform === here);
  if (known) return known;
  throw new MillraceError("USAGE_PLATFORM", {
    message: `The model runtime has no library for ${here}.`,
    expected: `one of ${PLATFORMS.join(", ")}`,
    hint: "Say for which platform: --platform linux-x64",
  });
}

function tell({ folder, files, size, packages, comparison }: ExportResult, { byNpm }: Target): void {
  const place = relative(process.cwd(), folder) || ".";
  const { values, identical, largest } = comparison;
  const names = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const same = identical
    ? "the same to the byte"
    : `the same, largest relative difference ${largest.toExponential(1)}`;
  stderr().write(
    [
      `exported to ${place}: ${files.length} files, ${(size / 1e6).toFixed(2)} MB without models and packages`,
      `proved: its samples give ${values.toLocaleString("en")} values in ${comparison.files} files, ${same}`,
      `holds: the first rows of what it reads, in selftest/; look at them before you hand it on`,
      `needs: Node 20.19 or newer${names.length > 0 ? `, ${byNpm ? "and by npm ci" : "with it in the folder"}: ${names.join(", ")}` : ""}`,
      `next:  cd ${place} && ${byNpm && names.length > 0 ? "npm ci && " : ""}node pipeline.mjs --help`,
      "",
    ].join("\n"),
  );
}
