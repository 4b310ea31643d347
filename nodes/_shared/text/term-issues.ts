// What is wrong with how terms are set.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";

export function rangeIssues({ shortest, longest }: { shortest: number; longest: number }): NodeIssue[] {
  if (shortest <= longest) return [];
  return [
    {
      code: "RANGE_EMPTY",
      severity: "error",
      path: "params.longest",
      message: `The longest term has ${longest} and the shortest ${shortest}.`,
      expected: `${shortest} or more`,
      got: String(longest),
      hint: "Raise the longest, or lower the shortest.",
      fix: {
        label: `Set it to ${shortest}`,
        commands: [{ do: "set-param", id: "", param: "longest", value: shortest }],
      },
    },
  ];
}
