// How a run went, in two or three lines on stderr.

import type { Plan } from "../../../engine/plan/types.ts";
import type { RunSummary } from "../../../engine/runtime/events.ts";
import { painter } from "./colour.ts";
import { count, duration, rate, rows } from "./numbers.ts";
import { stderr } from "./stderr.ts";

/** Prints rows, time, what each action wrote, and where failed rows went. */
export function printSummary(summary: RunSummary, plan: Plan, failedFile: string | null): void {
  const paint = painter(stderr());
  const { outcome, elapsedMs, rows: total, rowsFailed, nodes } = summary;
  const word = {
    done: paint("green", "done"),
    failed: paint("red", "failed"),
    cancelled: paint("yellow", "stopped"),
  };
  const speed = total > 0 ? `, ${rate((total / elapsedMs) * 1000)}` : "";
  const lines = [`${word[outcome]}: ${rows(total)} in ${duration(elapsedMs)}${speed}`];
  for (const { id, title, definition } of plan.nodes) {
    if (definition.perform) lines.push(`  ${title}: ${rows(nodes[id].rowsOut)}`);
  }
  if (rowsFailed > 0) {
    const where = failedFile ? `, see ${failedFile}` : "";
    const sources = plan.nodes.filter(({ definition }) => definition.produce);
    const unread = sources.reduce((sum, { id }) => sum + nodes[id].rowsFailed, 0);
    const which = unread > 0 ? ` (${count(unread)} could not be read)` : "";
    lines.push(paint("yellow", `  ${rows(rowsFailed)} failed${where}${which}`));
  }
  if (outcome !== "done")
    lines.push("  What was written so far is in the .part files; no output has been replaced.");
  stderr().write(`${lines.join("\n")}\n`);
}
