// Ends this process when the one that started it is gone, also while its own thread is in the middle of native code and hears nothing.

import { Worker } from "node:worker_threads";

/** The thread has a clock and nothing else. Where a process keeps the number of a dead parent (Windows), the number is asked for. */
const WATCH = `
const { workerData: parent } = require("node:worker_threads");
const isGone = () => {
  if (process.ppid !== parent) return true;
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
};
setInterval(() => isGone() && process.kill(process.pid, "SIGKILL"), 500);
`;

/** For processes that compute for long and hold nothing that a kill could spoil: files are written beside and renamed at the end. */
export function endWithParent(): void {
  new Worker(WATCH, { eval: true, workerData: process.ppid, execArgv: [] }).unref();
}
