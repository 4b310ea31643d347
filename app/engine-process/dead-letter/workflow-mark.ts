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

export function isSameWorkflow(a: WorkflowMark, b: WorkflowMark): boolean {
  return a.name === b.name || a.nodes === b.nodes;
}

/** FNV-1a over the characters, forwards and backwards, in hexadecimal. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** It tells apart workflows that somebody confuses, and guards nothing: every run needs it, and Node takes long to load its cryptography. */
function fingerprint(text: string): string {
  const characters = Array.from(text, (character) => character.codePointAt(0)!);
  const sums = [characters, characters.toReversed()].map((codes) =>
    codes.reduce((sum, code) => Math.imul(sum ^ code, PRIME) >>> 0, OFFSET),
  );
  return sums.map((sum) => sum.toString(16).padStart(8, "0")).join("");
}
