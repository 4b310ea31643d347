// Text inside Markdown: nothing in it is markup, and a table has a line for each row.

/** Signs that begin markup anywhere in a line; a backslash before them makes them signs. */
const SIGNS = /[\\`*_[\]<>|#~!$]/gu;
/** What makes a list or a heading of a line that begins with it. */
const FIRST_SIGN = /^(\d*)([-+=.)])(?=\s|[-=]|$)/u;

export function escapeMarkdown(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(SIGNS, "\\$&")
    .replace(FIRST_SIGN, "$1\\$2");
}

export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): string {
  const line = (cells: readonly (string | null)[]) =>
    `| ${cells.map((cell) => escapeMarkdown(cell ?? "")).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}
