// What `await run(import.meta)` at the end of pipeline.mjs does.

import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createCatalog, type Catalog } from "../../engine/catalog/catalog.ts";
import { hasErrors, type Issue } from "../../engine/document/issue.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { nodeHost } from "../../engine/host/host.ts";
import { stayOffline } from "../../engine/host/http-offline.ts";
import { programSecrets, takeSecretsFrom } from "../../engine/host/secrets.ts";
import { createModels } from "../../engine/models/models.ts";
import { documentOfPart, partitionIssues } from "../../engine/plan/partition.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import { run } from "../../engine/runtime/run.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { partitionText } from "../../engine/sdk/partition.ts";
import type { HostServices } from "../../engine/sdk/services.ts";
import { nodeKinds } from "../../nodes/index.ts";
import {
  beginRedrive,
  endRedrive,
  redriveLine,
  refuseSameFile,
  refuseSenselessRedrive,
} from "../engine-process/dead-letter/asked-redrive.ts";
import type { BesideFile } from "../engine-process/dead-letter/attempt-outputs.ts";
import type { Redrive } from "../engine-process/dead-letter/redrive.ts";
import { workflowMark } from "../engine-process/dead-letter/workflow-mark.ts";
import { setProviderOfRun } from "../engine-process/asked-provider.ts";
import { canGoOn } from "../engine-process/can-go-on.ts";
import { DryRun } from "../engine-process/dry-run.ts";
import { ExitCode, exitCodeBeforeRun, exitCodeOfRun } from "../engine-process/exit-code.ts";
import { foldersToMake } from "../engine-process/make-folders.ts";
import { FailedRowsFile, failedRowsPath } from "../engine-process/failed-file.ts";
import { setHeapForRun } from "../engine-process/run-heap.ts";
import type { Flow } from "./flow.ts";
import { leftJournal } from "../engine-process/left-journal.ts";
import { log, logError, logIssues, logThrown } from "./log.ts";
import { checkPackages } from "./packages.ts";
import { checkModels, otherModels } from "./models-lock.ts";
import { missingSecrets } from "./secrets.ts";
import { standardInput } from "../../engine/host/standard-input.ts";
import type { Command, Modes } from "./settings.ts";
import { isStopping, type Stopping } from "./stopping.ts";
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
  stopping: Stopping,
): Promise<number> {
  try {
    const folder = dirname(fileURLToPath(meta.url));
    const modes = command.modes();
    if (modes.help || modes.version) {
      process.stdout.write(modes.help ? command.help(exportFacts(folder).title) : versionsOf(folder));
      return ExitCode.done;
    }
    heedMachine(modes);
    setProviderOfRun(modes.provider ?? undefined);
    const catalog = createCatalog(nodeKinds);
    // The samples have to be computed where no secrets are, such as where the program is tested.
    const missing = modes.selftest ? [] : await missingSecrets(flow.document(), catalog, programSecrets);
    const problems = [...command.problems, ...flow.problems, ...missing];
    if (problems.length > 0) {
      problems.forEach(logThrown);
      return ExitCode.invalid;
    }
    checkPackages(folder, exportFacts(folder).packages);
    checkModels(folder);
    if (await isStopping(stopping)) return interrupted();
    const { signal } = stopping;
    for (const { name, meant } of command.misspelt())
      log("warning", `${name} sets nothing.`, { code: "USAGE_VARIABLE", hint: `Did you mean ${meant}?` });
    for (const path of otherModels(folder, flow.document()))
      log("warning", `${path} is not a model that this program was exported with.`, {
        code: "MODEL_OTHER",
        hint: "Export the workflow again with it, so that it is tested.",
      });
    return await withServices(folder, modes, catalog, async (services) => {
      if (modes.check) return check(flow.document(), services, command, modes, signal);
      if (!modes.selftest) return runOnce(flow.document(), services, command, modes, signal, folder);
      const { selftest } = await import("./selftest.ts");
      const passed = await selftest(folder, flow.document(), services, modes, signal);
      return passed === null ? interrupted() : passed ? ExitCode.done : ExitCode.failed;
    });
  } catch (thrown) {
    return exitCodeBeforeRun(logThrown(thrown instanceof SyntaxError ? damaged(thrown) : thrown));
  }
}

