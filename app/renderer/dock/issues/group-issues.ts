// Issues by how bad they are, those of one node together in the order of the document.

import type { Issue, Severity } from "../../../../engine/document/issue.ts";

export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

export interface IssueGroup {
  readonly severity: Severity;
  readonly issues: readonly Issue[];
}

export function groupIssues(issues: readonly Issue[], order: readonly string[]): readonly IssueGroup[] {
  const place = new Map(order.map((id, at) => [id, at]));
  // Issues of the file as a whole first.
  const placeOf = ({ node }: Issue) => (node === undefined ? -1 : (place.get(node) ?? order.length));
  return SEVERITIES.map((severity) => ({
    severity,
    issues: issues.filter((issue) => issue.severity === severity).toSorted((a, b) => placeOf(a) - placeOf(b)),
  })).filter((group) => group.issues.length > 0);
}
