// Exit codes: public API of the command line and of exported programs.

import type { RunSummary } from "../../engine/runtime/events.ts";

export const ExitCode = {
  done: 0,
  /** The run failed. */
  failed: 1,
  /** Invalid workflow, refused model, or wrong usage. */
  invalid: 2,
  /** Done, but rows failed. */
  failedRows: 3,
  /** Interrupted by Ctrl-C or SIGTERM. */
  interrupted: 130,
} as const;

/**
 * Codes of errors that mean "this cannot be run at all", whatever the rows. A model that needs too much memory or time,
 * or brings its process down, was accepted first: that run failed.
 */
const REFUSALS =
  /^(MODEL_(?!MEMORY$|CRASHED$|TIMEOUT$|RUN_FAILED$|OUTPUT_(?:ROWS|SHAPE)$)|WORKFLOW_|PIPELINE_|KIND_|PARAM_|PARTITION_|USAGE_|TRAIN_|DEAD_LETTER_|PROVIDER_|JOURNAL_|JSON_|SECRETS?_|HTTP_OFFLINE$|OUTPUT_(?:COLUMNS_DIFFER|PARTS_THERE)$|FOLDER_MISSING|LIBRARY_MISSING|FILE_(MISSING|IS_FOLDER|LINK_LOOP|NOT_WORKFLOW))/;

/** Before a run, a file that may not be used is as good as none. */
export function exitCodeBeforeRun(code: string): number {
  return /^(FILE_DENIED|INPUT_NOT_FILE|OUTPUT_NOT_FILE|OUTPUT_IS_INPUT)$/.test(code)
    ? ExitCode.invalid
    : exitCodeOf(code);
}

export function exitCodeOf(code: string): number {
  return REFUSALS.test(code) ? ExitCode.invalid : ExitCode.failed;
}

/** Of a run that has ended. */
export function exitCodeOfRun({ outcome, error, rowsFailed, filesPlaced }: RunSummary): number {
  // What has written files could be run, whatever has ended it.
  if (outcome === "failed") return error && filesPlaced === 0 ? exitCodeOf(error.code) : ExitCode.failed;
  if (outcome === "cancelled") return ExitCode.interrupted;
  return rowsFailed > 0 ? ExitCode.failedRows : ExitCode.done;
}
