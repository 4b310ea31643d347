// What is said of boxes, segments, spans, and of lists in general.

import { count } from "../ui/format.ts";

const counted = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;

export const marksText = {
  boxes: (n: number) => counted(n, "box", "boxes"),
  segments: (n: number) => counted(n, "segment", "segments"),
  spans: (n: number) => counted(n, "span", "spans"),
  items: (n: number) => counted(n, "item", "items"),
  values: (n: number) => counted(n, "value", "values"),
  none: { boxes: "no box", segments: "no segment", spans: "no span" },
  noItem: "empty list",
  noLabel: "without a label",
  /** Where more follow. */
  more: "…",

  list: (column: string) => `Found in ${column}`,
  listHelp: "Arrow up and down go through them, Enter brings one into sight",
  shown: (n: number, all: number) => (n === all ? count(all) : `${count(n)} of ${count(all)}`),
  columns: "Columns",
  labels: "Labels",
  least: "Least score",
  leastOf: (score: string) => `Score ≥ ${score}`,
  nothingFound: "Nothing was found in this row.",
  nothingPasses: "Nothing has this label and score.",
  clear: "Show all",
  hidden: (n: number) => `${count(n)} more are drawn, but not listed`,
  size: (width: string, height: string) => `${width} × ${height}`,
  loading: "Fetching what was found…",
  failed: "What was found cannot be shown",
  describe: (words: string) => `Found: ${words}`,
  labelsShown: "Show labels on the picture",

  other: "Other pictures of this row",
  otherColumn: "Second picture",
  noOther: "none",
  way: "How both are shown",
  ways: { mask: "Mask", over: "Over", wipe: "Wipe", side: "Side by side" },
  opacity: "Opacity",
  tint: "Colour of the mask",
  tints: { red: "Red", green: "Green", blue: "Blue", yellow: "Yellow" },
  wipe: "Where the pictures meet",
  otherFailed: "The second picture cannot be shown",
  textAndScore: " · ",
  asJson: "Copy as JSON",
  showJson: "JSON",
  showMarks: "Marks",
} as const;