/** For this process and those that it starts. */
function heedMachine({ secrets, offline }: Modes): void {
  if (offline) stayOffline();
  if (secrets !== null) takeSecretsFrom(secrets);
}

function interrupted(): number {
  log("info", "cancelled");
  return ExitCode.interrupted;
}

/** Files of runtime/ are loaded when they are needed. */
function damaged(thrown: SyntaxError): MillraceError {
  return new MillraceError("PIPELINE_DAMAGED", {
    message: "A file of the program is damaged.",
    file: "runtime",
    // Before the message, the stack names the file.
    got: [thrown.stack?.split("\n")[0], thrown.message].join(": "),
    hint: "Copy the whole exported folder, or export again.",
  });
}

function versionsOf(folder: string): string {
  const { title, workflow, millrace, packages } = exportFacts(folder);
  const parts = Object.entries({ millrace, node: process.versions.node, ...packages });
  return `${title} (${workflow})\n${parts.map(([name, version]) => `${name} ${version}\n`).join("")}`;
}

async function withServices<T>(
  folder: string,
  { threads }: Modes,
  catalog: Catalog,
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
    const host = nodeHost({ files, models, log: quietLog, output, secrets: programSecrets });
    return await work({ catalog, host });
  } finally {
    await models.close();
  }
}

/** Says whether a run could begin as things are: settings, columns, models, and files that can be written. */
async function check(
  document: WorkflowDocument,
  { catalog, host: plain }: Services,
  command: Command,
  { makeFolders }: Modes,
  signal: AbortSignal,
): Promise<number> {
  const host = makeFolders ? { ...plain, files: foldersToMake(plain.files).files } : plain;
  const { issues } = await makePlan(document, catalog, { host, signal, forRun: true });
  if (signal.aborted) return interrupted();
  logIssues(issues.map((issue) => withSetting(issue, document, command)));
  if (hasErrors(issues)) return ExitCode.invalid;
  log("info", "It can run.");
  return ExitCode.done;
}

