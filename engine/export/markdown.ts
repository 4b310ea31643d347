// Texts of the workflow in Markdown, where they mean nothing but themselves.

import { oneLine } from "./one-line.ts";

/** No tags, links and pictures. */
export function words(text: string): string {
  return oneLine(text).replace(/[<[]/g, "\\$&");
}

/** In a table. */
export function cell(text: string): string {
  return words(text).replaceAll("|", "\\|");
}

/** As code: between more backticks than stand in it. */
export function code(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** As code in a table. */
export function codeCell(text: string): string {
  return code(text).replaceAll("|", "\\|");
}
