// The issues of the node that is shown, and which of them stand at a field.

import { createContext } from "react";
import type { Issue } from "../../../../engine/document/issue.ts";

export const IssuesContext = createContext<readonly Issue[]>([]);

/** Whether the place of an issue lies in a param: `params.columns`, `params.columns[2]`, `params.columns.total`. */
export function isAtParam(issue: Issue, name: string): boolean {
  const prefix = `params.${name}`;
  const { path } = issue;
  if (!path?.startsWith(prefix)) return false;
  const next = path.charAt(prefix.length);
  return next === "" || next === "." || next === "[";
}
