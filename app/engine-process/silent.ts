// Log and output of a process that nobody reads: what is worth telling goes to the editor as events and issues.

import type { Log, TextOutput } from "../../engine/sdk/services.ts";

export const SILENT_LOG: Log = { debug: () => {}, warn: () => {} };
export const NO_OUTPUT: TextOutput = { print: () => {}, width: 0 };
