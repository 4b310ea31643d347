// Which wires are impossible, and why? Issues name a wire by its place in the file, or an input by its port.

import type { Issue } from "../../../../engine/document/issue.ts";
import type { EdgeDocument, WorkflowDocument } from "../../../../engine/document/types.ts";
import { edgeKey } from "../../stores/ui.ts";

const NONE: ReadonlyMap<string, Issue> = new Map();
const known = new WeakMap<readonly Issue[], ReadonlyMap<string, Issue>>();

/**
 * The first error of each wire, by `from>to`. A plan of an older revision still names inputs, but no places in the file any
 * more: those wires are left as they are until the new plan is there.
 */
export function wireIssues(
  issues: readonly Issue[],
  document: Pick<WorkflowDocument, "edges" | "nodes">,
  isCurrent: boolean,
): ReadonlyMap<string, Issue> {
  const before = known.get(issues);
  if (before || !isCurrent) return before ?? NONE;
  const found = new Map<string, Issue>();
  for (const issue of issues) {
    if (issue.severity !== "error") continue;
    for (const wire of wiresOf(issue, document))
      if (!found.has(edgeKey(wire))) found.set(edgeKey(wire), issue);
  }
  known.set(issues, found);
  return found;
}

/** All that is said of one wire, warnings too. */
export function issuesOfWire(
  issues: readonly Issue[],
  document: Pick<WorkflowDocument, "edges" | "nodes">,
  edge: EdgeDocument,
): readonly Issue[] {
  const key = edgeKey(edge);
  return issues.filter((issue) => wiresOf(issue, document).some((wire) => edgeKey(wire) === key));
}

function wiresOf(issue: Issue, document: Pick<WorkflowDocument, "edges" | "nodes">): readonly EdgeDocument[] {
  const { path, node, port } = issue;
  const place = /^edges\[(\d+)\]/.exec(path ?? "");
  if (place) return document.edges.slice(Number(place[1]), Number(place[1]) + 1);
  if (node === undefined || port === undefined || isAboutParam(issue, document)) return [];
  return document.edges.filter(({ to }) => to === `${node}.${port}`);
}

/**
 * What is wrong with what somebody has set is no fault of the wire. Where nothing is set, what arrives does not fit: a model
 * that finds its inputs by itself names the param with which one could help it.
 */
function isAboutParam({ node, path }: Issue, { nodes }: Pick<WorkflowDocument, "nodes">): boolean {
  const param = /^params\.([^.[]+)/.exec(path ?? "")?.[1];
  if (param === undefined) return false;
  const params = nodes.find(({ id }) => id === node)?.params;
  return params === undefined || Object.hasOwn(params, param);
}
