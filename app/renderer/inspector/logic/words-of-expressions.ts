// How a column is written inside an expression, and which words an expression keeps for itself.

const KEPT: ReadonlySet<string> = new Set(
  (
    "as break const continue else false for function if import in let loop namespace null package return row " +
    "true var void while"
  ).split(" "),
);

export function columnText(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !KEPT.has(name) ? name : `row[${JSON.stringify(name)}]`;
}
