// A journal that a run without one finds at its place: of a run that was ended, which somebody may still want to go on with.

import type { Issue } from "../../engine/document/issue.ts";
import type { Plan } from "../../engine/plan/types.ts";
import type { Files } from "../../engine/sdk/services.ts";
import { journalPath } from "./journal-path.ts";

/** One warning or none. `failedRows` is the file of this run. */
export async function leftJournal(plan: Plan, files: Files, failedRows: string): Promise<readonly Issue[]> {
  const path = journalPath(plan, files, failedRows);
  // A place that may not be looked at is told by whoever writes there.
  const found = path === null ? null : await files.stat(path).catch(() => null);
  if (!found?.size) return [];
  return [
    {
      code: "JOURNAL_LEFT",
      severity: "warning",
      message: `"${path}" is the journal of a run that has not come to its end. This one keeps none.`,
      hint: "To go on with that run, stop this one and use --resume: what this one writes may make that impossible. Else remove the journal.",
    },
  ];
}
