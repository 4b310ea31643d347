// A text of the workflow where there is room for one line: a comment, a heading, a label.

/** Line ends of every reader are blanks then, and what a terminal or a reader of YAML would take for a command. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
