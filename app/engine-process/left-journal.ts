// A journal that a run without one finds at its place: a run that was ended, which somebody may still want to go on with.

import type { Issue } from "../../engine/document/issue.ts";
import type { Plan } from "../../engine/plan/types.ts";
import { FIRST_LINE } from "../../engine/runtime/journal/records.ts";
import type { Files } from "../../engine/sdk/services.ts";
import { journalPath } from "./journal-path.ts";

export interface LeftJournal {
  /** Absolute. */
  readonly path: string;
  readonly issue: Issue;
}

/** Null where there is none; `failedRows` is the file of this run. What this run does may be what the other one can no more go on from. */
export async function leftJournal(plan: Plan, files: Files, failedRows: string): Promise<LeftJournal | null> {
  const path = journalPath(plan, files, failedRows);
  // A place that may not be looked at is told by whoever writes there.
  const found = path === null ? null : await files.stat(path).catch(() => null);
  if (path === null || found === null || found.isFolder || found.size <= FIRST_LINE.length) return null;
  const issue: Issue = {
    code: "JOURNAL_LEFT",
    severity: "warning",
    message:
      "A run with a journal has not come to its end. This one keeps none, and leaves that journal where it is.",
    hint: "To go on with that run, stop this one and use --resume: what this one writes may make that impossible. Where nobody wants to go on with it, remove the journal.",
  };
  return { path, issue };
}
