// Opening, saving and leaving files: questions and messages.

export const filesText = {
  untitled: "Untitled",
  openTitle: "Open a workflow",
  saveTitle: "Save the workflow as",
  modelTitle: "Choose a model",
  dataTitle: "Choose the data for it",
  unsaved: "Unsaved changes",
  unsavedText: (name: string) => `“${name}” has changes that are not saved.`,
  save: "Save",
  leave: "Do not save",
  stay: "Go back",
  changedTitle: "The file has changed on the disk",
  changedText: (name: string) =>
    `Another program has written “${name}” since it was opened here. Saving replaces what it wrote.`,
  overwrite: "Save anyway",
  saveAs: "Save as…",
  cancel: "Cancel",
  saved: (name: string) => `Saved “${name}”.`,
  saveFailed: "The workflow was not saved",
  openFailed: "The file was not opened",
  reloadTitle: "Throw your changes away?",
  reloadText: (name: string) =>
    `“${name}” is opened again as it is on the disk. What you changed here is gone.`,
  reloadYes: "Reload",
  reloadFailed: "The file cannot be opened again; what is here stays",
  cannotOpen: (name: string) => `“${name}” cannot be opened`,
  couldNotStart: "Millrace could not start",
  otherFile: "Choose another file.",
  fault: "This is a fault in Millrace; reload the page.",
  askData: "Wire data to the model?",
  askDataText: (model: string) =>
    `Choose a file with rows for “${model}” as well, and its predictions show at once.`,
  chooseData: "Choose a file…",
  later: "Later",
  notThere: (name: string) => `“${name}” is not a file that Millrace can start from`,
  notThereHint:
    "Drop a workflow (.millrace.json or .millrace), a model (.onnx), a table (.csv), pictures, recordings or documents.",
  whereIs: (name: string) => `Where is the folder “${name}”?`,
  whereIsText:
    "A browser does not say. Show it in the file dialog, and the workflow reads it where it is; or have it copied beside the workflow.",
  whereIsLarge: (files: string, size: string) =>
    `A browser does not say. Show it in the file dialog, and the workflow reads it where it is. It is empty, or too large to be copied (more than ${files} files or ${size}).`,
  copyFolder: (files: string, size: string) => `Copy ${files} files, ${size}`,
  showFolder: "Show it…",
  showTitle: (name: string) => `Where “${name}” is`,
  otherFolder: "This is another folder",
  otherFolderText: (chosen: string, dropped: string) =>
    `“${chosen}” does not have the same files as “${dropped}”, which you dropped.`,
  takeIt: "Take it",
  startFrom: (names: string) => `start from ${names}`,
} as const;
