// The text that the host has opened, read; or that there is nothing in it that can be shown.

import type { Opened } from "../../bridge/shapes.ts";
import type { Issue } from "../../../engine/document/issue.ts";
import { readWorkflow, type ReadResult } from "../../../engine/document/read.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";

/** The text is not JSON, or not a workflow: there is nothing to show but what is wrong. */
export class UnreadableWorkflow extends Error {
  override readonly name = "UnreadableWorkflow";
  readonly opened: Opened;
  readonly issues: readonly Issue[];

  constructor(opened: Opened, issues: readonly Issue[]) {
    super(issues[0]?.message ?? "This is no workflow.");
    this.opened = opened;
    this.issues = issues;
  }
}

/** Throws `UnreadableWorkflow`. */
export function readOpened(opened: Opened): ReadResult & { readonly document: WorkflowDocument } {
  const read = readWorkflow(opened.text);
  const { document } = read;
  if (!document) throw new UnreadableWorkflow(opened, read.issues);
  return { ...read, document };
}
