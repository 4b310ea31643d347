// Exit codes: public API of the command line.

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
