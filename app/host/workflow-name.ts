// How is a workflow called, and its file? The name is the file's without its ending.

import { basename } from "node:path";
import {
  mayBeWorkflow,
  WORKFLOW_ENDING,
  withoutWorkflowEnding,
} from "../../engine/document/workflow-file.ts";

export const UNTITLED = "Untitled";

export function workflowName(path: string): string {
  return withoutWorkflowEnding(basename(path));
}

/** The file to write: a name without the ending gets it, so that it is found again as a workflow. */
export function workflowFile(path: string): string {
  return mayBeWorkflow(path) ? path : `${path}${WORKFLOW_ENDING}`;
}

/** Whether a program that is started with this file is meant to open it. */
export function isWorkflowFile(path: string): boolean {
  return mayBeWorkflow(path);
}
