// Which workflow does a failed row belong to? By its name, or by its nodes: it may be renamed or changed before the row is run again, and not both.

import { basename } from "node:path";
import { withoutWorkflowEnding } from "../../../engine/document/workflow-file.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { sha256 } from "../../../engine/host/hash.ts";

export interface WorkflowMark {
  /** Of its file, without the ending. */
  readonly name: string;
  /** Fingerprint of the ids and kinds of its nodes. */
  readonly nodes: string;
}

/** Digits of the fingerprint: it tells apart workflows that somebody confuses, and guards nothing. */
const DIGITS = 12;

export function workflowMark({ nodes }: WorkflowDocument, file: string): WorkflowMark {
  const kinds = nodes.map(({ id, kind }) => JSON.stringify([id, kind])).toSorted();
  const sum = sha256();
  sum.update(new TextEncoder().encode(kinds.join("\n")));
  return {
    name: withoutWorkflowEnding(basename(file)),
    nodes: sum.hex().slice(0, DIGITS),
  };
}

export function isSameWorkflow(a: WorkflowMark, b: WorkflowMark): boolean {
  return a.name === b.name || a.nodes === b.nodes;
}
