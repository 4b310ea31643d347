// What is said of vectors that are laid flat.

import { count, percent } from "../ui/format.ts";

export const scatterText = {
  show: "Vectors as points",
  panel: (column: string) => `${column} as points`,
  column: "Vectors",
  colour: "Colour",
  noColour: "none",
  /** It is a shadow of what the vectors are, of the rows that are here. */
  title: (rows: number, dimensions: number) =>
    `First ${count(rows)} ${rows === 1 ? "row" : "rows"}, 2 of ${count(dimensions)} dimensions`,
  explained: (both: number) => `${percent(both)} of the spread`,
  explainedHelp: (x: number, y: number) =>
    `The two directions in which the vectors differ most (principal components): ${percent(x)} from left to right, ${percent(y)} from below. Points that are near each other here may be far apart in the other dimensions.`,
  help: "Move over the points, or use the arrow keys, to read rows; Enter or a click selects one in the table.",
  row: (row: number, words: string) => `Row ${count(row)}${words === "" ? "" : `: ${words}`}`,
  without: (rows: number) => `${count(rows)} without finite values`,
  loading: "Laying the vectors flat…",
  failed: "The vectors cannot be shown",
  none: "No row has a vector.",
} as const;
