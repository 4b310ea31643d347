// What `await run(import.meta)` at the end of pipeline.mjs does.

import { accessSync, constants } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCatalog, type Catalog } from "../../engine/catalog/catalog.ts";
import { hasErrors } from "../../engine/document/issue.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { nodeHost } from "../../engine/host/host.ts";
import { createModels } from "../../engine/models/models.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import { run } from "../../engine/runtime/run.ts";
import type { HostServices } from "../../engine/sdk/services.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { DryRun } from "../engine-process/dry-run.ts";
import { ExitCode, exitCodeBeforeRun, exitCodeOfRun } from "../engine-process/exit-code.ts";
import { FailedRowsFile, failedRowsPath } from "../engine-process/failed-file.ts";
import { holdYoungSpace } from "../engine-process/young-space.ts";
import { drained } from "./drained.ts";
import type { Flow } from "./flow.ts";
import { log, logError, logIssues, logThrown } from "./log.ts";
import { checkModels, otherModels } from "./models-lock.ts";
import type { Command, Modes } from "./settings.ts";
import { exportFacts } from "./versions.ts";

export interface Services {
  readonly catalog: Catalog;
  readonly host: HostServices;
}

/** Runs the program in `folder`, as its command line asks; answers the exit code and throws nothing. */
export async function runProgram(
  meta: { readonly url: string },
  command: Command,
  flow: Flow,
): Promise<number> {
  try {
    const folder = dirname(fileURLToPath(meta.url));
    const modes = command.modes();
    if (modes.help || modes.version) {
      process.stdout.write(modes.help ? command.help(exportFacts(folder).title) : versionsOf(folder));
      return ExitCode.done;
    }
    const problems = [...command.problems, ...flow.problems];
    if (problems.length > 0) {
      problems.forEach(logThrown);
      return ExitCode.invalid;
    }
    checkModels(folder);
    for (const path of otherModels(folder, flow.document()))
      log("warning", `${path} is not a model that this program was exported with.`, {
        code: "MODEL_OTHER",
        hint: "Export the workflow again with it, so that it is tested.",
      });
    return await withServices(folder, modes, async (services) => {
      if (!modes.selftest) return runOnce(folder, flow.document(), services, modes);
      return (await import("./selftest.ts")).selftest(folder, flow.document(), services, modes);
    });
  } catch (thrown) {
    return exitCodeBeforeRun(logThrown(thrown));
  }
}

/** The program's folder; the current one where that may not be written to, as in a container. */
function writable(folder: string): string {
  try {
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return process.cwd();
  }
}

function versionsOf(folder: string): string {
  const { title, workflow, millrace, packages } = exportFacts(folder);
  const parts = Object.entries({ millrace, node: process.versions.node, ...packages });
  return `${title} (${workflow})\n${parts.map(([name, version]) => `${name} ${version}\n`).join("")}`;
}

async function withServices<T>(
  folder: string,
  { threads }: Modes,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const files = diskFiles(folder);
  const quietLog = { debug: () => {}, warn: (message: string) => log("warning", message) };
  const models = createModels({ files, clock: systemClock, log: quietLog, threads: threads ?? undefined });
  const output = {
    print: (text: string) => void process.stdout.write(text),
    width: process.stdout.columns ?? 0,
  };
  try {
    const host = nodeHost({ files, models, log: quietLog, output });
    return await work({ catalog: createCatalog(nodeKinds), host });
  } finally {
    await models.close();
  }
}

async function runOnce(
  folder: string,
  document: WorkflowDocument,
  { catalog, host: plain }: Services,
  { dryRun, events, limit, threads }: Modes,
): Promise<number> {
  // Standard output is for one thing at a time.
  const host = events
    ? { ...plain, output: { print: (text: string) => log("info", text), width: 0 } }
    : plain;
  return drained(async (signal) => {
    const plan = await makePlan(document, catalog, { host, signal, forRun: !dryRun });
    logIssues(plan.issues);
    if (hasErrors(plan.issues)) return ExitCode.invalid;
    const file = failedRowsPath(plan, host.files, join(writable(folder), "pipeline.millrace.json"));
    const dry = dryRun ? new DryRun() : null;
    const failed = dryRun ? null : new FailedRowsFile(host.files, file);
    holdYoungSpace();
    const running = run(plan, {
      host,
      signal,
      dryRun,
      limit: limit ?? undefined,
      threads: threads ?? availableParallelism(),
      onFailedRows: (rows) => failed?.add(rows),
    });
    for await (const event of running) {
      if (events) process.stdout.write(`${JSON.stringify(event)}\n`);
      else if (event.type === "effect") dry?.addEffect(event);
      else if (event.type === "warning")
        log("warning", event.message, { code: event.code, node: event.node });
    }
    const summary = await running.done;
    if (!events) dry?.effectLines().forEach((line) => log("info", line));
    await (summary.outcome === "done" ? failed?.finish() : failed?.abandon());
    if (summary.error) logError(summary.error);
    const { outcome, rows, rowsFailed, elapsedMs } = summary;
    const failedRows = failed && failed.count > 0 ? failed.writtenTo : undefined;
    log("info", outcome, { rows, rowsFailed, failedRows, seconds: Number((elapsedMs / 1000).toFixed(3)) });
    return exitCodeOfRun(summary);
  });
}
