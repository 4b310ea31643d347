// Where the journal of a run lies.

import type { Plan, PlannedNode } from "../../engine/plan/types.ts";
import { sends } from "../../engine/runtime/journal/sends.ts";
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
  if (nodes.some((node) => sends(node) || isTable(node)))
    return `${failedRows.slice(0, -FAILED_ENDING.length)}.millrace-journal`;
  return null;
}

/** It knows how far a run is. */
function isTable({ definition: { snapshot, effects } }: PlannedNode): boolean {
  return snapshot !== undefined && effects.includes("writes");
}
