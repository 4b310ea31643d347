// Which workflow a start of the program names: a double click on a file, or `millrace FILE`.

import { resolve } from "node:path";
import { isWorkflowFile } from "../host/workflow-name.ts";

/** The last argument that is a workflow, as an absolute path; null when there is none. */
export function workflowIn(args: readonly string[], folder: string): string | null {
  const named = args.slice(1).filter((arg) => !arg.startsWith("-") && isWorkflowFile(arg));
  const last = named.at(-1);
  return last === undefined ? null : resolve(folder, last);
}
