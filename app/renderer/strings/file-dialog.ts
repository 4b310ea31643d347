// The editor's own file dialog, for hosts without one of the system.

export const fileDialogText = {
  up: "One folder up",
  folders: "Folders on the way here",
  root: "Computer",
  list: "Files and folders",
  name: "File name",
  path: "Path",
  open: "Open",
  chooseFolder: "Choose this folder",
  save: "Save",
  cancel: "Cancel",
  empty: (extensions: readonly string[]) =>
    extensions.length === 0
      ? "This folder is empty."
      : `There is no ${extensions.map((extension) => `.${extension}`).join(" or ")} file here.`,
  filter: (extensions: readonly string[]) => extensions.map((extension) => `*.${extension}`).join("  "),
  allFiles: "Show all files",
  folder: "Folder",
  column: { name: "Name", size: "Size", modified: "Changed" },
  replaceTitle: "Replace the file?",
  replaceText: (name: string) => `There is a file “${name}” in this folder already.`,
  replaceYes: "Replace",
  replaceNo: "Choose another name",
  loading: "Loading the folder",
} as const;
