// The bar at the top: menu, name, run, what the last run came to.

import { count, duration } from "../ui/format.ts";

const rows = (value: number) => (value === 1 ? "1 row" : `${count(value)} rows`);

export const topBarText = {
  menu: "Menu",
  actions: "Actions and state",
  recent: "Open recent",
  noRecent: "No other files yet",
  unsaved: "Unsaved changes",
  readOnly: "Read only",
  readOnlyHelp: {
    newer: "Written by a newer version of Millrace: save it under another name.",
    damaged:
      "Parts of the file are damaged: correct them in a text editor, or save the rest under another name.",
  },
  notSaved: "Not saved yet",
  export: "Export",
  run: "Run",
  runMore: "More ways to run",
  stop: "Stop",
  stopping: "Stopping…",
  limit: "Rows of each source",
  limitAll: "All",
  limitFirst: (limit: number) => `The first ${count(limit)}`,
  limited: (limit: number) => `Takes the first ${rows(limit)} of each source`,
  progress: "Progress of the run",
  starting: "Starting…",
  soFar: (done: number, ms: number) => `${rows(done)}, ${duration(ms)}`,
  stuck: (ms: number) => `no row for ${duration(ms)}`,
  waitingFor: (title: string, ms: number) => `waiting for ${title} for ${duration(ms)}`,
  eta: (ms: number) => `${duration(ms)} left`,
  percent: (share: number) => `${Math.floor(share * 100)} %`,
  titleRunning: "Running – ",
  titleProgress: (share: number, left: number | null) =>
    `${Math.floor(share * 100)} %${left === null ? "" : `, ${duration(left)} left`} – `,
  ran: (ms: number, done: number) => `${duration(ms)}, ${rows(done)}`,
  dryRan: (ms: number, done: number) => `Dry run: ${duration(ms)}, ${rows(done)}`,
  failed: (failed: number) => `${rows(failed)} failed`,
  stopped: (ms: number, done: number) => `Stopped after ${duration(ms)}, ${rows(done)}`,
  broke: (message: string) => `Run failed: ${message}`,
  firstOnly: (limit: number) => `First ${rows(limit)}`,
  fileBack: "The file that was missing is there again: run it again",
  folderBack: "The folder that was missing is there now: run it again",
  beforeChanges: (words: string) => `Before your changes: ${words}`,
  beforeChangesHelp: "The workflow has changed since this run. Run it again to bring this up to date.",
  nothingRan: {
    disabled: "Nothing was run: every node is disabled",
    bypassed: "Nothing was run: every node is disabled or bypassed",
  },
  lost: "The end of the run is not known",
  notStarted: (message: string) => `Did not start: ${message}`,
  showFailed: "Show the failed rows",
  showTimeline: "Show how the time was spent",
  showLog: "Show the log",
} as const;
