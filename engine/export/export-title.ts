// How is an exported program called by people?

import { withoutWorkflowEnding } from "../document/workflow-file.ts";

/** `shipment-delay.millrace.json` is "Shipment delay". */
export function exportTitle(workflow: string): string {
  const words = withoutWorkflowEnding(workflow).replace(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
