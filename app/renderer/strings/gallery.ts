// The first screen and the playbooks.

export const startText = {
  title: "Millrace",
  what: "Wire data, models and actions. See every step on real rows.",
  playbook: "Open a playbook",
  playbookHelp: "A finished workflow with its data and model. You get a copy, which runs at once.",
  model: "Start from a model file",
  modelHelp: "Choose an .onnx file, then the rows it should work on.",
  empty: "Empty canvas",
  emptyHelp: "Begin with nothing and add nodes as you need them.",
  recent: "Recent files",
  noRecent: "Files that you open or save are listed here.",
  open: "Open a file…",
  drop: "Drop a workflow, a model or a table anywhere.",
  dropNow: "Drop to open",
  gone: "Not there any more",
  loading: "Loading",
} as const;

export const galleryText = {
  title: "Playbooks",
  help: "Each opens as a copy in a folder of its own and runs at once, offline; its results are in that folder.",
  open: "Open a copy",
  opening: "Opening…",
  synthetic: "Synthetic data",
  syntheticHelp: "Data and model were made by a program for this playbook.",
  licence: (licence: string) => `Data and model: ${licence}`,
  nodes: (count: number) => (count === 1 ? "1 node" : `${count} nodes`),
  picture: (title: string) => `The graph of ${title}`,
  readme: "About it",
  none: "No playbooks are installed.",
  failed: "The playbooks cannot be listed.",
  back: "Back",
} as const;
