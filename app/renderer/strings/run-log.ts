// What a run says of itself in the log, besides what the engine says.

export const runLogText = {
  done: "Done.",
  stopped: "Stopped.",
} as const;
