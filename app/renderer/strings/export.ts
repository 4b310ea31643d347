// The dialog that makes a program of the workflow.

import { bytes, count } from "../ui/format.ts";

const files = (value: number) => (value === 1 ? "1 file" : `${count(value)} files`);
const values = (value: number) => (value === 1 ? "1 value" : `${count(value)} values`);

export const exportText = {
  title: "Export as a program",
  intro:
    "A folder with readable code that runs without Millrace, proved to compute what the workflow computes.",
  checking: "Looking where this workflow can run…",
  cancel: "Cancel",
  close: "Close",
  back: "Back",
  again: "Try again",

  inTheWay: "Before it can be exported",
  untrusted: "This workflow is from elsewhere. The proof runs it on samples of its data.",
  trust: "Trust it",
  empty: "There is no node that could run.",
  unsaved: "A program is made of the file, and there are changes that are not saved.",
  neverSaved: "A program is made of a file, and this workflow has never been saved.",
  changedOnDisk: "The file has been changed by another program since it was opened here.",
  save: "Save",
  saveAs: "Save as…",
  planning: "The workflow is being checked…",
  errors: (number: number) =>
    number === 1
      ? "1 thing is wrong with the workflow."
      : `${count(number)} things are wrong with the workflow.`,
  showNode: "Show the node",
  showIssues: "Show the issues",

  targets: "What to make",
  targetNames: {
    script: "Script",
    vendored: "Script with its libraries",
    docker: "Container",
    kubernetes: "Kubernetes",
    systemd: "Linux service (systemd)",
    cron: "Cron job",
    ci: "CI job",
  } as Readonly<Record<string, string | undefined>>,
  targetHelp: {
    script: "For any machine with Node; npm brings the native libraries.",
    vendored: "For Node without npm: the native libraries come along.",
    docker: "An image that holds everything it needs.",
    kubernetes: "The container, and what a cluster needs to run it.",
    systemd: "Units that start it on a Linux machine.",
    cron: "Runs at fixed times on a machine that is always on.",
    ci: "Runs where your repository is built.",
  } as Readonly<Record<string, string | undefined>>,
  verdicts: { possible: "Possible", degraded: "With limits", impossible: "Not possible" },
  weights: { stops: "In the way", degrades: "Worse there", asks: "To provide" },
  platform: "Platform",
  platformHere: (name: string) => `${name} (this machine)`,
  platformMissing: (name: string, library: string) => `${name} (${library} is not installed here)`,
  folder: "Folder",
  chooseFolder: "Choose the folder to export to",
  places: {
    free: "A new folder, or an empty one.",
    exported: "An earlier export is there.",
    full: "Other files are there, which an export never replaces. Choose another folder.",
    file: "There is a file where the folder would be. Choose another place.",
  },
  replace: "Replace the earlier export",
  replaceHelp:
    "What it wrote is written anew or goes, with what was changed in it by hand; files that no export wrote stay as they are.",
  secrets: "Secrets it needs",
  secretsHelp:
    "Only their names go into the program. Where it runs, they come from variables of the same name.",
  secretSet: "set here",
  secretMissing: "not set here",
  size: "Size",
  sizeProgram: (size: number) => `About ${bytes(size)} program and samples`,
  sizeModels: (size: number) => `${bytes(size)} models`,
  sizeLibraries: (size: number) => `${bytes(size)} libraries`,
  sizeNpm: (size: number) => `npm brings ${bytes(size)} on the machine that runs it`,
  samples: "The first rows of what it reads go along, for the proof. Look at them before you hand it on.",
  start: "Export",

  working: "Exporting…",
  stages: {
    write: "Write the program",
    prove: "Prove that it computes the same",
    place: "Put it in its place",
  },
  stageStates: { done: "done", now: "under way", later: "to come" },
  proving: (names: string) =>
    `Workflow and program both compute the first rows of ${names}; what they give is compared value by value.`,
  compared: "Compared",
  whatCompared: "What was compared",
  resultKinds: {
    model: "answers of its model",
    written: "what it writes",
    printed: "",
    failed: "",
  },
  printed: "What nodes print",
  failedRows: "Rows that fail",
  values,
  identical: "same to the byte",
  nearlyIdentical: "same within 0.001 %",
  stop: "Cancel the export",
  stopping: "Stopping…",

  failed: "Nothing was exported",
  expected: "Expected",
  got: "Got",
  cause: "Its last words",

  done: "Exported",
  proved: (number: number, amount: number, identical: boolean, largest: number) =>
    `${values(number)} in ${files(amount)} compared: ${
      identical ? "the same to the byte" : `the same, largest relative difference ${largest.toExponential(1)}`
    }.`,
  openFolder: "Open folder",
  notOpened: "The folder could not be opened",
  notOpenedText: (folder: string) => `It is at ${folder}.`,
  tree: "Files",
  total: (number: number, size: number) => `${files(number)}, ${bytes(size)}`,
  folderSize: (number: number, size: number) => `${files(number)}, ${bytes(size)}`,
  code: "pipeline.mjs",
  next: "What to type next",
  copyCommands: "Copy",
  copied: "Copied",
  /** What was copied, in the words of the dock. */
  commands: "commands",
} as const;
