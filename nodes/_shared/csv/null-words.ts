// Words that people write where there is no value, besides those that are taken for it anyway.

const NULL_LIKE = new Set(
  [
    "-",
    "--",
    "---",
    "–",
    "—",
    "?",
    "??",
    ".",
    "..",
    "*",
    "#",
    "na",
    "n.a.",
    "n/a",
    "#n/a",
    "n.d.",
    "nd",
    "nil",
    "none",
  ].concat(["null", "(null)", "missing", "unknown", "not available", "k.a."]),
);

/** Whether a cell looks like "there is none". */
export function isNullLike(cell: string): boolean {
  return NULL_LIKE.has(cell.trim().toLowerCase());
}
