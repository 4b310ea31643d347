// What the log of a run says at its end.

import { count } from "../ui/format.ts";

const rows = (n: number) => `${count(n)} ${n === 1 ? "row" : "rows"}`;

export const runText = {
  done: "Done.",
  stopped: "Stopped.",
  failedIn: (n: number, file: string) => `${rows(n)} failed; all of them are in ${file}`,
} as const;