/** Who runs the program knows its settings, not the ids of nodes. */
function withSetting(issue: Issue, { nodes }: WorkflowDocument, command: Command): Issue {
  const param = /^params\.([^.[]+)/.exec(issue.path ?? "")?.[1];
  const node = nodes.find(({ id }) => id === issue.node);
  const value = param === undefined ? undefined : node?.params[param];
  const names = typeof value === "string" ? command.namesOf(value) : null;
  if (names === null) return issue;
  return { ...issue, hint: `${issue.hint ? `${issue.hint} ` : ""}It is set by ${names}.` };
}

async function runOnce(
  document: WorkflowDocument,
  { catalog, host: plain }: Services,
  command: Command,
  modes: Modes,
  signal: AbortSignal,
  folder: string,
): Promise<number> {
  const { dryRun, events, limit, threads, partition, journal: keeps, resume } = modes;
  // Standard output is for one thing at a time.
  const folders = modes.makeFolders ? foldersToMake(plain.files) : null;
  const host = {
    ...plain,
    files: folders?.files ?? plain.files,
    input: standardInput(() => process.stdin),
    ...(events && { output: { print: (text: string) => log("info", text), width: 0 } }),
  };
  const own = partition ? await documentOfPart(document, catalog, partition) : document;
  const flow = exportFacts(folder).workflow;
  const redrive = await redriveAsked(own, { catalog, host }, { ...modes, flow }, signal);
  const plan = redrive?.plan ?? (await makePlan(own, catalog, { host, signal, forRun: !dryRun }));
  if (signal.aborted) return interrupted();
  const issues = [...plan.issues, ...(partition ? partitionIssues(plan) : [])];
  logIssues(issues.map((issue) => withSetting(issue, document, command)));
  if (hasErrors(issues)) return ExitCode.invalid;
  if (!dryRun) await folders?.make();
  // Beside its output; else in the current folder, since its own may well be one that nothing is written to.
  const file = failedRowsPath(plan, host.files, resolve("pipeline.millrace.json"), {
    partition,
    again: redrive,
  });
  const dry = dryRun ? new DryRun() : null;
  const workflow = workflowMark(document, flow);
  const { attemptOf, others } = redrive ?? {};
  const failed = dryRun ? null : new FailedRowsFile(host.files, file, { workflow, attemptOf, others });
  if (failed && modes.fromDeadLetter !== null) await refuseSameFile(failed, modes.fromDeadLetter, host.files);
  const asked = { journal: keeps, resume, limit, partition, redrive: redrive?.journal ?? null };
  // Loaded where it is asked for, since most runs keep none.
  const journal =
    failed && (keeps || resume || asked.redrive)
      ? await (await import("../engine-process/asked-journal.ts")).askedJournal(plan, host, asked, failed)
      : null;
  if (redrive) log("info", redriveLine(redrive));
  if (redrive && failed) await beginRedrive(host.files, redrive);
  if (failed && !journal && !redrive) logIssues(await leftJournal(plan, host.files, file));
  setHeapForRun();
  const running = run(plan, {
    host,
    signal,
    dryRun,
    limit: limit ?? undefined,
    threads: threads ?? availableParallelism(),
    ...(partition && { partition }),
    journal,
    onFailedRows: (rows) => failed?.add(rows),
  });
  for await (const event of running) {
    if (events) process.stdout.write(`${JSON.stringify(event)}\n`);
    else if (event.type === "effect") dry?.addEffect(event);
    else if (event.type === "warning") log("warning", event.message, { code: event.code, node: event.node });
  }
  const summary = await running.done;
  if (!events) dry?.effectLines().forEach((line) => log("info", line));
  const isDone = summary.outcome === "done";
  let grown: readonly BesideFile[] = [];
  let isOver = false;
  try {
    await (isDone ? failed?.finish() : failed?.abandon());
    if (redrive && failed && isDone) grown = await endRedrive(host.files, redrive, journal);
    isOver = isDone;
  } finally {
    await journal?.close(isOver);
  }
  if (summary.error) logError(summary.error);
  for (const { path } of grown) log("info", `appended to ${path}`);
  if (journal && !isDone && canGoOn(summary.error?.code) && existsSync(journal.path))
    log("info", "The same command with --resume goes on from there.");
  const { outcome, rows, rowsFailed, rowsSkipped, elapsedMs } = summary;
  const failedRows = failed && failed.count > 0 ? failed.writtenTo : undefined;
  const seconds = Number((elapsedMs / 1000).toFixed(3));
  const part = partition ? { partition: partitionText(partition) } : {};
  log("info", outcome, { ...part, rows, rowsFailed, rowsSkipped, failedRows, seconds });
  return exitCodeOfRun(summary);
}

/** Null where the sources are read. It is loaded where it is asked for. */
async function redriveAsked(
  document: WorkflowDocument,
  { catalog, host }: Services,
  { fromDeadLetter, flow, ...modes }: Modes & { readonly flow: string },
  signal: AbortSignal,
): Promise<Redrive | null> {
  refuseSenselessRedrive({ ...modes, fromDeadLetter: fromDeadLetter ?? undefined });
  if (fromDeadLetter === null) return null;
  const { planRedrive } = await import("../engine-process/dead-letter/redrive.ts");
  const asked = { flow, file: fromDeadLetter, ...modes };
  return planRedrive(document, catalog, { host, signal, forRun: !modes.dryRun }, asked);
}
