// Which workflow does a failed row belong to? By its name, or by its nodes: it may be renamed or changed before the row is run again, and not both.

import { basename } from "node:path";
import { withoutWorkflowEnding } from "../../../engine/document/workflow-file.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";

export interface WorkflowMark {
  /** Of its file, without the ending. */
  readonly name: string;
  /** Fingerprint of the ids and kinds of its nodes. */
  readonly nodes: string;
}

export function workflowMark({ nodes }: WorkflowDocument, file: string): WorkflowMark {
  const kinds = nodes.map(({ id, kind }) => JSON.stringify([id, kind])).toSorted();
  return { name: withoutWorkflowEnding(basename(file)), nodes: fingerprint(kinds.join("\n")) };
}

/**
 * FNV-1a (32 bits, http://www.isthe.com/chongo/tech/comp/fnv/) forwards and backwards. It tells apart workflows that somebody
 * confuses, and guards nothing: every run needs it, and loading what makes a SHA-256 takes 5 ms.
 */
function fingerprint(text: string): string {
  let forwards = 0x811c9dc5;
  let backwards = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    forwards = Math.imul(forwards ^ text.charCodeAt(at), 0x01000193);
    backwards = Math.imul(backwards ^ text.charCodeAt(text.length - 1 - at), 0x01000193);
  }
  return [forwards, backwards].map((sum) => (sum >>> 0).toString(16).padStart(8, "0")).join("");
}

export function isSameWorkflow(a: WorkflowMark, b: WorkflowMark): boolean {
  return a.name === b.name || a.nodes === b.nodes;
}
