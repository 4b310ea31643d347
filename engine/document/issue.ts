// Issues: expected problems of a half-built workflow, as values that name the place and offer a fix.

import type { Command } from "./command.ts";

export type Severity = "error" | "warning" | "info";

/** A repair that can be applied as it stands: commands on the document, under one label (one undo step). */
export interface Fix {
  readonly label: string;
  readonly commands: readonly Command[];
}

/** Why something is proposed or taken: what, which value, and from which fact; `sure` false where it is only assumed. */
export interface IssueReason {
  readonly what: string;
  readonly value: string;
  readonly because: string;
  readonly sure: boolean;
}

export interface Issue {
  /** Stable name in capitals, e.g. `COLUMN_UNKNOWN`; see docs/errors.md. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** Id of the node it belongs to; absent for the file as a whole. */
  readonly node?: string;
  readonly port?: string;
  /** Place inside the node's params or the file, e.g. `params.columns[2]` or `edges[4]`. */
  readonly path?: string;
  /** 1-based place in the text of the file, for text that is not JSON. */
  readonly line?: number;
  readonly column?: number;
  /** 0-based place in the text that stands at `path`. */
  readonly at?: number;
  readonly expected?: string;
  readonly got?: string;
  /** The next step in words, for when there is no fix to apply. */
  readonly hint?: string;
  readonly fix?: Fix;
  /** What the fix sets, or what is taken, point by point. */
  readonly reasons?: readonly IssueReason[];
  /** Other repairs, each in place of `fix`: only a person can tell which is meant. `validate --fix` leaves them alone. */
  readonly otherFixes?: readonly Fix[];
}

/** All repairs of an issue, the likeliest first. */
export function fixesOf({ fix, otherFixes = [] }: Issue): readonly Fix[] {
  return fix ? [fix, ...otherFixes] : otherFixes;
}

/** Equal for issues that tell the same of the same place, whatever they offer: who knows the kinds of nodes can offer more. */
export function faultOf({ code, node, port, path, line, column, message }: Issue): string {
  return JSON.stringify([code, node, port, path, line, column, message]);
}

export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === "error");
}
