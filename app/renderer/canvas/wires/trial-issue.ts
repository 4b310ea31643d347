// What is wrong with a wire that is only thought of: the first thing that the plan with it says and the plan without it does not.

import type { Issue } from "../../../../engine/document/issue.ts";
import { parsePort, type EdgeDocument, type WorkflowDocument } from "../../../../engine/document/types.ts";
import { edgeKey } from "../../stores/ui.ts";
import { isUnfinished } from "../node/state.ts";
import { wireIssues } from "./wire-issues.ts";

interface Trial {
  readonly edge: EdgeDocument;
  /** The workflow with the wire, and what its plan says. */
  readonly tried: Pick<WorkflowDocument, "nodes" | "edges">;
  readonly issues: readonly Issue[];
  /** What the plan says of the workflow as it is. */
  readonly before: readonly Issue[];
}

/**
 * Null where nothing is. What is wrong at the port where the wire ends counts even if it was wrong with the wire before; what
 * goes wrong further on counts as well, for the rows go there through this wire.
 */
export function trialIssue({ edge, tried, issues, before }: Trial): Issue | null {
  const own = wireIssues(issues, tried, true).get(edgeKey(edge));
  if (own) return own;
  const to = parsePort(edge.to);
  const known = new Set(before.map(sayingOf));
  const isHere = ({ node, port }: Issue) => node === to.node && port === to.port;
  const counts = (issue: Issue) =>
    issue.severity === "error" && !isUnfinished(issue) && (isHere(issue) || !known.has(sayingOf(issue)));
  const wrong = issues.filter(counts);
  return wrong.find(({ node }) => node === to.node) ?? wrong.at(0) ?? null;
}

function sayingOf({ node, message }: Issue): string {
  return `${node ?? ""} ${message}`;
}
