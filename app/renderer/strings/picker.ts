// Lists that are searched: nodes to add, commands, nodes to find.

export const pickerText = {
  results: (count: number) => (count === 1 ? "1 result" : `${count} results`),
  add: "Add a node",
  addFrom: (title: string) => `Add a node that fits “${title}”`,
  addPlaceholder: "What should happen here?",
  addNone: "No kind of node matches.",
  addNoneFrom: "No kind of node that matches can be wired here.",
  /** Kinds that are set so that they run at once. */
  ready: "Runs at once",
  /** Kinds that cannot follow the node that is selected. */
  unwired: (category: string) => `${category}, without a wire`,
  commands: "Command palette",
  commandsPlaceholder: "Do, go to, or open…",
  commandsNone: "No command, node or file matches.",
  find: "Find a node",
  findPlaceholder: "Title, kind or parameter",
  findNone: "No node matches.",
  findEmpty: "There are no nodes yet.",
  nodes: "Nodes",
  note: "Note",
  frame: "Frame",
  recent: "Recent files",
  gone: "not there any more",
  /** Keys and what they do. */
  hints: [
    ["↑ ↓", "to choose"],
    ["Enter", "to take"],
    ["Esc", "to close"],
  ],
} as const;
