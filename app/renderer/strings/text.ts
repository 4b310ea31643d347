// What is said of a text and its spans.

export const textText = {
  region: (column: string) => `Text of ${column}`,
  list: (columns: string) => `Marked by ${columns}`,
  before: "Span before (P)",
  next: "Next span (N)",
  of: (at: string, all: string) => `${at} of ${all}`,
  failed: "The whole of it cannot be shown",
  cut: (shown: string, all: string) => `The first ${shown} of ${all} characters.`,
} as const;
