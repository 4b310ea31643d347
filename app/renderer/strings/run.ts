// What the log of a run says.

import type { NodeCounters } from "../../bridge/shapes.ts";
import { count, duration } from "../ui/format.ts";

const rows = (n: number) => `${count(n)} ${n === 1 ? "row" : "rows"}`;
const placed = (files: number) =>
  `${count(files)} ${files === 1 ? "file was" : "files were"} written or replaced before that.`;

export const runText = {
  rows,
  started: (nodes: number, dryRun: boolean) =>
    `${dryRun ? "Dry run" : "Run"} of ${count(nodes)} ${nodes === 1 ? "node" : "nodes"} started.`,
  nodeDone: ({ rowsIn, rowsOut, rowsFailed, busyMs }: NodeCounters) =>
    [
      ...(rowsIn > 0 ? [`${rows(rowsIn)} in`] : []),
      `${rows(rowsOut)} out`,
      ...(rowsFailed > 0 ? [`${rows(rowsFailed)} failed`] : []),
      // What has not run has not worked for 0 µs.
      ...(busyMs > 0 ? [`${duration(busyMs)} of work`] : []),
    ].join(", "),
  done: "Done.",
  nothingRan: {
    disabled:
      "Nothing was run: every node is disabled. Enable one in the inspector, or with M on the canvas.",
    bypassed: "Nothing was run: every node is disabled or bypassed. Switch one on in the inspector.",
  },
  stopped: (isDry: boolean, filesPlaced: number) => {
    if (isDry) return "Stopped.";
    const older = filesPlaced > 0 ? `${placed(filesPlaced)} Other` : "Older";
    return `Stopped. ${older} results stay as they were; what was written so far is beside them, in files that end in .part.`;
  },
  failedAfter: placed,
  lost: "Millrace was started again in the middle of the run; its end is not known here.",
  ended:
    "A run went on here, and this page cannot take it up: its page was gone for more than a minute, Millrace was started again, or another window has it. A run that was ended leaves older results as they were; run it again.",
  writtenTo: (n: number, file: string) => `${rows(n)} in ${file}`,
  failedIn: (n: number, file: string) => `${rows(n)} failed; all of them are in ${file}`,
} as const;
