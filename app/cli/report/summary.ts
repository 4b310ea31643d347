// How a run went, in two or three lines on stderr.

import { existsSync } from "node:fs";
import { relative } from "node:path";
import { partOf } from "../../../engine/host/output-target.ts";
import type { Plan } from "../../../engine/plan/types.ts";
import type { RunSummary } from "../../../engine/runtime/events.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import type { BesideFile } from "../../engine-process/dead-letter/attempt-outputs.ts";
import { outputFile } from "../../engine-process/output-file.ts";
import { painter } from "./colour.ts";
import type { DryRun } from "../../engine-process/dry-run.ts";
import { count, duration, rate, rows } from "../../engine-process/numbers.ts";
import { stderr } from "./stderr.ts";

interface SummaryParts {
  /** Where failed rows are; null where none are kept. */
  readonly failedFile: string | null;
  readonly files: Files;
  /** What a dry run has gathered; null for a run that acts. */
  readonly dryRun: DryRun | null;
  /** Whether there is a journal to go on from. */
  readonly journaled: boolean;
  /** Files that what was written has been put behind, or would be. */
  readonly grown: readonly BesideFile[];
}

/** Prints rows, time, what each action wrote, and where failed rows went. */
export function printSummary(
  summary: RunSummary,
  plan: Plan,
  { failedFile, files, dryRun, journaled, grown }: SummaryParts,
): void {
  const paint = painter(stderr());
  const { outcome, elapsedMs, rows: total, rowsBefore, rowsFailed, rowsSkipped, nodes } = summary;
  const word = {
    done: paint("green", "done"),
    failed: paint("red", "failed"),
    cancelled: paint("yellow", "stopped"),
  };
  const speed = total > 0 ? `, ${rate((total / elapsedMs) * 1000)}` : "";
  const lines = [`${word[outcome]}: ${rows(total)} in ${duration(elapsedMs)}${speed}`];
  if (rowsBefore) lines[0] += `; ${count(rowsBefore)} of them before it was resumed`;
  if (dryRun) lines[0] += "; a dry run: nothing was written";
  for (const node of plan.nodes) {
    if (!node.definition.perform) continue;
    const written = outputFile(node);
    // Put behind another file, it is there no more.
    const file = grown.find(({ node: of, beside }) => of === node.id && beside === written)?.path ?? written;
    const place = node.definition.place?.({ params: node.params });
    const title = place === undefined ? node.title : `${node.title}, ${place}`;
    const name = file === null ? title : relative(process.cwd(), files.resolve(file));
    const isThere = dryRun !== null || !summary.unplaced?.includes(node.id);
    const what = `${rows(nodes[node.id].rowsOut)}${isThere ? "" : ", which have not taken their place"}`;
    lines.push(`  ${dryRun ? "would go to " : ""}${name}: ${what}`);
  }
  lines.push(...providerLines(summary, plan));
  if (rowsSkipped > 0)
    lines.push(`  ${rows(rowsSkipped)} left out by filters and limits, or taken by no wire`);
  if (rowsFailed > 0) {
    const where = failedFile ? `, see ${failedFile}` : "";
    const sources = plan.nodes.filter(({ definition }) => definition.produce);
    const unread = sources.reduce((sum, { id }) => sum + nodes[id].rowsFailed, 0);
    const which = unread > 0 ? ` (${count(unread)} could not be read)` : "";
    lines.push(
      paint("yellow", `  ${rows(rowsFailed)} failed${where}${which}`),
      ...(dryRun?.failedLines() ?? []),
    );
  }
  for (const { path } of dryRun ? [] : grown)
    lines.push(`  appended to ${relative(process.cwd(), files.resolve(path))}`);
  if (outcome !== "done" && !dryRun) {
    lines.push(`  ${whatIsLeft(summary.filesPlaced, anyPart(plan, files))}`);
    if (journaled) lines.push("  The same command with --resume goes on from there.");
  }
  stderr().write(`${lines.join("\n")}\n`);
}

/** Models that something else than the processor computed, or should have. */
function providerLines({ models }: RunSummary, { nodes }: Plan): string[] {
  return models.flatMap(({ node, provider, refused = [] }) => {
    if (provider === "cpu" && refused.length === 0) return [];
    const title = nodes.find(({ id }) => id === node)?.title ?? node;
    return [
      `  ${title}: computed by ${provider}`,
      ...refused.map(({ provider: other, reason }) => `    not by ${other}: ${reason}`),
    ];
  });
}

/** Of a run that has not come to its end. A folder's files take their place one by one, other outputs at the end. */
function whatIsLeft(placed: number, anyPart: boolean): string {
  const parts = anyPart ? " What was written of others so far is in the .part files." : "";
  if (placed > 0)
    return `${count(placed)} ${placed === 1 ? "file was" : "files were"} written or replaced before that; no other was.${parts}`;
  return `${anyPart ? "What was written so far is in the .part files; no" : "No"} output has been replaced.`;
}

/** A run that fails at its first row has begun no file. */
function anyPart(plan: Plan, files: Files): boolean {
  const paths = plan.nodes.map(outputFile).filter((path) => path !== null);
  return paths.some((path) => existsSync(partOf(files.resolve(path))));
}
