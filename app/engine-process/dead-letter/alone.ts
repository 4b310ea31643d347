// What do rows come to that are run without those around them? A node that looks at other rows gives something else then.

import type { Issue } from "../../../engine/document/issue.ts";
import type { Plan, PlannedNode } from "../../../engine/plan/types.ts";
import { rowsAlone } from "../../../engine/plan/rows-alone.ts";

/**
 * A warning for each node that would have answered otherwise, had it seen all rows; an error where it gives nothing that could stand among
 * the results of all, and they get there. `sources` give the rows, `mixed` are the actions that put them where those of the run before are.
 */
export function aloneIssues(
  plan: Plan,
  { sources, mixed }: { readonly sources: readonly string[]; readonly mixed: readonly PlannedNode[] },
): Issue[] {
  const reached = behind(plan, sources);
  return plan.nodes.flatMap((node): Issue[] => {
    const comesTo = rowsAlone(node);
    if (!reached.has(node.id) || comesTo === "same") return [];
    const after = behind(plan, [node.id]);
    const place = mixed.find(({ id }) => after.has(id));
    return [comesTo === "nothing" && place ? partial(node, place) : alone(node)];
  });
}

/** All that rows of these nodes come to, themselves included. */
function behind({ edges }: Plan, ids: readonly string[]): ReadonlySet<string> {
  const found = new Set(ids);
  // A set grows while it is gone through.
  for (const one of found) for (const { from, to } of edges) if (from === one) found.add(to);
  return found;
}

function alone({ id, title }: PlannedNode): Issue {
  return {
    code: "DEAD_LETTER_ALONE",
    severity: "warning",
    node: id,
    message: `"${title}" looks at other rows as well, and gets none but those that are run again: what it gives may be something else than in a run of all rows.`,
    hint: "Where that matters, run the workflow on its mended source instead.",
  };
}

function partial({ id, title }: PlannedNode, place: PlannedNode): Issue {
  return {
    code: "DEAD_LETTER_PARTIAL",
    severity: "error",
    node: id,
    message: `"${title}" makes its rows of all that it gets, and gets none but those that are run again: "${place.title}" would have what comes of a few rows among what came of all.`,
    hint: "Run the workflow on its mended source instead.",
  };
}
