// A workflow that `new` wrote and that cannot run yet. It is marked, so that the next try may take its place while nobody
// has changed it.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readWorkflow } from "../../engine/document/read.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { writeWorkflow } from "../../engine/document/write.ts";

interface Draft extends WorkflowDocument {
  /** Checksum of the rest. */
  readonly draft?: unknown;
}

export function asDraft(document: WorkflowDocument): Draft {
  return { ...document, draft: checksum(document) };
}

/** Whether the file is a draft, byte for byte as it was written. */
export function isUntouchedDraft(path: string): boolean {
  const text = textOf(path);
  const document: Draft | null = text === null ? null : readWorkflow(text).document;
  if (!document || typeof document.draft !== "string") return false;
  const { draft, ...rest } = document;
  return writeWorkflow(document) === text && checksum(rest) === draft;
}

function checksum(document: WorkflowDocument): string {
  return createHash("sha256").update(writeWorkflow(document)).digest("hex").slice(0, 16);
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // A folder, or a file that nobody may read: certainly no draft of ours.
    return null;
  }
}
