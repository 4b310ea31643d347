// Which actions have rows that failed elsewhere been through already? They do not get them a second time.

import type { Issue } from "../../../engine/document/issue.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { Plan } from "../../../engine/plan/types.ts";
import { rows as rowsWord } from "../numbers.ts";
import type { LettersOfSource } from "./letters.ts";

export interface Spared {
  /** Without the actions that all rows have been through. */
  readonly document: WorkflowDocument;
  /** Actions that some of the rows have been through, and that others still have to. */
  readonly issues: readonly Issue[];
}

/** `asItIs` is the plan of `document`. */
export function sparedActions(
  document: WorkflowDocument,
  asItIs: Plan,
  sources: readonly LettersOfSource[],
): Spared {
  const failedAt = new Map<string, number>();
  for (const { nodes } of sources)
    for (const [node, rows] of nodes) failedAt.set(node, (failedAt.get(node) ?? 0) + rows);
  const known = new Set(asItIs.nodes.map(({ id }) => id));
  // Of a node that is gone nobody knows what lay behind it.
  if (failedAt.size === 0 || [...failedAt.keys()].some((id) => !known.has(id)))
    return { document, issues: [] };
  const wanted = new Map([...failedAt.keys()].map((id) => [id, behind(asItIs, id)]));
  const needed = new Set([...wanted.values()].flatMap((ids) => [...ids]));
  const fed = before(asItIs, needed);
  const actions = asItIs.nodes.filter(({ definition }) => definition.perform);
  const spared = new Set(actions.flatMap(({ id }) => (needed.has(id) || fed.has(id) ? [] : [id])));
  const nodes = document.nodes.map((node) => (spared.has(node.id) ? { ...node, disabled: true } : node));
  const issues = actions.flatMap(({ id }) => {
    if (spared.has(id)) return [];
    const others = [...wanted].filter(([, ids]) => !ids.has(id)).map(([node]) => node);
    if (others.length === 0) return [];
    return [
      goesTwice(
        id,
        others,
        others.reduce((sum, node) => sum + failedAt.get(node)!, 0),
      ),
    ];
  });
  return { document: { ...document, nodes }, issues };
}

/** The node, and all that its rows come to. */
function behind({ edges }: Plan, id: string): ReadonlySet<string> {
  const found = new Set([id]);
  // A set grows while it is gone through.
  for (const one of found) for (const { from, to } of edges) if (from === one) found.add(to);
  return found;
}

/** The nodes, and all that their rows come from. */
function before({ edges }: Plan, ids: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(ids);
  for (const one of found) for (const { from, to } of edges) if (to === one) found.add(from);
  return found;
}

function goesTwice(node: string, others: readonly string[], rows: number): Issue {
  const names = others.map((id) => `"${id}"`).join(" and ");
  return {
    code: "DEAD_LETTER_THERE",
    severity: "warning",
    node,
    message: `${rowsWord(rows)} that failed at ${names} ${rows === 1 ? "has" : "have"} been through this action already, and ${rows === 1 ? "goes" : "go"} there once more.`,
    hint: `Run the lines of ${names} in a file of their own: this action is then left out.`,
  };
}
