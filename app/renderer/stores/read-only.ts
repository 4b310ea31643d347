// Why may a workflow not be changed here? Saving it would lose what this version of Millrace does not know, or cannot read.

import { documentText } from "../strings/document.ts";
import type { Refusal } from "../../../engine/document/refusal.ts";
import type { DocumentState } from "./document.ts";

export type ReadOnlyReason = "newer" | "damaged";

/** Null for one that may be changed. */
export function readOnlyReason({
  readOnly,
  textIssues,
}: Pick<DocumentState, "readOnly" | "textIssues">): ReadOnlyReason | null {
  if (!readOnly) return null;
  return textIssues.some(({ code }) => code === "FILE_VERSION_NEWER") ? "newer" : "damaged";
}

const CODES = { newer: "FILE_VERSION_NEWER", damaged: "FILE_SHAPE" } as const;

/** What is said to whoever tries. */
export function refusedAsReadOnly(reason: ReadOnlyReason): Refusal {
  const { message, hint } = documentText.readOnly[reason];
  return { code: CODES[reason], message, hint };
}
