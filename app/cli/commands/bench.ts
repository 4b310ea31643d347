// `millrace bench`: how fast a workflow is, where its time goes and what memory it takes. Actions stop after `plan`.

import { hasErrors } from "../../../engine/document/issue.ts";
import type { NodeCounters, RunSummary } from "../../../engine/runtime/events.ts";
import { run } from "../../../engine/runtime/run.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { applySettings } from "../overrides.ts";
import { interruptible } from "../interrupt.ts";
import { bytes, count, duration, rate } from "../../engine-process/numbers.ts";
import { printError, printIssues } from "../report/print.ts";
import { planWorkflow, withWorkflow } from "../session.ts";

export interface BenchFlags {
  readonly runs: number;
  readonly set: readonly string[];
  readonly limit?: number;
  readonly json: boolean;
}

export function benchCommand(flow: string, { set, runs, limit, json }: BenchFlags): Promise<number> {
  return withWorkflow(flow, (workflow, services) =>
    interruptible(async (signal) => {
      const { host } = services;
      const document = await applySettings(workflow.document, set, services.catalog);
      const plan = await planWorkflow(workflow, document, services, { signal, asks: true });
      printIssues(
        plan.issues.filter((issue) => issue.severity === "error"),
        flow,
      );
      if (hasErrors(plan.issues)) return ExitCode.invalid;
      const summaries: RunSummary[] = [];
      for (let i = 0; i < runs && !signal.aborted; i++) {
        const summary = await run(plan, { host, signal, limit, dryRun: true }).done;
        if (summary.error) {
          printError(summary.error);
          return ExitCode.failed;
        }
        if (summary.outcome === "done") summaries.push(summary);
      }
      if (summaries.length > 0) show(summaries, json);
      return signal.aborted ? ExitCode.interrupted : ExitCode.done;
    }),
  );
}

function show(summaries: readonly RunSummary[], json: boolean): void {
  const sorted = summaries.toSorted((a, b) => a.elapsedMs - b.elapsedMs);
  const middle = sorted[sorted.length >> 1];
  const perSecond = (summary: RunSummary) => (summary.rows / summary.elapsedMs) * 1000;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  if (json) {
    const runs = summaries.map(({ elapsedMs, rows }) => ({ elapsedMs, rows }));
    process.stdout.write(`${JSON.stringify({ runs, median: middle, peakBytes }, null, 2)}\n`);
    return;
  }
  const [slowest, fastest] = [sorted[sorted.length - 1], sorted[0]].map((summary) =>
    rate(perSecond(summary)),
  );
  process.stdout.write(
    `${count(middle.rows)} rows in ${duration(middle.elapsedMs)}, median of ${summaries.length} runs: ` +
      `${rate(perSecond(middle))} [${slowest} … ${fastest}], peak memory ${bytes(peakBytes)}; nothing was written\n`,
  );
  for (const line of table(middle)) process.stdout.write(`${line}\n`);
}

function table({ nodes }: RunSummary): string[] {
  const busy = Object.values(nodes).reduce((sum, counters) => sum + counters.busyMs, 0);
  const share = ({ busyMs }: NodeCounters) => `${((busyMs / Math.max(busy, 1e-9)) * 100).toFixed(1)} %`;
  const cells = Object.entries(nodes).map(([id, counters]) => [
    id,
    count(counters.rowsIn),
    count(counters.rowsOut),
    duration(counters.busyMs),
    share(counters),
    duration(counters.waitMs),
  ]);
  const head = ["node", "rows in", "rows out", "busy", "share", "waiting"];
  const all = [head, ...cells];
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i].length)));
  return all.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "),
  );
}
