// The palette of kinds.

export const paletteText = {
  label: "Kinds of nodes",
  ofField: (category: string, field: string) => `${category}: ${field}`,
  search: "Search nodes",
  searchKey: "/",
  clear: "Clear the search",
  none: (query: string) => `Nothing is called “${query}”.`,
  noneHint: "Try a word for what it should do: “scale”, “filter”, “write”.",
  empty: "The catalog is empty.",
  add: (title: string) => `Add ${title}`,
  how: "Drag onto the canvas, or press Enter",
} as const;
