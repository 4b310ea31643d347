// `millrace run`: plans a workflow, runs it, tells how it went.

import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";
import { hasErrors } from "../../../engine/document/issue.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { standardInput } from "../../../engine/host/standard-input.ts";
import { documentOfPart, partitionIssues } from "../../../engine/plan/partition.ts";
import type { Plan } from "../../../engine/plan/types.ts";
import type { RunEvent } from "../../../engine/runtime/events.ts";
import type { RunJournal } from "../../../engine/runtime/journal/run-journal.ts";
import { run } from "../../../engine/runtime/run.ts";
import type { Partition } from "../../../engine/sdk/partition.ts";
import {
  beginRedrive,
  endRedrive,
  redriveLine,
  refuseSameFile,
  refuseSenselessRedrive,
} from "../../engine-process/dead-letter/asked-redrive.ts";
import type { BesideFile } from "../../engine-process/dead-letter/attempt-outputs.ts";
import type { Redrive } from "../../engine-process/dead-letter/redrive.ts";
import { workflowMark } from "../../engine-process/dead-letter/workflow-mark.ts";
import { ExitCode, exitCodeOfRun } from "../../engine-process/exit-code.ts";
import { FailedRowsFile, failedRowsPath } from "../../engine-process/failed-file.ts";
import { leftJournal } from "../../engine-process/left-journal.ts";
import { interruptible } from "../interrupt.ts";
import { applySettings } from "../overrides.ts";
import { canGoOn } from "../../engine-process/can-go-on.ts";
import { combined, partitionOfFlag } from "../../engine-process/asked-partition.ts";
import { setProviderOfRun } from "../../engine-process/asked-provider.ts";
import { foldersToMake } from "../../engine-process/make-folders.ts";
import { DryRun } from "../../engine-process/dry-run.ts";
import { printError, printIssues } from "../report/print.ts";
import { ProgressLine } from "../report/progress.ts";
import { printOut } from "../report/streams.ts";
import { printSummary } from "../report/summary.ts";
import { planWorkflow, withTextIssues, withWorkflow, type OpenWorkflow, type Services } from "../session.ts";
import { stderr } from "../report/stderr.ts";
import { setHeapForRun } from "../../engine-process/run-heap.ts";

export interface RunFlags {
  readonly set: readonly string[];
  readonly limit?: number;
  readonly threads?: number;
  readonly events?: "ndjson";
  readonly dryRun: boolean;
  readonly makeFolders: boolean;
  /** Such as `2/7`. */
  readonly partition?: string;
  readonly journal: boolean;
  readonly resume: boolean;
  readonly quiet: boolean;
  /** A file of failed rows, which are run again. */
  readonly fromDeadLetter?: string;
  readonly append: boolean;
  /** Such as `cuda,cpu`. */
  readonly provider?: string;
}

export function runCommand(flow: string, flags: RunFlags): Promise<number> {
  setProviderOfRun(flags.provider);
  return withWorkflow(
    flow,
    (workflow, services) => interruptible((signal) => planAndRun(flow, workflow, services, flags, signal)),
    // Standard output is for one thing at a time: with events there, tables go beside them.
    { threads: flags.threads, printsTo: flags.events ? "stderr" : "stdout" },
  );
}

