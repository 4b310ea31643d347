// Standard output: a slow reader is waited for, and one that has gone away is no failure of ours.

import { ExitCode } from "../../engine-process/exit-code.ts";
import { printError } from "./print.ts";

let failed = false;

/** Call once, before anything is printed: without a listener, a closed pipe ends the process with a stack trace. */
export function watchStreams(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // `millrace nodes | head`: the reader has had enough. A run goes on, its files are what it is for.
    if (error.code === "EPIPE" || failed) return;
    failed = true;
    process.exitCode ||= ExitCode.failed;
    const full = error.code === "ENOSPC";
    printError({
      code: full ? "DISK_FULL" : "OUTPUT_FAILED",
      message: full
        ? "The disk is full; standard output could not be written."
        : "Standard output could not be written.",
      place: "standard output",
      hint: full ? "Free some space, or write to another disk." : "See the cause.",
      cause: error.message,
    });
  });
}

/** Prints a text to standard output and waits while its reader is behind. */
export function printOut(text: string): Promise<void> | void {
  const { stdout } = process;
  if (stdout.destroyed) return;
  let written = () => {};
  const isBehind = !stdout.write(text, () => written());
  // The callback comes after an error, too; a `drain` would not.
  if (isBehind) return new Promise((resolve) => (written = resolve));
}

/** The exit code, which is never 0 when what was printed has been lost. */
export function withStreams(code: number): number {
  return code === ExitCode.done && failed ? ExitCode.failed : code;
}
