// Where the journal of a run lies.

import type { Plan, PlannedNode } from "../../engine/plan/types.ts";
import type { Files } from "../../engine/sdk/services.ts";
import { FAILED_ENDING } from "./failed-file.ts";
import { outputFile } from "./output-file.ts";

/**
 * Beside the first file that the workflow writes; where it writes into databases or sends requests alone, beside its failed rows. Absolute;
 * null where there is nothing that a journal could keep.
 */
export function journalPath({ nodes }: Plan, files: Files, failedRows: string): string | null {
  for (const node of nodes) {
    const file = outputFile(node);
    if (file !== null) return `${files.resolve(file)}.millrace-journal`;
  }
  if (nodes.some(isKept)) return `${failedRows.slice(0, -FAILED_ENDING.length)}.millrace-journal`;
  return null;
}

/** Tables know how far a run is, and whom rows are sent to knows the run by its keys; what is only shown is shown again. */
function isKept({ definition: { perform, snapshot, effects } }: PlannedNode): boolean {
  return perform !== undefined && (effects.includes("writes") ? snapshot !== undefined : effects.length > 0);
}
