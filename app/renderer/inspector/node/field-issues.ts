// The issues of the node that is shown, and which of them stand at a field, or inside of it.

import { createContext, useContext, useMemo } from "react";
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

/** The issues whose place is this path exactly: `params.condition`, `params.columns.total`. */
export function useIssuesAt(path: string): readonly Issue[] {
  const issues = useContext(IssuesContext);
  return useMemo(() => issues.filter((issue) => issue.path === path), [issues, path]);
}

/** The issues of entries of a param, by the name or the index of the entry. */
export function useEntryIssues(name: string): ReadonlyMap<string, readonly Issue[]> {
  const issues = useContext(IssuesContext);
  return useMemo(() => {
    const entries = new Map<string, readonly Issue[]>();
    for (const issue of issues) {
      const entry = entryOf(issue, name);
      if (entry !== null) entries.set(entry, [...(entries.get(entry) ?? []), issue]);
    }
    return entries;
  }, [issues, name]);
}

/** `params.columns.total price` is about the entry "total price" of columns, `params.branches[0].id` about "0". */
export function entryOf({ path }: Issue, name: string): string | null {
  const prefix = `params.${name}`;
  if (!path?.startsWith(prefix)) return null;
  const rest = path.slice(prefix.length);
  const index = /^\[(\d+)\]/.exec(rest)?.[1];
  return index ?? (rest.startsWith(".") ? rest.slice(1) : null);
}
