// Which kind did somebody mean who wrote a name that is none?

import { closest } from "../sdk/closest.ts";

/** One that is spelled nearly so, or else the one whose words all stand in the name: `read-csv` is `csv`. null = nobody can tell. */
export function nearKind(name: string, kinds: readonly string[]): string | null {
  return closest(name, kinds) ?? longestWithin(name, kinds);
}

function longestWithin(name: string, kinds: readonly string[]): string | null {
  const words = new Set(wordsOf(name));
  const within = kinds
    .map((kind) => ({ kind, its: wordsOf(kind) }))
    .filter(({ its }) => its.every((one) => words.has(one)));
  const most = Math.max(0, ...within.map(({ its }) => its.length));
  const [found, ...others] = within.filter(({ its }) => its.length === most);
  return found && others.length === 0 ? found.kind : null;
}

/** `readCsv` and `read_csv` have the same. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
