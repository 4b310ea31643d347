// How is a workflow called, and its file? The name is the file's without its ending.

import { basename } from "node:path";

export const UNTITLED = "Untitled";
const ENDING = ".millrace.json";

export function workflowName(path: string): string {
  return basename(path).replace(/(\.millrace)?\.json$/i, "");
}

/** The file to write: a name without the ending gets it, so that it is found again as a workflow. */
export function workflowFile(path: string): string {
  return /\.json$/i.test(path) ? path : `${path}${ENDING}`;
}
