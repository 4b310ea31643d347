// The library of an exported program: what runtime/index.cjs hands to pipeline.mjs. One program a process.

import { join } from "node:path";
import { endBeforeKill } from "../../engine/host/before-kill.ts";
import type { MillraceError } from "../../engine/sdk/errors.ts";
import { ExitCode } from "../engine-process/exit-code.ts";
import { endAsFirstProcess } from "./first-process.ts";
import { Flow } from "./flow.ts";
import { log } from "./log.ts";
import { readParams } from "./params-file.ts";
import { runProgram } from "./program.ts";
import { Command } from "./settings.ts";
import type { Stopping } from "./stopping.ts";

export { path, value } from "./settings.ts";

endAsFirstProcess();

let hasRun = false;
process.on("exit", (code) => {
  // A program that was changed and threw has said so itself.
  if (hasRun || code !== 0) return;
  process.exitCode = ExitCode.invalid;
  log("error", "Nothing was run.", {
    code: "PIPELINE_NO_RUN",
    hint: "End pipeline.mjs with: await run(import.meta);",
  });
});

let stopping: Stopping = { signal: new AbortController().signal, beforeKill: () => {} };

/** Called by build/begin.cjs, which has heard signals since before this was loaded. */
export function hear(given: Stopping): void {
  stopping = given;
  given.beforeKill = endBeforeKill;
}

const command = new Command(process.argv.slice(2), process.env);
const flow = new Flow();

export const settings = command.settings.bind(command);
export const kind = flow.kind.bind(flow);
export const absent = flow.absent.bind(flow);

/** Params from a file below the program's folder. What is wrong with it is told by `run`. */
export function fromFile(path: string, config?: Readonly<Record<string, unknown>>): object {
  try {
    // This file is in runtime/chunks.
    return readParams(join(import.meta.dirname, "../.."), path, config);
  } catch (thrown) {
    flow.problems.push(thrown as MillraceError);
    return {};
  }
}

/** Runs the program as its command line asks. Never process.exit(): the model runtime may still be at work. */
export async function run(meta: { readonly url: string }): Promise<void> {
  hasRun = true;
  process.exitCode = await runProgram(meta, command, flow, stopping);
}