async function planAndRun(
  flow: string,
  workflow: OpenWorkflow,
  services: Services,
  flags: RunFlags,
  signal: AbortSignal,
): Promise<number> {
  const { catalog } = services;
  const folders = flags.makeFolders ? foldersToMake(services.host.files) : null;
  const { files } = folders ?? services.host;
  const host = { ...services.host, files, input: standardInput(() => process.stdin) };
  const partition = partitionAsked(flags);
  const set = await applySettings(workflow.document, flags.set, catalog);
  const document = partition ? await documentOfPart(set, catalog, partition) : set;
  const how = { signal, forRun: !flags.dryRun, asks: true };
  const redrive = await redriveAsked(workflow, document, { ...services, host }, flags, how);
  const plan = redrive?.plan ?? (await planWorkflow(workflow, document, { ...services, host }, how));
  // A workflow that waits for its first rows can be stopped before there are any.
  if (signal.aborted) return ExitCode.interrupted;
  const issues = [...plan.issues, ...(partition ? partitionIssues(plan) : [])];
  const shown = flags.quiet ? issues.filter((issue) => issue.severity === "error") : issues;
  printIssues(shown, flow);
  if (hasErrors(issues)) return ExitCode.invalid;
  if (!flags.dryRun) await folders?.make();
  const failed = flags.dryRun
    ? null
    : failedRowsFile(plan, { ...services, host }, workflow, partition, redrive);
  if (failed && flags.fromDeadLetter !== undefined)
    await refuseSameFile(failed, resolve(flags.fromDeadLetter), host.files);
  const dry = flags.dryRun ? new DryRun() : null;
  const journal = failed && (await journalAsked(plan, services, flags, { partition, failed, redrive }));
  if (redrive && !flags.quiet) stderr().write(`${redriveLine(redrive)}\n`);
  if (redrive && failed) await beginRedrive(host.files, redrive);
  if (failed && !journal && !redrive && !flags.quiet)
    printIssues(await leftJournal(plan, host.files, failed.path), flow);
  setHeapForRun();
  const running = run(plan, {
    host,
    signal,
    dryRun: flags.dryRun,
    limit: flags.limit,
    threads: flags.threads ?? availableParallelism(),
    ...(partition && { partition }),
    journal,
    onFailedRows: (rows) => (dry ? dry.addFailed(rows) : failed?.add(rows)),
  });
  const progress = new ProgressLine();
  for await (const event of running) await report(event, flags, progress, dry);
  progress.clear();
  if (flags.events !== "ndjson")
    for (const line of dry?.effectLines() ?? []) process.stdout.write(`${line}\n`);
  const summary = await running.done;
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
  if (summary.error) printError(summary.error);
  const failedFile = failed && failed.count > 0 ? relative(process.cwd(), failed.writtenTo) : null;
  const code = exitCodeOfRun(summary);
  // Where nothing could be run (a refused model), nothing was written either.
  const hasRun = code !== ExitCode.invalid;
  if (!flags.quiet && hasRun)
    printSummary(summary, plan, {
      failedFile,
      files: host.files,
      dryRun: dry,
      journaled: journal !== null && canGoOn(summary.error?.code) && existsSync(journal.path),
      grown: dry && flags.append ? (redrive?.files ?? []) : grown,
    });
  return code;
}

/** Null where the sources are read. It is loaded where it is asked for, as most runs do not. */
async function redriveAsked(
  { path, issues }: OpenWorkflow,
  document: WorkflowDocument,
  { catalog, host }: Services,
  flags: RunFlags,
  how: { readonly signal: AbortSignal; readonly forRun: boolean },
): Promise<Redrive | null> {
  refuseSenselessRedrive(flags);
  const { fromDeadLetter, append, journal, resume } = flags;
  if (fromDeadLetter === undefined) return null;
  const { planRedrive } = await import("../../engine-process/dead-letter/redrive.ts");
  const asked = { flow: path, file: resolve(fromDeadLetter), append, journal, resume };
  const redrive = await planRedrive(document, catalog, { host, file: path, ...how }, asked);
  return { ...redrive, plan: withTextIssues(issues, redrive.plan) };
}

function failedRowsFile(
  plan: Plan,
  { host }: Services,
  { path, document }: OpenWorkflow,
  partition: Partition | null,
  redrive: Redrive | null,
): FailedRowsFile {
  return new FailedRowsFile(
    host.files,
    failedRowsPath(plan, host.files, path, { partition, again: redrive }),
    {
      workflow: workflowMark(document, path),
      ...(redrive && { attemptOf: redrive.attemptOf, others: redrive.others }),
    },
  );
}

/** Null where none is asked for. It is loaded where one is, since most runs keep none. */
async function journalAsked(
  plan: Plan,
  { host }: Services,
  { journal, resume, limit }: RunFlags,
  {
    partition,
    failed,
    redrive,
  }: {
    readonly partition: Partition | null;
    readonly failed: FailedRowsFile;
    readonly redrive: Redrive | null;
  },
): Promise<RunJournal | null> {
  if (!journal && !resume && !redrive?.journal) return null;
  const { askedJournal } = await import("../../engine-process/asked-journal.ts");
  const asked = { journal, resume, limit: limit ?? null, partition, redrive: redrive?.journal ?? null };
  return askedJournal(plan, host, asked, failed);
}

/** The part that the command line asks for; null = the whole. */
function partitionAsked({ partition: text, limit }: RunFlags): Partition | null {
  if (text === undefined) return null;
  if (limit !== undefined)
    throw combined("--limit", "A limit of rows is for the whole, not for a part of it.");
  return partitionOfFlag(text);
}

function report(
  event: RunEvent,
  { events, quiet }: RunFlags,
  progress: ProgressLine,
  dry: DryRun | null,
): Promise<void> | void {
  if (events === "ndjson") return printOut(`${JSON.stringify(event)}\n`);
  if (event.type === "effect") dry?.addEffect(event);
  if (quiet) return;
  if (event.type === "warning") {
    progress.clear();
    stderr().write(`warning ${event.code}  node ${event.node}\n  ${event.message}\n`);
  }
  progress.show(event);
}
