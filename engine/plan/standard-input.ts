// There is one standard input: who else wants it?

import type { Issue } from "../document/issue.ts";
import type { PlannedNode } from "./types.ts";

/** An issue for each node but the first that reads it. */
export function standardInputIssues(nodes: readonly PlannedNode[]): Issue[] {
  const [first, ...others] = nodes.filter(({ definition }) => definition.needs?.includes("stdin"));
  return others.map(({ id }) => ({
    code: "STDIN_TAKEN",
    severity: "error",
    node: id,
    message: `"${first.title}" reads standard input already, and there is only one.`,
    expected: "one node that reads standard input",
    got: `${first.id} and ${id}`,
    hint: `Take this node out, and wire ${first.id} to both places.`,
  }));
}
