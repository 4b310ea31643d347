// The editor's own file dialog, for hosts without one of the system.

import { count } from "../ui/format.ts";

export const fileDialogText = {
  up: "One folder up",
  folders: "Folders on the way here",
  root: "Computer",
  list: "Files and folders",
  name: "File name",
  typed: { open: "Path or name of a file", folder: "Path of a folder" },
  nothing: (path: string) => `“${path}” is not there, or may not be opened.`,
  noFolder: (path: string) => `“${path}” is a file, and not a folder.`,
  go: "Go to this folder",
  path: "Path",
  open: "Open",
  chooseFolder: "Choose this folder",
  save: "Save",
  cancel: "Cancel",
  noFolders: (files: number) =>
    files === 0
      ? "This folder is empty."
      : files === 1
        ? "There is no folder in here, but 1 file."
        : `There is no folder in here, but ${count(files)} files.`,
  filesBesides: (files: number) => (files === 1 ? "1 file in here" : `${count(files)} files in here`),
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
  missing: (path: string) => `“${path}” cannot be opened. This is the nearest folder that can.`,
  makeTitle: "Make the folder?",
  makeText: (path: string) => `There is no folder “${path}” yet.`,
  makeYes: "Make the folder",
  newFolder: "New folder",
  newFolderName: "Name of the new folder",
  loading: "Loading the folder",
} as const;
